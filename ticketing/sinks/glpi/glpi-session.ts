// A session with GLPI: logs in when needed, once more on a 401, and says what an answer means before any parsing.
import { z } from 'zod';
import { SinkHttp } from '../http/sink-http.ts';
import type { HttpReply } from '../http/sink-http.ts';
import type { GlpiConfig } from './glpi-config.ts';

/** What was asked was done, was not, or nobody knows. `refused`: GLPI understood and said no. */
export type GlpiReply =
  | { readonly kind: 'ok'; readonly status: number; readonly json: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryAfterMs?: number }
  | { readonly kind: 'lost'; readonly code: string };

export interface GlpiAsk {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below apirest.php, from our own words only. */
  readonly path: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

const LoginAnswer = z.object({
  session_token: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[\x21-\x7e]+$/),
});
const ErrorAnswer = z.tuple([z.string().max(200)]).rest(z.unknown());

function errorCode(json: unknown): string | null {
  const error = ErrorAnswer.safeParse(json);
  return error.success && /^ERROR[A-Z_]*$/.test(error.data[0]) ? error.data[0] : null;
}

/** Tokens or the API itself are wrong: nothing was done, and a person must repair it. Codes as recorded. */
const lockedOut = new Set([
  'ERROR_APP_TOKEN_PARAMETERS_MISSING',
  'ERROR_WRONG_APP_TOKEN_PARAMETER',
  'ERROR_SESSION_TOKEN_MISSING',
  'ERROR_GLPI_LOGIN_USER_TOKEN',
  'ERROR_GLPI_LOGIN',
  'ERROR_LOGIN_PARAMETERS_MISSING',
  'ERROR_NOT_ALLOWED_IP',
  'ERROR_LOGIN_WITH_CREDENTIALS_DISABLED',
  'ERROR',
]);

/** A lock-out heals by a person's hand: asking more often only fills GLPI's log. */
const lockedOutRetryMs = 30_000;

function failed(code: string, message: string, retryAfterMs?: number): GlpiReply {
  return { kind: 'failed', code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** For a request that changes something, an answer that says nothing is a doubt; for a read it is a failure. */
function read(reply: HttpReply, changes: boolean): GlpiReply {
  if (reply.kind === 'not-sent') return failed('glpi-unreachable', `not reached (${reply.code})`);
  if (reply.kind === 'lost')
    return changes ? { kind: 'lost', code: reply.code } : failed('glpi-silent', `no answer (${reply.code})`);
  const { status, json } = reply;
  if (status === 429) return failed('glpi-busy', 'too many requests (429)', reply.retryAfterMs ?? undefined);
  if (status >= 500 || status === 408) {
    return changes
      ? { kind: 'lost', code: `http-${String(status)}` }
      : failed('glpi-ill', `status ${String(status)}`, reply.retryAfterMs ?? undefined);
  }
  const code = errorCode(json);
  if (code !== null && lockedOut.has(code))
    return failed('glpi-locked-out', `${code} (${String(status)})`, lockedOutRetryMs);
  if (status === 401) return failed('glpi-session-over', `${code ?? 'no code'} (401)`);
  if (status >= 400) return { kind: 'refused', status, code: code ?? `http-${String(status)}` };
  if (status >= 300)
    return failed('glpi-moved', `redirected (${String(status)}): is the address right?`, lockedOutRetryMs);
  if (code !== null) return { kind: 'refused', status, code };
  // Recorded on 10.0.14: an empty 200 after an SQL error. A login page in HTML: the address is wrong.
  if (json === undefined)
    return changes ? { kind: 'lost', code: 'empty-answer' } : failed('glpi-not-an-api', 'the answer is not JSON');
  return { kind: 'ok', status, json };
}

type Login = Promise<GlpiReply | { readonly kind: 'token'; readonly token: string }>;

export class GlpiSession {
  readonly #config: GlpiConfig;
  readonly #http: SinkHttp;
  /** One login at a time, shared by all calls. */
  #login: Login | null = null;

  constructor(config: GlpiConfig) {
    this.#config = config;
    this.#http = new SinkHttp(config.timeoutMs, config.concurrency);
  }

  /** Never rejects. Logs in again once where the session is over. */
  async ask(ask: GlpiAsk): Promise<GlpiReply> {
    const used = this.#session();
    const first = await this.#askWith(ask, used);
    if (first.kind !== 'failed' || first.code !== 'glpi-session-over') return first;
    if (this.#login === used) this.#login = null;
    const again = this.#session();
    const second = await this.#askWith(ask, again);
    if (second.kind === 'failed' && this.#login === again) this.#login = null;
    return second;
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #session(): Login {
    this.#login ??= this.#logIn();
    return this.#login;
  }

  async #askWith(ask: GlpiAsk, session: Login): Promise<GlpiReply> {
    const login = await session;
    if (login.kind !== 'token') {
      if (this.#login === session) this.#login = null;
      return login;
    }
    const headers = {
      'App-Token': this.#config.appToken,
      'Session-Token': login.token,
      'X-GLPI-Sanitized-Content': 'false',
    };
    const url = `${this.#config.url}/${ask.path}`;
    const changes = ask.method !== 'GET';
    if (ask.input === undefined) return read(await this.#http.send({ method: ask.method, url, headers }), changes);
    const body = JSON.stringify({ input: ask.input });
    const typed = { ...headers, 'Content-Type': 'application/json' };
    return read(await this.#http.send({ method: ask.method, url, headers: typed, body }), changes);
  }

  async #logIn(): Promise<GlpiReply | { readonly kind: 'token'; readonly token: string }> {
    const headers = { 'App-Token': this.#config.appToken, Authorization: `user_token ${this.#config.userToken}` };
    const reply = read(
      await this.#http.send({ method: 'GET', url: `${this.#config.url}/initSession`, headers }),
      false,
    );
    if (reply.kind !== 'ok')
      return reply.kind === 'refused' ? failed('glpi-locked-out', reply.code, lockedOutRetryMs) : reply;
    const answer = LoginAnswer.safeParse(reply.json);
    return answer.success
      ? { kind: 'token', token: answer.data.session_token }
      : failed('glpi-not-an-api', 'no session token in the answer', lockedOutRetryMs);
  }
}
