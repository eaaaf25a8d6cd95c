// The alerts of a recording as they opened, each on its CI: what is learned from, and nothing is judged.
import { createAlertingStage } from '../../correlate/alerting/stage.ts';
import type { Opening } from '../../correlate/learning/gather-parents.ts';
import { alertChangesKind, type AlertChanges } from '../../domain/alert.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { tickKind, type LogRecord } from '../../domain/record.ts';
import { nextTickAt } from '../tick-rule.ts';
import { RecordedDoor } from './recorded-door.ts';
import { readRecording } from './recording.ts';

export interface RecordedHistory {
  readonly recording: string;
  /** Epoch ms; null: as the recording's first mark says. */
  readonly startMs: number | null;
  readonly tenant: string;
  readonly policy: Policy;
  readonly cmdb: Cmdb;
}

/** @throws ConfigError naming the recording's line. */
export async function alertOpenings(history: RecordedHistory): Promise<Opening[]> {
  const { tenant, policy, cmdb } = history;
  const door = new RecordedDoor({ tenant, timezone: policy.timezone });
  const listener = new Listener(createAlertingStage({ tenant, policy, cmdb }), tenant);
  for await (const line of readRecording({ path: history.recording, startMs: history.startMs }))
    for (const record of door.take(line).events) listener.hear(record);
  return listener.openings;
}

/** Feeds alerting as its owner would, ticks included, and keeps what opens. */
class Listener {
  readonly openings: Opening[] = [];
  readonly #stage: Stage;
  readonly #tenant: string;
  #offset = 0;
  #tickedMs: number | null = null;

  constructor(stage: Stage, tenant: string) {
    this.#stage = stage;
    this.#tenant = tenant;
  }

  hear(record: LogRecord): void {
    for (let due = this.#due(); due !== null && due <= record.receivedAt; due = this.#due()) this.#tick(due);
    this.#tickedMs ??= record.receivedAt;
    this.#apply(record);
  }

  #due(): number | null {
    const nextDueAt = this.#stage.nextDueAt();
    return nextDueAt === null ? null : nextTickAt({ tickedMs: this.#tickedMs, nextDueAt });
  }

  #tick(at: number): void {
    this.#tickedMs = at;
    const times = { occurredAt: at, receivedAt: at };
    this.#apply({ v: 1, id: `tick-${String(at)}`, tenant: this.#tenant, key: '', kind: tickKind, ...times, body: {} });
  }

  #apply(record: LogRecord): void {
    this.#stage.apply({ record: { ...record, stream: 'events', partition: 0, offset: this.#offset++ } });
    for (const { record: out } of this.#stage.take().out) {
      if (out.kind !== alertChangesKind) continue;
      for (const { change, alert } of (out.body as AlertChanges).changes)
        if (change === 'opened' && alert.binding !== null)
          this.openings.push({ at: alert.openedAt, type: alert.name, place: alert.binding.ci });
    }
  }
}
