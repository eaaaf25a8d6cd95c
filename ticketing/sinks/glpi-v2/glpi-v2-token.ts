// The OAuth token that calls on GLPI 11 go with: got with the account's password, kept until it is over, refused ones tried ever less often.
import type { Clock } from '../../../domain/ports/clock.ts';
import { siteUrl } from '../glpi/glpi-config.ts';
import { LockOut } from '../http/lock-out.ts';
import type { SinkHttp } from '../http/sink-http.ts';
import { failedReply, judgeReply, lockedOutRetryMs } from '../http/sink-reply.ts';
import type { Dialect, SinkReply } from '../http/sink-reply.ts';
import { TokenAnswer } from './glpi-v2-answers.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';

export type Token = { readonly kind: 'token'; readonly token: string; readonly until: number };
export type TokenReply = Token | Exclude<SinkReply, { kind: 'ok' }>;

/** Renewed before it is over: a call may take its time. */
const earlyMs = 60_000;

/** League's OAuth server: `invalid_grant` and others 400, `invalid_client` 401. Whatever it refuses, a person must repair. */
const dialect: Dialect = {
  system: 'glpi',
  problem: (json) => {
    const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : null;
    return typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : null;
  },
  isLockedOut: (_status, problem) => problem !== null,
};

export class GlpiV2Token {
  readonly #config: GlpiV2Config;
  readonly #http: SinkHttp;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #lockOut: LockOut;
  /** One request for a token at a time, shared by all calls. */
  #current: Promise<TokenReply> | null = null;

  constructor(config: GlpiV2Config, http: SinkHttp, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#http = http;
    this.#clock = clock;
    this.#lockOut = new LockOut(clock);
  }

  async current(): Promise<TokenReply> {
    const asked = (this.#current ??= this.#request());
    const reply = await asked;
    if (reply.kind === 'token' && reply.until > this.#clock.now()) return reply;
    if (this.#current === asked) this.#current = null;
    return reply.kind === 'token' ? this.current() : reply;
  }

  /** It was refused: the next call gets another. */
  forget(refused: Token): Promise<void> {
    const asked = this.#current;
    return Promise.resolve(asked).then((kept) => {
      if (kept === refused && this.#current === asked) this.#current = null;
    });
  }

  async #request(): Promise<TokenReply> {
    const reply = await this.#lockOut.pass(
      () => this.#ask(),
      (told) => told.kind === 'failed' && told.code === 'glpi-locked-out',
    );
    if (typeof reply === 'number')
      return failedReply('glpi-locked-out', 'the login was refused before: asked again later', reply) as TokenReply;
    if (reply.kind !== 'ok') return reply;
    const answer = TokenAnswer.safeParse(reply.json);
    if (!answer.success)
      return failedReply('glpi-not-an-api', 'no access token in the answer', lockedOutRetryMs) as TokenReply;
    const { access_token: token, expires_in: seconds } = answer.data;
    return { kind: 'token', token, until: this.#clock.now() + Math.max(seconds * 1_000 - earlyMs, earlyMs) };
  }

  /** RFC 6749, 4.3.2. */
  async #ask(): Promise<SinkReply> {
    const { clientId, clientSecret, username, password } = this.#config;
    const client = { client_id: clientId, client_secret: clientSecret };
    const form = new URLSearchParams({ grant_type: 'password', ...client, username, password, scope: 'api' });
    const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
    const url = siteUrl(this.#config.url, '/api.php/token');
    const sent = await this.#http.send({ method: 'POST', url, headers, body: form.toString() });
    const reply = judgeReply(sent, { dialect, changes: false });
    return reply.kind === 'refused' ? failedReply('glpi-locked-out', reply.code, lockedOutRetryMs) : reply;
  }
}
