// Which sources promised a rhythm and when each was heard: three beats missed are a problem, the next word is its end.
import { silentSourceName } from '../../domain/alert.ts';
import type { Event, SourceType } from '../../domain/event.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';

/** policy-defaults "source silent". */
const missedBeats = 3;
/**
 * A silence that is noticed later than this after it fell due was not listened to: Vigie itself was away. Ticks come at
 * a grain of 1 s; a busy stage is some seconds behind.
 */
const noticedWithinMs = 10_000;

interface Heartbeat {
  readonly tenant: string;
  readonly source: string;
  readonly sourceType: SourceType;
  readonly fingerprint: string;
  readonly everyMs: number;
  /** Logical time. */
  readonly heardAt: number;
  readonly isSilent: boolean;
}

export interface Beat {
  readonly tenant: string;
  readonly source: string;
  readonly sourceType: SourceType;
  readonly event: Event;
}

export interface Silence {
  readonly tenant: string;
  readonly sourceType: SourceType;
  readonly event: Event;
}

export class Heartbeats {
  readonly #table = new Table<Heartbeat>('heartbeat');
  readonly #timers = new TimerQueue();

  /** Whether the row is one of ours. */
  restore({ table, key, json }: Row): boolean {
    if (table !== this.#table.name) return false;
    this.#table.restore(key, json);
    const row = this.#table.get(key);
    if (row !== undefined) this.#time(key, row);
    return true;
  }

  take(): RowChange[] {
    return this.#table.take();
  }

  /** Epoch ms at which the first of them will have been silent too long; null: none. */
  next(): number | null {
    return this.#timers.next();
  }

  /** A source is watched from its first beat on. Returns the end of its silence, where it was silent. */
  hear({ tenant, source, sourceType, event }: Beat, now: number): Event | null {
    const { fingerprint, beatEveryMs: everyMs = 0, occurredAt, clock } = event;
    const key = `${tenant}/${source}`;
    const before = this.#table.get(key);
    this.#keep(key, { tenant, source, sourceType, fingerprint, everyMs, heardAt: now, isSilent: false });
    if (before?.isSilent !== true) return null;
    return { ...silenceOf(before), state: 'clear', occurredAt, clock };
  }

  /** Those that fell silent by `now`. Who could not be heard, since nobody listened, gets its time anew. */
  fallSilent(now: number, forgetAfterMs: number): Silence[] {
    const silences: Silence[] = [];
    for (const key of this.#timers.takeDue(now)) {
      const row = this.#table.get(key);
      if (row === undefined) continue;
      const due = dueAt(row);
      if (now - due > noticedWithinMs) this.#keep(key, { ...row, heardAt: now });
      else {
        this.#keep(key, { ...row, isSilent: true });
        const ending = { by: 'lease', withinMs: forgetAfterMs } as const;
        const event: Event = { ...silenceOf(row), state: 'problem', occurredAt: due, clock: 'trusted', ending };
        silences.push({ tenant: row.tenant, sourceType: row.sourceType, event });
      }
    }
    return silences;
  }

  #keep(key: string, row: Heartbeat): void {
    this.#table.put(key, row);
    this.#time(key, row);
  }

  #time(key: string, row: Heartbeat): void {
    this.#timers.set(key, row.isSilent ? null : dueAt(row));
  }
}

function dueAt({ heardAt, everyMs }: Heartbeat): number {
  return heardAt + missedBeats * everyMs;
}

/** It changes no service's state: what burns can only not be seen any more. */
function silenceOf({
  source,
  fingerprint,
  heardAt,
  everyMs,
}: Heartbeat): Omit<Event, 'state' | 'occurredAt' | 'clock'> {
  const labels = { source, everySeconds: String(everyMs / 1_000), heardAt: new Date(heardAt).toISOString() };
  return {
    ...{ fingerprint, name: silentSourceName, severity: 'high', effect: 'at-risk', message: '' },
    ...{ host: source, labels, ending: { by: 'clear' }, raw: '' },
  };
}
