// What the API, the health checks and the metrics ask the running house.
import type { ApiOptions } from '../../console/api/api-options.ts';
import type { Status } from '../../console/api/contract.ts';
import { StatusCounts } from '../../console/api/show-status.ts';
import { deliveryStage } from '../../ticketing/delivery/delivery-journal.ts';
import type { Delivery } from '../../ticketing/delivery/delivery.ts';
import { deskStage } from '../../ticketing/sinks/desk-ticket.ts';
import type { Site } from '../config/load-site.ts';
import type { PartHealth } from '../http/server.ts';
import { addHouseGauges } from '../telemetry/house-gauges.ts';
import type { HeardSources } from './heard-sources.ts';
import type { RunningStages } from './run-stages.ts';
import type { SiteControls } from './site-controls.ts';
import type { Surroundings } from './surroundings.ts';

export interface ApiParts {
  readonly site: Site;
  readonly version: string;
  readonly demo: () => Status['demo'];
  readonly heard: HeardSources;
  readonly controls: SiteControls;
  readonly stages: RunningStages;
  readonly delivery: Delivery;
}

export function apiOptions(
  { site, version, demo, heard, controls, stages, delivery }: ApiParts,
  { store, log, clock, pace }: Surroundings,
): ApiOptions {
  return {
    ...{ store, log, clock, pace, version, demo },
    tenant: site.config.tenant,
    language: site.config.language,
    timezone: site.timezone,
    startedAt: clock.now(),
    cmdb: () => controls.inForce.cmdb,
    sources: () => heard.all(),
    sinks: () => delivery.sinkStandings(),
    hashedStages: [...stages.names, deliveryStage, deskStage],
  };
}

export async function readiness(stages: RunningStages, { log, store }: Surroundings): Promise<readonly PartHealth[]> {
  const able = (part: string, asked: Promise<unknown>): Promise<PartHealth> =>
    asked.then(
      () => ({ part, ok: true }),
      () => ({ part, ok: false, why: `the ${part} does not answer` }),
    );
  const waiting = [...stages.retrying].map(([stage, code]) => ({ part: stage, ok: false, why: `waits: ${code}` }));
  return [await able('log', log.end('events', 0)), await able('state', store.position('alerting', 0)), ...waiting];
}

export function addGauges(stages: RunningStages, { metrics, store, pace }: Surroundings): void {
  const counts = new StatusCounts({ store, pace });
  addHouseGauges(metrics, {
    backlog: async () => new Map((await stages.standing()).map(({ stage, lag }) => [stage, lag])),
    open: async () => {
      const { incidents, alerts } = await counts.take();
      return { byPriority: incidents.byPriority, majors: incidents.majors, alerts: alerts.open };
    },
  });
}
