// What the API, the health checks and the metrics ask the running house.
import type { ApiOptions } from '../../console/api/api-options.ts';
import type { Status } from '../../console/api/status-contract.ts';
import { StatusCounts } from '../../console/api/show-status.ts';
import { deliveryStage } from '../../ticketing/delivery/delivery-journal.ts';
import { deskStage } from '../../ticketing/sinks/desk-ticket.ts';
import type { Site } from '../config/load-site.ts';
import type { PartHealth } from '../http/server.ts';
import { addHouseGauges, addStageGauge } from '../telemetry/house-gauges.ts';
import type { SiteFaults } from './read-fault.ts';
import type { HeardSources } from './heard-sources.ts';
import type { RunningStages } from './run-stages.ts';
import type { SiteControls } from './site-controls.ts';
import { tenantView } from './tenant-view.ts';
import type { Surroundings } from './surroundings.ts';

export interface ApiParts {
  readonly site: Site;
  readonly version: string;
  readonly demo: () => Status['demo'];
  readonly heard: HeardSources;
  readonly controls: SiteControls;
  readonly stages: RunningStages;
  readonly faults: () => SiteFaults;
}

export function apiOptions(
  { site, version, demo, heard, controls, stages, faults }: ApiParts,
  { store, log, clock, pace }: Surroundings,
): ApiOptions {
  return {
    store: tenantView(store, log, site.config.tenant),
    ...{ log, clock, pace, version, demo },
    tenant: site.config.tenant,
    language: site.config.language,
    timezone: site.timezone,
    startedAt: clock.now(),
    cmdb: () => controls.inForce.cmdb,
    policy: () => controls.inForce.policy,
    sources: () => heard.all(),
    sinks: () => stages.sinks(),
    faults,
    hashedStages: [...stages.names, deliveryStage, deskStage],
  };
}

/** `door`: of a spool; while it takes what comes, a door is ready whatever the log does. */
export async function readiness(
  stages: RunningStages,
  { log, store }: Surroundings,
  door: (() => PartHealth) | null,
): Promise<readonly PartHealth[]> {
  if (door !== null && stages.names.length === 0) return [door()];
  const able = (part: string, asked: Promise<unknown>): Promise<PartHealth> =>
    asked.then(
      () => ({ part, ok: true }),
      () => ({ part, ok: false, why: `the ${part} does not answer` }),
    );
  const waiting = [...stages.retrying].map(([stage, code]) => ({ part: stage, ok: false, why: `waits: ${code}` }));
  return [await able('log', log.end('events', 0)), await able('state', store.position('alerting', 0)), ...waiting];
}

export function addBacklogGauge(stages: RunningStages, { metrics }: Surroundings): void {
  addStageGauge(metrics, async () => new Map((await stages.standing()).map(({ stage, lag }) => [stage, lag])));
}

/** What is open, for who shows it. */
export function addOpenGauges({ store }: Pick<ApiOptions, 'store'>, { metrics, pace }: Surroundings): void {
  const counts = new StatusCounts({ store, pace });
  addHouseGauges(metrics, {
    open: async () => {
      const { incidents, alerts } = await counts.take();
      return { byPriority: incidents.byPriority, majors: incidents.majors, alerts: alerts.open };
    },
  });
}
