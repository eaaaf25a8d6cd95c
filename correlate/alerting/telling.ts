// Collects what one input record changed and makes the records for judging from it, with ids that replay.
import { alertChangesKind, type AlertChange, type AlertChanges } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import { hexId } from '../../domain/identity.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { Folded } from './condition.ts';

export const stageName = 'alerting';

/** A change is 1–2 kB with its decisions: a record then stays below the 1 MB that a Kafka broker takes by default. */
const changesPerRecord = 400;

interface Portion {
  readonly tenant: string;
  readonly changes: AlertChange[];
  readonly decisions: Decision[];
}

export class Telling {
  readonly #record: StoredRecord;
  readonly #now: number;
  readonly #full: Portion[] = [];
  readonly #filling = new Map<string, Portion>();
  #decided = 0;

  constructor(record: StoredRecord, now: number) {
    this.#record = record;
    this.#now = now;
  }

  add(tenant: string, { changes, sayings }: Pick<Folded, 'changes' | 'sayings'>): void {
    if (changes.length === 0 && sayings.length === 0) return;
    const portion = this.#portionOf(tenant);
    portion.changes.push(...changes);
    for (const saying of sayings) portion.decisions.push({ id: this.#nextId(), at: this.#now, ...saying });
    if (portion.changes.length + portion.decisions.length < 3 * changesPerRecord) return;
    this.#full.push(portion);
    this.#filling.delete(tenant);
  }

  /** One record, and more only where one would grow too large. */
  records(): Outgoing[] {
    return [...this.#full, ...this.#filling.values()].map((portion, seq) => this.#toOutgoing(portion, seq));
  }

  #portionOf(tenant: string): Portion {
    const found = this.#filling.get(tenant);
    if (found !== undefined) return found;
    const portion: Portion = { tenant, changes: [], decisions: [] };
    this.#filling.set(tenant, portion);
    return portion;
  }

  /** `A<offset>.<seq>`; partitions above 0 name themselves. */
  #nextId(): string {
    const { partition, offset } = this.#record;
    return `A${partition === 0 ? '' : `${partition}-`}${offset}.${this.#decided++}`;
  }

  #toOutgoing({ tenant, changes, decisions }: Portion, seq: number): Outgoing {
    const { partition, offset, occurredAt, receivedAt } = this.#record;
    const body: AlertChanges = { changes, decisions };
    const record = {
      v: 1 as const,
      id: hexId(stageName, this.#record.id, String(partition), String(offset), String(seq)),
      tenant,
      key: tenant,
      kind: alertChangesKind,
      occurredAt,
      receivedAt,
      body,
      from: { stage: stageName, partition, offset, seq },
    };
    return { stream: 'alerts', record };
  }
}
