// What every fake ticketing system is: a server on a loopback port that notes what it was asked, fails as told, and shows its tickets on a page.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ticketListPage } from './ticket-list-page.ts';
import type { ListedTicket } from './ticket-list-page.ts';

/** What goes wrong with the next requests that it fits. */
export interface Fault {
  /** Of the method and path, as `POST Ticket`, or what else the fake calls its requests. */
  readonly on: RegExp;
  /** How many that it fits pass before it begins; absent: none. */
  readonly after?: number;
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
    /** It is done, and the answer is far too long. */
    | { readonly kind: 'flood'; readonly bytes: number }
    | { readonly kind: 'slow'; readonly ms: number };
}

export interface FakeQuestion {
  /** Epoch ms at which its headers were there. */
  readonly at: number;
  readonly method: string;
  /** Below the API's own path, decoded, without slashes at its ends. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeAnswer {
  readonly status: number;
  /** Text as it is, all else as JSON; undefined: none. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where tickets, or problem records, stand: as a person sees them and takes them away. */
export interface FakeShelf {
  listed(): readonly ListedTicket[];
  /** As a person with the right to would. */
  remove(id: string): void;
  /** As whoever has it in charge would. */
  resolve(id: string): void;
}

export interface FakeManner {
  /** As a person knows it: "GLPI". */
  readonly name: string;
  /** Path of the API, as `/apirest.php`. */
  readonly base: string;
  readonly contentType: string;
  answer(question: FakeQuestion): FakeAnswer;
  /** What a fault's `on` is matched with; absent: method and path. */
  nameOf?(question: FakeQuestion): string;
  readonly shelf: FakeShelf;
  /** Absent: problem records are tickets there, or it keeps none. */
  readonly problemShelf?: FakeShelf;
}

export class FakeSystem {
  readonly seen: FakeQuestion[] = [];
  /** Done, and whoever asked was gone before the answer. */
  readonly unheard: FakeQuestion[] = [];
  readonly #manner: FakeManner;
  readonly #server: Server;
  #faults: (Fault & { passing: number; left: number })[] = [];

  protected constructor(manner: FakeManner) {
    this.#manner = manner;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** 0: any port that is free. */
  protected async listen(port: number): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  /** Where the page with the tickets is. */
  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get url(): string {
    return `${this.origin}${this.#manner.base}`;
  }

  get shelf(): FakeShelf {
    return this.#manner.shelf;
  }

  get problemShelf(): FakeShelf {
    return this.#manner.problemShelf ?? this.shelf;
  }

  /** The next requests that fit fail like this; the first fault that fits applies. */
  fail(fault: Fault): void {
    this.#faults.push({ ...fault, passing: fault.after ?? 0, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  heal(): void {
    this.#faults = [];
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
    const url = new URL(request.url ?? '/', this.origin);
    if (url.pathname === '/' && request.method === 'GET') return this.#showTickets(response);
    const question: FakeQuestion = {
      at,
      method: request.method ?? '',
      path: this.#below(url),
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.seen.push(question);
    await this.#answer(question, request, response);
  }

  async #answer(question: FakeQuestion, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#faultFor(this.#manner.nameOf?.(question) ?? `${question.method} ${question.path}`);
    if (fault?.kind === 'drop-before') return void request.socket.destroy();
    if (fault?.kind === 'status')
      return this.#reply(response, { status: fault.status, body: fault.body ?? '', headers: fault.headers ?? {} });
    const answer = this.#manner.answer(question);
    if (fault?.kind === 'drop-after') return void request.socket.destroy();
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    // Ended from there, or reset: a process that is killed does either.
    if (!request.socket.writable) return void this.unheard.push(question);
    if (fault?.kind === 'flood') return this.#reply(response, { ...answer, body: `["${'x'.repeat(fault.bytes)}"]` });
    this.#reply(response, answer);
  }

  #below(url: URL): string {
    const { base } = this.#manner;
    const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
    return decodeURIComponent(path.replace(/^\/|\/$/g, ''));
  }

  #faultFor(line: string): Fault['does'] | null {
    const fault = this.#faults.find(({ on, left }) => left > 0 && on.test(line));
    if (fault === undefined || fault.passing-- > 0) return null;
    fault.left -= 1;
    return fault.does;
  }

  #reply(response: ServerResponse, { status, body, headers }: FakeAnswer): void {
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, { 'Content-Type': this.#manner.contentType, ...headers });
    response.end(text);
  }

  #showTickets(response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
    const { name, shelf, problemShelf } = this.#manner;
    response.end(ticketListPage(name, shelf.listed(), problemShelf?.listed()));
  }
}
