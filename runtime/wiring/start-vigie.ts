// The whole house on one machine: log and state, stages, delivery, doors, API and pages; opened and closed in order.
import type { ApiOptions } from '../../console/api/api-options.ts';
import type { Status } from '../../console/api/contract.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { emptyCmdb } from '../../domain/cmdb.ts';
import { AdapterError } from '../../domain/errors.ts';
import { Closers } from './closers.ts';
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
  /** When each source last spoke; for whoever plays records in. */
  readonly heard: HeardSources;
  /** Rejects when a part can't go on: the process must end. */
  readonly failed: Promise<never>;
  /** Doors first, then stages and delivery; the stores stay open, they are the caller's. */
  stop(): Promise<void>;
}

/** @throws ConfigError for the CMDB, AdapterError for stores and doors; what was opened by then is closed again. */
export async function startVigie(parts: VigieParts): Promise<RunningVigie> {
  const closers = new Closers();
  try {
    return await openHouse(parts, closers);
  } catch (thrown) {
    await closers.closeAll();
    throw thrown;
  }
}

async function openHouse(parts: VigieParts, closers: Closers): Promise<RunningVigie> {
  const { site, clock } = parts;
  const surroundings = surroundingsOf(parts);
  const cmdb = site.cmdbFile === null ? emptyCmdb : readCmdb(site.cmdbFile);
  const controls = await SiteControls.open(surroundings.log, site.config.tenant);
  const delivery = await runDelivery(site, surroundings);
  closers.add(() => delivery.stop());
  const options = { tenant: site.config.tenant, sinks: plannedSinks(site), inForce: () => controls.inForce };
  const stages = await runStages(options, controls, surroundings);
  closers.add(() => stages.stop());
  await controls.announce({ kind: 'policy', body: site.policy }, clock.now());
  await controls.announce({ kind: 'cmdb', body: cmdb }, clock.now());
  const chores = startChores(parts, surroundings, controls);
  closers.add(() => chores.stop());
  const doors = await openDoors(parts, surroundings, { controls, stages, closers });
  const failed = Promise.race([stages.failed, delivery.failed, chores.failed]);
  failed.catch(() => undefined);
  return { ...doors, surroundings, failed, stop: () => closers.closeAll() };
}

function surroundingsOf({ stores, clock, pace, logger }: VigieParts): Surroundings {
  const metrics = createMetrics();
  const [log, store] = [meteredLog(stores.log, metrics), meteredStore(stores.store, metrics)];
  return { log, store, clock, pace, metrics, logger };
}

interface Inside {
  readonly controls: SiteControls;
  readonly stages: RunningStages;
  readonly closers: Closers;
}

/** Last of all: nobody is let in before all stands. */
async function openDoors(
  parts: VigieParts,
  surroundings: Surroundings,
  inside: Inside,
): Promise<Pick<RunningVigie, 'address' | 'syslog' | 'heard'>> {
  const { site } = parts;
  const heard = new HeardSources(parts.clock);
  const doorsOpen = parts.demo === undefined;
  const api = apiOptions(parts, surroundings, { ...inside, heard });
  const server = await createHttpServer({
    isLoopbackOnly: site.config.console.login === undefined,
    readiness: () => readiness(inside.stages, surroundings),
    plugins: webPlugins({ site, surroundings, heard, api, doorsOpen }),
  });
  inside.closers.add(() => server.close());
  const syslog = doorsOpen ? await openSyslog(site, surroundings, heard) : [];
  inside.closers.add(() => Promise.all(syslog.map(({ listener }) => listener.close())));
  return { address: await listen(server, parts), syslog, heard };
}

async function listen(server: HttpServer, { site, port }: VigieParts): Promise<string> {
  const { host, port: configured } = site.config.console;
  const wanted = port ?? configured;
  try {
    return await server.listen(wanted, host);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is in use' : 'cannot be opened';
    const at = `${host}:${wanted}`;
    throw new AdapterError('http-not-listening', `${at} ${why}: choose another by console.port or --port`, {
      at,
      cause,
    });
  }
}

interface Chores {
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

function startChores({ site, clock, pace, logger }: VigieParts, { log }: Surroundings, controls: SiteControls): Chores {
  const over = new AbortController();
  const { cmdbFile: path, timezone } = site;
  const announce = (cmdb: Cmdb): Promise<boolean> => controls.announce({ kind: 'cmdb', body: cmdb }, clock.now());
  const retention = { log, clock, pace, logger, retention: site.config.retention };
  const running = [
    keepRetention(retention, over.signal),
    ...(path === null ? [] : [followCmdb({ path, timezone, pace, logger, announce }, over.signal)]),
  ];
  const failed = Promise.race(running.map((chore) => chore.then(() => new Promise<never>(() => undefined))));
  failed.catch(() => undefined);
  return {
    failed,
    stop: async () => {
      over.abort();
      await Promise.allSettled(running);
    },
  };
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
  { heard, controls, stages }: Inside & { heard: HeardSources },
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
