// A session with GLPI: logs in when needed, once more on a 401, and says what an answer means before any parsing.
import { z } from 'zod';
import type { Clock } from '../../../domain/ports/clock.ts';
import { LockOut } from '../http/lock-out.ts';
import { SinkHttp } from '../http/sink-http.ts';
import type { HttpReply } from '../http/sink-http.ts';
import { failedReply, judgeReply, lockedOutRetryMs } from '../http/sink-reply.ts';
import type { Dialect, SinkReply } from '../http/sink-reply.ts';
import type { GlpiConfig } from './glpi-config.ts';

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
  session: z.object({ glpiname: z.string().max(500) }).optional(),
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

const dialect: Dialect = {
  system: 'glpi',
  problem: errorCode,
  isLockedOut: (_status, problem) => problem !== null && lockedOut.has(problem),
};

function read(reply: HttpReply, changes: boolean): SinkReply {
  const judged = judgeReply(reply, { dialect, changes });
  if (judged.kind !== 'refused' || judged.status !== 401) return judged;
  return failedReply('glpi-session-over', `${judged.code} (401)`);
}

type Login = Promise<SinkReply | { readonly kind: 'token'; readonly token: string }>;

export class GlpiSession {
  readonly #config: GlpiConfig;
  readonly #http: SinkHttp;
  /** One login at a time, shared by all calls. */
  #login: Login | null = null;
  #ownName: string | null = null;
  /** A login that was refused is tried again ever less often, so that no account is locked. */
  readonly #lockOut: LockOut;

  constructor(config: GlpiConfig, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#lockOut = new LockOut(clock);
    this.#http = new SinkHttp(config.timeoutMs, config.concurrency);
  }

  /** The account's own name; null: not logged in yet, or GLPI did not say. */
  get ownName(): string | null {
    return this.#ownName;
  }

  /** Never rejects. Logs in again once where the session is over. */
  async ask(ask: GlpiAsk): Promise<SinkReply> {
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

  async #askWith(ask: GlpiAsk, session: Login): Promise<SinkReply> {
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

  async #logIn(): Login {
    const reply = await this.#lockOut.pass(
      () => this.#tryLogin(),
      (told) => told.kind === 'failed' && told.code === 'glpi-locked-out',
    );
    if (typeof reply === 'number')
      return failedReply('glpi-locked-out', 'the login was refused before: asked again later', reply);
    if (reply.kind !== 'ok') return reply;
    const answer = LoginAnswer.safeParse(reply.json);
    if (!answer.success) return failedReply('glpi-not-an-api', 'no session token in the answer', lockedOutRetryMs);
    this.#ownName = answer.data.session?.glpiname ?? null;
    return { kind: 'token', token: answer.data.session_token };
  }

  async #tryLogin(): Promise<SinkReply> {
    const headers = { 'App-Token': this.#config.appToken, Authorization: `user_token ${this.#config.userToken}` };
    const url = `${this.#config.url}/initSession?get_full_session=true`;
    const reply = read(await this.#http.send({ method: 'GET', url, headers }), false);
    return reply.kind === 'refused' ? failedReply('glpi-locked-out', reply.code, lockedOutRetryMs) : reply;
  }
}
