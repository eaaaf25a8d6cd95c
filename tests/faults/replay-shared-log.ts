// Lets every stage decide again, in one process and undisturbed, upon the records of a log that processes shared.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';

export interface SharedReplay {
  /** Partitions of stages that were compared. */
  readonly seats: number;
  /** One sentence each where rows or records are others. */
  readonly differences: readonly string[];
}

/** `log` and `store` as the processes left them; nothing is written to either. */
export async function replayShared(
  { log, store }: { readonly log: EventLog; readonly store: StateStore },
  tenant: string,
  sinks: readonly PlannedSink[],
): Promise<SharedReplay> {
  const controls = await SiteControls.open(log, tenant);
  const differences: string[] = [];
  let seats = 0;
  for (const stage of pipelineStages({ tenant, sinks, inForce: () => controls.inForce })) {
    for (let partition = 0; partition < log.partitions(stage.input); partition += 1) {
      const { name } = stage.create({});
      const left = await store.position(name, partition);
      if (left === null) continue;
      const aside = new MemoryStateStore(new MemoryEventLog());
      const seat = { log: upTo(log, left.offset), store: aside, clock: new ToldClock(0), controls: controls.bodies };
      const owner = await StageOwner.open({ ...stage, ...seat, partition, ticks: false });
      while ((await owner.step()) > 0);
      seats += 1;
      const where = `${name}/${String(partition)}`;
      if (owner.chain !== left.chain) differences.push(`I6: ${where}: other records than an undisturbed process`);
      if ((await aside.hash(name, partition)) !== (await store.hash(name, partition)))
        differences.push(`I6: ${where}: other rows than an undisturbed process`);
    }
  }
  return { seats, differences };
}

/** Ticks go on coming: each stage is compared at the place that it had come to. */
function upTo(log: EventLog, end: number): EventLog {
  return {
    identity: (stream) => log.identity(stream),
    partitions: (stream) => log.partitions(stream),
    append: (stream, records, named) => log.append(stream, records, named),
    read: (stream, partition, from, max) => log.read(stream, partition, from, Math.max(0, Math.min(max, end - from))),
    end: (stream, partition) => log.end(stream, partition),
    waitFor: (stream, partition, from, signal) => log.waitFor(stream, partition, from, signal),
    trim: (stream, beforeMs) => log.trim(stream, beforeMs),
    close: () => Promise.resolve(),
  };
}
