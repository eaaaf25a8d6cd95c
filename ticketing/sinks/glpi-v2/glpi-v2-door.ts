// The door to GLPI 11's API v2: goes with a token, gets another one once where it is over, and says what an answer means.
import type { Clock } from '../../../domain/ports/clock.ts';
import { SinkHttp } from '../http/sink-http.ts';
import type { HttpReply } from '../http/sink-http.ts';
import { failedReply, judgeReply, lockedOutRetryMs } from '../http/sink-reply.ts';
import type { Dialect, SinkReply } from '../http/sink-reply.ts';
import { ErrorAnswer } from './glpi-v2-answers.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';
import { GlpiV2Token } from './glpi-v2-token.ts';
import type { Token } from './glpi-v2-token.ts';

export interface GlpiV2Ask {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api.php/v2.N`, from our own words only. */
  readonly path: string;
  readonly json?: Readonly<Record<string, unknown>>;
}

const errorIn = (json: unknown): ErrorAnswer | null => ErrorAnswer.safeParse(json).data ?? null;
type ErrorAnswer = ReturnType<typeof ErrorAnswer.parse>;

const dialect: Dialect = {
  system: 'glpi',
  problem: (json, status) => (status < 400 ? null : (errorIn(json)?.status ?? null)),
  isLockedOut: () => false,
};

/** Router.php: 401 without a token, 400 with one that is over or was never good. */
function isTokenRefused({ status }: HttpReply & { kind: 'answer' }, error: ErrorAnswer | null): boolean {
  return status === 401 || (status === 400 && error?.title === 'Invalid OAuth token');
}

/** `getCRUDErrorResponse`: GLPI's own no, with the status of an accident; its reasons stand in the additional messages. */
function businessNo(error: ErrorAnswer | null, json: unknown): SinkReply | null {
  if (error === null || !/^Failed to (?:create|update|delete) item/.test(error.title)) return null;
  const why = error.additional_messages.map(({ message }) => message.replace(/\s+/g, ' ')).join('; ');
  return { kind: 'refused', status: 500, code: why === '' ? error.status : why.slice(0, 200), json };
}

function read(reply: HttpReply, changes: boolean): SinkReply {
  if (reply.kind !== 'answer') return judgeReply(reply, { dialect, changes });
  const error = errorIn(reply.json);
  if (isTokenRefused(reply, error))
    return failedReply('glpi-session-over', `the token was refused (${String(reply.status)})`);
  const no = reply.status === 500 ? businessNo(error, reply.json) : null;
  if (no !== null) return no;
  const judged = judgeReply(reply, { dialect, changes });
  // Router.php says 404 without a word where there is no such route: another version, not a ticket that is gone.
  return judged.kind === 'refused' && judged.status === 404 && error === null
    ? failedReply('glpi-not-an-api', 'no such address (404): is the version in url right?', lockedOutRetryMs)
    : judged;
}

export class GlpiV2Door {
  readonly #config: GlpiV2Config;
  readonly #http: SinkHttp;
  readonly #token: GlpiV2Token;

  constructor(config: GlpiV2Config, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#http = new SinkHttp(config.timeoutMs, config.concurrency);
    this.#token = new GlpiV2Token(config, this.#http, clock);
  }

  /** Never rejects. */
  async ask(ask: GlpiV2Ask): Promise<SinkReply> {
    const first = await this.#token.current();
    if (first.kind !== 'token') return first;
    const reply = await this.#askWith(ask, first);
    if (reply.kind !== 'failed' || reply.code !== 'glpi-session-over') return reply;
    await this.#token.forget(first);
    const second = await this.#token.current();
    if (second.kind !== 'token') return second;
    const again = await this.#askWith(ask, second);
    if (again.kind !== 'failed' || again.code !== 'glpi-session-over') return again;
    await this.#token.forget(second);
    const why = 'a new token was refused: has the OAuth client the scope api?';
    return failedReply('glpi-locked-out', why, lockedOutRetryMs);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  /** JSON is read only where the type is named without parameters; profile and entity go with each call (Router.php). */
  async #askWith({ method, path, json }: GlpiV2Ask, { token }: Token): Promise<SinkReply> {
    const { url, entity, profile } = this.#config;
    const headers = {
      Accept: 'application/json',
      Authorization: `Bearer ${token}`,
      'GLPI-Entity': String(entity),
      'GLPI-Entity-Recursive': 'true',
      ...(profile === undefined ? {} : { 'GLPI-Profile': String(profile) }),
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    return read(await this.#http.send({ method, url: `${url}${path}`, headers, ...body }), method !== 'GET');
  }
}
