// The whole pipeline in memory on a told clock, with simulated sinks: what replay and scenario tests drive.
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import { createSimulatedDelivery } from '../../ticketing/delivery/simulated.ts';
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { StageOwner } from '../stage-owner.ts';
import { MemoryStateStore } from '../state/memory-state-store.ts';
import { pipelineStages } from '../wiring/pipeline-stages.ts';
import type { PipelineStage } from '../wiring/pipeline-stages.ts';
import { SiteControls } from '../wiring/site-controls.ts';

export interface ReplaySite {
  readonly tenant: string;
  readonly policy: Policy;
  readonly cmdb: Cmdb;
  readonly sinks: readonly PlannedSink[];
}

export interface ReplayHouse {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: ToldClock;
  /** In the order of the pipeline. */
  readonly participants: readonly StageOwner[];
}

/** Policy and CMDB are in force from `startMs` on, told by control records as in life. */
export async function openReplayHouse(site: ReplaySite, startMs: number): Promise<ReplayHouse> {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  const clock = new ToldClock(startMs);
  const controls = await SiteControls.open(log, site.tenant);
  const { tenant, sinks } = site;
  const participants: StageOwner[] = [];
  for (const stage of withDelivery(pipelineStages({ tenant, sinks, inForce: () => controls.inForce }))) {
    participants.push(await StageOwner.open({ ...stage, log, store, clock, controls: controls.bodies }));
  }
  await controls.announce({ kind: 'policy', body: site.policy }, startMs);
  await controls.announce({ kind: 'cmdb', body: site.cmdb }, startMs);
  return { log, store, clock, participants };
}

/** Simulated sinks stand where delivery does: between planning and what shows its results. */
function withDelivery(stages: readonly PipelineStage[]): readonly PipelineStage[] {
  const delivery: PipelineStage = { input: 'tickets', ticks: false, create: createSimulatedDelivery };
  const after = stages.findIndex(({ input }) => input === 'incidents');
  return stages.toSpliced(after + 1, 0, delivery);
}
