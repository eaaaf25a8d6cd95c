// A told table for the alerting stage: hands it records one after another, restarts it, and keeps what came out.
import { alertChangesKind, type AlertChange, type AlertChanges } from '../../domain/alert.ts';
import { emptyCmdb, type Cmdb } from '../../domain/cmdb.ts';
import type { Decision } from '../../domain/decision.ts';
import { deliveryKind, type Delivery, type Event, type SourceType } from '../../domain/event.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { Row } from '../../domain/ports/state-store.ts';
import { controlKind, tickKind, type LogRecord } from '../../domain/record.ts';
import { createAlertingStage } from '../../correlate/alerting/stage.ts';

export type Said = Partial<Event> & { readonly by?: SourceType; readonly tenant?: string };

/** An event of a source, with what a test does not care about filled in. */
function eventOf(said: Said, atMs: number): Event {
  const { by: _by, tenant: _tenant, ...told } = said;
  return {
    state: 'problem',
    fingerprint: 'test:1:a',
    name: 'HostDown',
    severity: 'critical',
    effect: 'down',
    message: 'it is down',
    host: 'srv-01',
    labels: {},
    occurredAt: atMs,
    clock: 'trusted',
    ending: { by: 'clear' },
    raw: '',
    ...told,
  };
}

export class AlertingTable {
  readonly changes: AlertChange[] = [];
  readonly decisions: Decision[] = [];
  readonly records: LogRecord[] = [];
  readonly rows = new Map<string, Row>();
  readonly #options: { readonly policy: Policy; readonly cmdb: Cmdb };
  #stage: Stage;
  #offset = 0;

  constructor(options: { readonly policy?: Policy; readonly cmdb?: Cmdb } = {}) {
    this.#options = { policy: options.policy ?? defaultPolicy, cmdb: options.cmdb ?? emptyCmdb };
    this.#stage = this.#create();
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** What happened, in words such as `opened test:1:a@1000`. */
  get story(): string[] {
    return this.changes.map(({ change, alert }) => `${change} ${alert.id}`);
  }

  reasons(): string[] {
    return this.decisions.map((decision) => decision.reason);
  }

  say(atMs: number, ...said: Said[]): this {
    const by = said[0]?.by ?? 'generic';
    const body: Delivery = { source: by, sourceType: by, events: said.map((one) => eventOf(one, atMs)) };
    return this.hand(atMs, { kind: deliveryKind, body, tenant: said[0]?.tenant ?? 'default' });
  }

  problem(atMs: number, said: Said = {}): this {
    return this.say(atMs, said);
  }

  clear(atMs: number, said: Said = {}): this {
    return this.say(atMs, { ...said, state: 'clear' });
  }

  tick(atMs: number): this {
    return this.hand(atMs, { kind: tickKind, body: {}, tenant: 'default' });
  }

  control(atMs: number, control: NonNullable<StageInput['control']>, tenant = 'default'): this {
    return this.hand(atMs, { kind: controlKind, body: {}, tenant, control });
  }

  /** Puts the stage away and brings a new one to the same rows. */
  restart(): this {
    this.#stage = this.#create();
    this.#stage.restore(
      [...this.rows.values()].sort((a, b) => (`${a.table}/${a.key}` < `${b.table}/${b.key}` ? -1 : 1)),
    );
    return this;
  }

  hand(
    atMs: number,
    told: Pick<LogRecord, 'kind' | 'body' | 'tenant'> & { readonly control?: NonNullable<StageInput['control']> },
  ): this {
    const { control, ...rest } = told;
    const offset = this.#offset++;
    const times = { occurredAt: atMs, receivedAt: atMs };
    const record = {
      v: 1 as const,
      id: `r${offset}`,
      key: 'k',
      stream: 'events' as const,
      partition: 0,
      offset,
      ...times,
      ...rest,
    };
    this.#stage.apply(control === undefined ? { record } : { record, control });
    this.#keep();
    return this;
  }

  #create(): Stage {
    return createAlertingStage({ tenant: 'default', ...this.#options });
  }

  #keep(): void {
    const { rows, out } = this.#stage.take();
    for (const row of rows) {
      if (row.json === null) this.rows.delete(`${row.table}/${row.key}`);
      else this.rows.set(`${row.table}/${row.key}`, row);
    }
    for (const { record } of out) {
      this.records.push(record);
      if (record.kind !== alertChangesKind) continue;
      const body = record.body as AlertChanges;
      this.changes.push(...body.changes);
      this.decisions.push(...body.decisions);
    }
  }
}
