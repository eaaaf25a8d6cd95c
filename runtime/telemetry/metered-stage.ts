// Counts what a stage takes and decides; the stage itself knows nothing of it.
import { alertChangesKind } from '../../domain/alert.ts';
import type { AlertChanges } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import { deliveryKind } from '../../domain/event.ts';
import type { Delivery } from '../../domain/event.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Metrics } from './metrics.ts';

/** Telling, for the counter: an end by time is no event's doing. */
const byTime = new Set(['stale', 'rebound']);

export function meteredStage(stage: Stage, metrics: Metrics, clock: Clock): Stage {
  let events = 0;
  return {
    name: stage.name,
    writeOnly: stage.writeOnly,
    restore: (rows) => stage.restore(rows),
    apply(input) {
      stage.apply(input);
      metrics.stageRecords.inc({ stage: stage.name });
      metrics.stageLag.set({ stage: stage.name }, Math.max(0, clock.now() - input.record.receivedAt) / 1000);
      events += eventsIn(input);
    },
    take() {
      const changes = stage.take();
      const told = changes.out.reduce((sum, { record }) => sum + countOut(metrics, stage.name, record), 0);
      if (events > told) metrics.eventsDeduplicated.inc(events - told);
      events = 0;
      return changes;
    },
    nextDueAt: () => stage.nextDueAt(),
  };
}

function eventsIn({ record }: StageInput): number {
  return record.kind === deliveryKind ? (record.body as Delivery).events.length : 0;
}

/** Counts decisions and alert changes; returns how many events had a say in the changes. */
function countOut(metrics: Metrics, stage: string, { kind, body }: LogRecord): number {
  const { decisions = [] } = body as { decisions?: readonly Decision[] };
  for (const { reason } of decisions) metrics.decisions.inc({ stage, reason });
  if (kind !== alertChangesKind) return 0;
  const { changes } = body as AlertChanges;
  for (const { change } of changes) metrics.alertChanges.inc({ change });
  return changes.filter(({ change }) => !byTime.has(change)).length;
}
