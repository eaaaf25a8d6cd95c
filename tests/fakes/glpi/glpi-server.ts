// A fake GLPI on a loopback port: answers as recorded, and fails as told.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { error } from './glpi-answer.ts';
import type { GlpiAnswer } from './glpi-answer.ts';
import { answerQuestion } from './glpi-routes.ts';
import { GlpiStore } from './glpi-store.ts';

/** What goes wrong with the next requests that it fits. */
export interface GlpiFault {
  /** Of the method and path, as `POST Ticket`. */
  readonly on: RegExp;
  /** How many requests; absent: all, until `heal`. */
  readonly times?: number;
  readonly does:
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: unknown;
      }
    /** Nothing is done, and the connection ends. */
    | { readonly kind: 'drop-before' }
    /** It is done, and the connection ends without an answer. */
    | { readonly kind: 'drop-after' }
    | { readonly kind: 'slow'; readonly ms: number };
}

export const appToken = 'app-token-of-the-fake';
export const userToken = 'user-token-of-the-fake';

export interface GlpiRequestSeen {
  /** Epoch ms at which its headers were there. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export class FakeGlpi {
  readonly store = new GlpiStore();
  readonly seen: GlpiRequestSeen[] = [];
  readonly #server: Server;
  readonly #sessions = new Set<string>();
  #faults: (GlpiFault & { left: number })[] = [];
  #logins = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<FakeGlpi> {
    const fake = new FakeGlpi();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/apirest.php`;
  }

  /** The next requests that fit fail like this; the first fault that fits applies. */
  fail(fault: GlpiFault): void {
    this.#faults.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  heal(): void {
    this.#faults = [];
  }

  /** Ends every session, as the cleaner task does after 24 minutes. */
  expireSessions(): void {
    this.#sessions.clear();
  }

  /** A token that is valid from now on. */
  openSession(token: string): void {
    this.#sessions.add(token);
  }

  countOf(method: string, path: RegExp): number {
    return this.seen.filter((request) => request.method === method && path.test(request.path)).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', this.url);
    const path = decodeURIComponent(url.pathname.replace(/^\/apirest\.php\/?/, '').replace(/\/$/, ''));
    this.seen.push({ at, method: request.method ?? '', path, headers: request.headers, body });
    const fault = this.#faultFor(`${request.method ?? ''} ${path}`);
    if (fault?.kind === 'drop-before') return void request.socket.destroy();
    if (fault?.kind === 'status')
      return reply(response, { status: fault.status, body: fault.body ?? '', headers: fault.headers ?? {} });
    const answer = this.#answer(request, url, { path, body });
    if (fault?.kind === 'drop-after') return void request.socket.destroy();
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    reply(response, answer);
  }

  #faultFor(line: string): GlpiFault['does'] | null {
    const fault = this.#faults.find(({ on, left }) => left > 0 && on.test(line));
    if (fault === undefined) return null;
    fault.left -= 1;
    return fault.does;
  }

  #answer(request: IncomingMessage, url: URL, { path, body }: { path: string; body: string }): GlpiAnswer {
    const asked = (header: string, parameter: string): string | null => {
      const value = request.headers[header];
      return typeof value === 'string' ? value : url.searchParams.get(parameter);
    };
    const app = asked('app-token', 'app_token');
    if (app === null) return error('ERROR_APP_TOKEN_PARAMETERS_MISSING');
    if (app !== appToken) return error('ERROR_WRONG_APP_TOKEN_PARAMETER');
    if (request.method === 'GET' && body !== '') return error('ERROR_JSON_PAYLOAD_FORBIDDEN');
    if (path === 'initSession') return this.#logIn(request.headers.authorization);
    const session = asked('session-token', 'session_token');
    if (session === null) return error('ERROR_SESSION_TOKEN_MISSING');
    if (!this.#sessions.has(session)) return error('ERROR_SESSION_TOKEN_INVALID');
    if (path === 'killSession') {
      this.#sessions.delete(session);
      return { status: 200, body: true };
    }
    return this.#answerInSession(request, url, { path, body });
  }

  #answerInSession(request: IncomingMessage, url: URL, { path, body }: { path: string; body: string }): GlpiAnswer {
    const json = (request.headers['content-type'] ?? '').startsWith('application/json');
    let input: unknown;
    try {
      input = body === '' || !json ? undefined : (JSON.parse(body) as { input?: unknown }).input;
    } catch {
      return error('ERROR_JSON_PAYLOAD_INVALID');
    }
    const view = {
      sanitized: request.headers['x-glpi-sanitized-content'] !== 'false',
      links: url.searchParams.get('get_hateoas') !== 'false',
      base: this.url,
    };
    return answerQuestion(this.store, {
      method: request.method ?? '',
      path: path.split('/'),
      query: url.searchParams,
      input,
      view,
    });
  }

  #logIn(authorization: string | undefined): GlpiAnswer {
    if (authorization === undefined) return error('ERROR_LOGIN_PARAMETERS_MISSING');
    if (authorization !== `user_token ${userToken}`) return error('ERROR_GLPI_LOGIN_USER_TOKEN');
    this.#logins += 1;
    const token = `session-${String(this.#logins)}`;
    this.#sessions.add(token);
    return { status: 200, body: { session_token: token } };
  }
}

function reply(response: ServerResponse, { status, body, headers }: GlpiAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  // Apache ends the connection after a 400.
  const ending = status === 400 ? { Connection: 'close' } : {};
  response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8', ...ending, ...headers });
  response.end(text);
}
