// A session with Znuny's generic interface: logs in when needed, once more when it is over; errors are told by their words.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Dialect, SinkReply } from '../http/sink-reply.ts';
import { failedReply } from '../http/sink-reply.ts';
import { SystemDoor } from '../http/system-door.ts';
import { ErrorAnswer, SessionAnswer, sessionOver } from './znuny-answers.ts';
import type { ZnunyConfig } from './znuny-config.ts';

export interface ZnunyAsk {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the web service, as `/Ticket/12`. */
  readonly path: string;
  /** Of a GET: a body would be thrown away. */
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: Readonly<Record<string, unknown>>;
  /** A POST that only asks. */
  readonly reads?: boolean;
}

const dialect: Dialect = {
  system: 'znuny',
  problem: (json) => {
    const told = ErrorAnswer.safeParse(json);
    if (!told.success) return null;
    const { ErrorCode, ErrorMessage } = told.data.Error;
    return `${ErrorCode}: ${ErrorMessage}`.replace(/\s+/g, ' ').slice(0, 300);
  },
  isLockedOut: (_status, problem) => problem?.startsWith('SessionCreate.') === true,
};

type Login = Promise<SinkReply | { readonly kind: 'session'; readonly id: string }>;

export class ZnunySession {
  readonly #config: ZnunyConfig;
  readonly #door: SystemDoor;
  /** One login at a time, shared by all calls. */
  #login: Login | null = null;

  constructor(config: ZnunyConfig, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    const { url: base, timeoutMs, concurrency } = config;
    this.#door = new SystemDoor({ base, headers: {}, dialect, clock, timeoutMs, concurrency });
  }

  /** Never rejects. */
  async ask(ask: ZnunyAsk): Promise<SinkReply> {
    const used = this.#session();
    const first = await this.#askWith(ask, used);
    if (first.kind !== 'refused' || !sessionOver.test(first.code)) return first;
    if (this.#login === used) this.#login = null;
    const second = await this.#askWith(ask, this.#session());
    if (second.kind !== 'refused' || !sessionOver.test(second.code)) return second;
    return failedReply('znuny-session-over', 'the session ended at once: two clocks, or two servers?');
  }

  close(): Promise<void> {
    return this.#door.close();
  }

  #session(): Login {
    this.#login ??= this.#logIn();
    return this.#login;
  }

  async #askWith({ method, path, query, json, reads }: ZnunyAsk, session: Login): Promise<SinkReply> {
    const login = await session;
    if (login.kind !== 'session') {
      if (this.#login === session) this.#login = null;
      return login;
    }
    const reading = reads === true ? { reads } : {};
    const reply =
      method === 'GET'
        ? await this.#door.ask({
            method,
            path: `${path}?${new URLSearchParams({ ...query, SessionID: login.id }).toString()}`,
          })
        : await this.#door.ask({ method, path, json: { ...json, SessionID: login.id }, ...reading });
    // Unknown routes answer 500 in plain text (recorded, 03b and 03c).
    if (reply.kind !== 'failed' || reply.code !== 'znuny-ill') return reply;
    return {
      ...reply,
      message: `${reply.message}: has the web service the route ${method} ${path.replace(/\d+/, ':TicketID')}?`,
    };
  }

  async #logIn(): Promise<SinkReply | { readonly kind: 'session'; readonly id: string }> {
    const { user, password } = this.#config;
    const json = { UserLogin: user, Password: password };
    const reply = await this.#door.ask({ method: 'POST', path: '/Session', json, reads: true });
    if (reply.kind !== 'ok') return reply.kind === 'refused' ? failedReply('znuny-locked-out', reply.code) : reply;
    const answer = SessionAnswer.safeParse(reply.json);
    return answer.success
      ? { kind: 'session', id: answer.data.SessionID }
      : failedReply('znuny-not-an-api', 'no session in the answer');
  }
}
