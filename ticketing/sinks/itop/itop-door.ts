// The door to iTop's REST/JSON service: one address, the operation in a form field, the outcome in `code`.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Dialect, SinkReply } from '../http/sink-reply.ts';
import { SystemDoor } from '../http/system-door.ts';
import { Envelope, Objects, refusedLogin, Relations } from './itop-answers.ts';
import type { ItopConfig } from './itop-config.ts';

export interface ItopAsk {
  readonly operation:
    'list_operations' | 'core/get' | 'core/create' | 'core/update' | 'core/apply_stimulus' | 'core/get_related';
  readonly [parameter: string]: unknown;
}

export interface ItopObject {
  readonly class: string;
  readonly id: string;
  readonly fields: unknown;
}

/** What an answer holds, or how it failed; `shape`: it says yes in words that cannot be read. */
export type ItopReply =
  | {
      readonly kind: 'ok';
      readonly objects: readonly ItopObject[];
      /** How many fit the question, this page or not (`Found: 226`); null: not told. */
      readonly total: number | null;
    }
  | { readonly kind: 'shape' }
  | Exclude<SinkReply, { kind: 'ok' }>;

/** `code` decides, not the status; `message` may be null in success. */
const dialect: Dialect = {
  system: 'itop',
  problem: (json) => {
    const told = Envelope.safeParse(json);
    if (!told.success || told.data.code === 0) return null;
    return `code ${String(told.data.code)}: ${told.data.message ?? ''}`.replace(/\s+/g, ' ').slice(0, 300);
  },
  isLockedOut: (_status, problem) => problem !== null && refusedLogin.test(problem),
};

/** What it takes to be let in. */
export type ItopAccount = Pick<ItopConfig, 'url' | 'user' | 'password' | 'token' | 'timeoutMs' | 'concurrency'>;

function credentials({ user, password, token }: ItopAccount): Readonly<Record<string, string>> {
  if (token !== undefined) return { 'Auth-Token': token };
  return { Authorization: `Basic ${Buffer.from(`${user ?? ''}:${password ?? ''}`, 'utf8').toString('base64')}` };
}

function objectOf({ class: name, key, fields }: { class: string; key: string; fields?: unknown }): ItopObject {
  return { class: name, id: key, fields };
}

export class ItopDoor {
  readonly #door: SystemDoor;

  constructor(config: ItopAccount, clock: Pick<Clock, 'now'>) {
    this.#door = new SystemDoor({
      base: `${config.url}/webservices/rest.php?version=1.3`,
      headers: credentials(config),
      dialect,
      clock,
      timeoutMs: config.timeoutMs,
      concurrency: config.concurrency,
    });
  }

  /** Never rejects. */
  async ask(ask: ItopAsk): Promise<ItopReply> {
    const reply = await this.#send(ask);
    if (reply.kind !== 'ok') return reply;
    // JSON, 200, but no `code`: a maintenance page, or not iTop at all.
    const told = Envelope.safeParse(reply.json);
    if (!told.success) return { kind: 'shape' };
    const total = /^Found: (\d{1,9})$/.exec(told.data.message ?? '')?.[1];
    if (ask.operation === 'list_operations') return { kind: 'ok', objects: [], total: null };
    const answer = Objects.safeParse(reply.json);
    if (!answer.success) return { kind: 'shape' };
    const objects = Object.values(answer.data.objects ?? {}).map(objectOf);
    return { kind: 'ok', objects, total: total === undefined ? null : Number(total) };
  }

  /** Pairs of object keys, `Server::2` → `DBServer::4`. Never rejects. */
  async related(
    ask: Omit<ItopAsk, 'operation'>,
  ): Promise<
    { readonly kind: 'ok'; readonly pairs: readonly (readonly [string, string])[] } | Exclude<ItopReply, { kind: 'ok' }>
  > {
    const reply = await this.#send({ ...ask, operation: 'core/get_related' });
    if (reply.kind !== 'ok') return reply;
    const told = Relations.safeParse(reply.json);
    if (!told.success) return { kind: 'shape' };
    const pairs = Object.entries(told.data.relations).flatMap(([from, leads]) =>
      (leads as { key: string }[]).map(({ key }) => [from, key] as const),
    );
    return { kind: 'ok', pairs };
  }

  #send(ask: ItopAsk): Promise<SinkReply> {
    const reads = ['core/get', 'core/get_related', 'list_operations'].includes(ask.operation);
    return this.#door.ask({ method: 'POST', path: '', form: { json_data: JSON.stringify(ask) }, reads });
  }

  close(): Promise<void> {
    return this.#door.close();
  }
}
