// The door to one ticketing system's API: address, credentials, and what each reply means.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { CallBudget } from './call-budget.ts';
import { LockOut } from './lock-out.ts';
import { SinkHttp } from './sink-http.ts';
import { failedReply, judgeReply } from './sink-reply.ts';
import type { Dialect, SinkReply } from './sink-reply.ts';

export interface DoorAsk {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the door's address, from our own words only. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that only asks, as a search. */
  readonly reads?: boolean;
}

export interface DoorSetting {
  /** Without a last slash. */
  readonly base: string;
  /** Of each request, credentials among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly dialect: Dialect;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeoutMs: number;
  readonly concurrency: number;
  /** Calls that the system allows in a minute. */
  readonly budget?: CallBudget;
}

function contentOf({ json, form }: DoorAsk): { readonly type: string; readonly body: string } | null {
  if (json !== undefined) return { type: 'application/json', body: JSON.stringify(json) };
  if (form === undefined) return null;
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() };
}

export class SystemDoor {
  readonly #setting: DoorSetting;
  readonly #http: SinkHttp;
  readonly #lockOut: LockOut;
  readonly #lockedOut: string;

  constructor(setting: DoorSetting) {
    this.#setting = setting;
    this.#http = new SinkHttp(setting.timeoutMs, setting.concurrency);
    this.#lockOut = new LockOut(setting.clock);
    this.#lockedOut = `${setting.dialect.system}-locked-out`;
  }

  /** Never rejects. */
  async ask(ask: DoorAsk): Promise<SinkReply> {
    const waitMs = this.#setting.budget?.take() ?? 0;
    if (waitMs > 0)
      return failedReply(`${this.#setting.dialect.system}-busy`, 'the calls of this minute are used up', waitMs);
    const reply = await this.#lockOut.pass(
      () => this.#send(ask),
      (told) => told.kind === 'failed' && told.code === this.#lockedOut,
    );
    if (typeof reply !== 'number') return reply;
    return failedReply(this.#lockedOut, 'the credentials were refused before: asked again later', reply);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #send(ask: DoorAsk): Promise<SinkReply> {
    const { method, path, headers, reads } = ask;
    const { base, dialect } = this.#setting;
    const content = contentOf(ask);
    const typed = content === null ? {} : { 'Content-Type': content.type };
    const reply = await this.#http.send({
      method,
      url: `${base}${path}`,
      headers: { Accept: 'application/json', ...this.#setting.headers, ...typed, ...headers },
      ...(content === null ? {} : { body: content.body }),
    });
    if (reply.kind === 'answer') this.#setting.budget?.learn(reply.headers);
    return judgeReply(reply, { dialect, changes: method !== 'GET' && reads !== true });
  }
}
