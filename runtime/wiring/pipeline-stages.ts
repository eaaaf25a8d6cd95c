// The pipeline, stage by stage in the order of the data: what each reads, and which of them tells its stream the time.
import { createAlertsProjection } from '../../console/projection/projection-alerts.ts';
import { createIncidentsProjection } from '../../console/projection/projection-incidents.ts';
import { createTicketsProjection } from '../../console/projection/projection-tickets.ts';
import { createAlertingStage } from '../../correlate/alerting/stage.ts';
import { createJudgingStage } from '../../correlate/judging/stage.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { StreamName } from '../../domain/record.ts';
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';
import type { KnownControls } from '../controls-in-force.ts';
import type { StageSeat } from '../stage-seat.ts';
import type { Role } from './roles.ts';
import { createNotifyingStage } from '../../ticketing/notifying/stage.ts';
import { createPlanningStage } from '../../ticketing/planning/stage.ts';

/** What holds at the moment that a stage is made: control records carry every later change. */
export interface InForce {
  readonly policy: Policy;
  readonly cmdb: Cmdb;
}

export interface PipelineOptions {
  readonly tenant: string;
  readonly sinks: readonly PlannedSink[];
  /** For a stage that no pointer has come by yet; asked anew for each that is made. */
  readonly inForce: () => InForce;
}

export interface PipelineStage {
  readonly input: StreamName;
  readonly ticks: StageSeat['ticks'];
  readonly create: (known: KnownControls) => Stage;
}

export interface RoleStage extends PipelineStage {
  /** Which processes of a cluster run it. */
  readonly role: Role;
}

/** Streams whose readers go by the policy or the CMDB: each gets the pointers. */
export const controlledStreams = ['events', 'alerts', 'incidents'] as const;

export function pipelineStages({ tenant, sinks, inForce }: PipelineOptions): readonly RoleStage[] {
  return [
    {
      role: 'correlate',
      input: 'events',
      ticks: true,
      create: (known) => createAlertingStage({ tenant, ...inForce(), ...known }),
    },
    {
      role: 'correlate',
      input: 'alerts',
      ticks: true,
      create: (known) => createJudgingStage({ tenant, ...inForce(), ...known }),
    },
    {
      role: 'ticketing',
      input: 'incidents',
      ticks: true,
      create: (known) => createPlanningStage({ sinks, policy: known.policy ?? inForce().policy }),
    },
    {
      role: 'ticketing',
      input: 'incidents',
      // Planning tells the minutes of this stream; here it is only when somebody is to be told.
      ticks: 'when-due',
      create: (known) => createNotifyingStage({ ...inForce(), ...known }),
    },
    { role: 'console', input: 'alerts', ticks: false, create: createAlertsProjection },
    { role: 'console', input: 'incidents', ticks: false, create: createIncidentsProjection },
    { role: 'console', input: 'tickets', ticks: false, create: createTicketsProjection },
  ];
}
