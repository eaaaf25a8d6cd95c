// The whole house on one machine: log and state, stages, delivery, doors, API and pages; opened and closed in order.
import type { ApiOptions } from '../../console/api/api-options.ts';
import type { Status } from '../../console/api/contract.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { emptyCmdb } from '../../domain/cmdb.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { deskStage } from '../../ticketing/sinks/desk-ticket.ts';
import { deliveryStage } from '../../ticketing/delivery/delivery-journal.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import type { Site } from '../config/load-site.ts';
import { createHttpServer } from '../http/server.ts';
import type { HttpServer, PartHealth } from '../http/server.ts';
import { meteredLog } from '../telemetry/metered-log.ts';
import { meteredStore } from '../telemetry/metered-store.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Logger } from 'pino';
import { followCmdb } from './follow-cmdb.ts';
import { HeardSources } from './heard-sources.ts';
import { keepRetention } from './keep-retention.ts';
import { openSyslog } from './open-syslog.ts';
import type { OpenListener } from './open-syslog.ts';
import { plannedSinks } from './planned-sinks.ts';
import { runDelivery } from './run-delivery.ts';
import type { RunningDelivery } from './run-delivery.ts';
import { runStages } from './run-stages.ts';
import type { RunningStages } from './run-stages.ts';
import { SiteControls } from './site-controls.ts';
import type { Stores } from './stores.ts';
import type { Surroundings } from './surroundings.ts';
import { webPlugins } from './web-plugins.ts';

export interface VigieParts {
  readonly site: Site;
  readonly stores: Stores;
  /** Of records and decisions: told, in a demo. */
  readonly clock: Clock;
  /** Real time. */
  readonly pace: Clock;
  readonly logger: Logger;
  readonly version: string;
  /** Over the site's; 0: any. */
  readonly port?: number;
  /** While one plays, other sources are refused. */
  readonly demo?: () => Status['demo'];
}

export interface RunningVigie {
  /** `http://127.0.0.1:8470` */
  readonly address: string;
  readonly syslog: readonly OpenListener[];
  /** Log and store as they are counted; for whoever plays records in. */
  readonly surroundings: Surroundings;
  /** Rejects when a part can't go on: the process must end. */
  readonly failed: Promise<never>;
  /** Doors first, then stages and delivery; the stores stay open, they are the caller's. */
  stop(): Promise<void>;
}

interface House {
  readonly stages: RunningStages;
  readonly delivery: RunningDelivery;
  readonly server: HttpServer;
  readonly syslog: readonly OpenListener[];
  readonly chores: readonly Promise<void>[];
  readonly over: AbortController;
}

/** @throws ConfigError for the CMDB, AdapterError for stores and doors. */
export async function startVigie(parts: VigieParts): Promise<RunningVigie> {
  const { site, clock, pace, logger } = parts;
  const metrics = createMetrics();
  const log = meteredLog(parts.stores.log, metrics);
  const store = meteredStore(parts.stores.store, metrics);
  const surroundings: Surroundings = { log, store, clock, pace, metrics, logger };
  const cmdb = site.cmdbFile === null ? emptyCmdb : readCmdb(site.cmdbFile);
  const controls = await SiteControls.open(log, site.config.tenant);
  const options = { tenant: site.config.tenant, sinks: plannedSinks(site), inForce: () => controls.inForce };
  const stages = await runStages(options, controls, surroundings);
  const delivery = await runDelivery(site, surroundings);
  await controls.announce({ kind: 'policy', body: site.policy }, clock.now());
  await controls.announce({ kind: 'cmdb', body: cmdb }, clock.now());
  const heard = new HeardSources(clock);
  const doorsOpen = parts.demo === undefined;
  const api = apiOptions(parts, surroundings, { heard, controls, stages });
  const server = await createHttpServer({
    isLoopbackOnly: site.config.console.login === undefined,
    readiness: () => readiness(stages, surroundings),
    plugins: webPlugins({ site, surroundings, heard, api, doorsOpen }),
  });
  const over = new AbortController();
  const syslog = doorsOpen ? await openSyslog(site, surroundings, heard) : [];
  const chores = startChores(parts, surroundings, controls, over.signal);
  const house: House = { stages, delivery, server, syslog, chores, over };
  return runningVigie(parts, house, surroundings);
}

async function runningVigie(
  { site, port }: VigieParts,
  house: House,
  surroundings: Surroundings,
): Promise<RunningVigie> {
  const { host, port: configured } = site.config.console;
  try {
    const address = await house.server.listen(port ?? configured, host);
    const failed = Promise.race([house.stages.failed, house.delivery.failed, ...house.chores.map(forever)]);
    failed.catch(() => undefined);
    return { address, syslog: house.syslog, surroundings, failed, stop: () => stopHouse(house) };
  } catch (thrown) {
    await stopHouse(house);
    throw thrown;
  }
}

/** A chore that ends is no failure; one that rejects is. */
async function forever(chore: Promise<void>): Promise<never> {
  await chore;
  return new Promise<never>(() => undefined);
}

async function stopHouse({ stages, delivery, server, syslog, chores, over }: House): Promise<void> {
  await Promise.all([server.close(), ...syslog.map(({ listener }) => listener.close())]);
  over.abort();
  await Promise.allSettled(chores);
  await stages.stop();
  await delivery.stop();
}

function startChores(
  { site, clock, pace, logger }: VigieParts,
  { log }: Surroundings,
  controls: SiteControls,
  signal: AbortSignal,
): Promise<void>[] {
  const announce = (cmdb: Cmdb): Promise<boolean> => controls.announce({ kind: 'cmdb', body: cmdb }, clock.now());
  const { cmdbFile: path, timezone } = site;
  const retention = { log, clock, pace, logger, retention: site.config.retention };
  return [
    keepRetention(retention, signal),
    ...(path === null ? [] : [followCmdb({ path, timezone, pace, logger, announce }, signal)]),
  ];
}

async function readiness(stages: RunningStages, { log, store }: Surroundings): Promise<readonly PartHealth[]> {
  const able = (part: string, asked: Promise<unknown>): Promise<PartHealth> =>
    asked.then(
      () => ({ part, ok: true }),
      () => ({ part, ok: false, why: `the ${part} does not answer` }),
    );
  const waiting = [...stages.retrying].map(([stage, code]) => ({ part: stage, ok: false, why: `waits: ${code}` }));
  return [await able('log', log.end('events', 0)), await able('state', store.position('alerting', 0)), ...waiting];
}

function apiOptions(
  { site, clock, pace, version, demo }: VigieParts,
  { log, store }: Surroundings,
  { heard, controls, stages }: { heard: HeardSources; controls: SiteControls; stages: RunningStages },
): ApiOptions {
  return {
    ...{ store, log, clock, pace, version },
    tenant: site.config.tenant,
    language: site.config.language,
    timezone: site.timezone,
    startedAt: clock.now(),
    cmdb: () => controls.inForce.cmdb,
    sources: () => heard.all(),
    demo: demo ?? (() => null),
    hashedStages: [...stages.names, deliveryStage, deskStage],
  };
}
