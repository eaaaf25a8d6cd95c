// The whole house on one machine: log and state, stages, delivery, doors, API and pages; opened and closed in order.
import type { Status } from '../../console/api/status-contract.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { emptyCmdb } from '../../domain/cmdb.ts';
import { AdapterError } from '../../domain/errors.ts';
import { tellUnopened } from '../../ingest/unopened-address.ts';
import { addBacklogGauge, addOpenGauges, apiOptions, readiness } from './api-parts.ts';
import { Closers } from './closers.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import type { Site } from '../config/load-site.ts';
import { createHttpServer } from '../http/server.ts';
import type { HttpServer } from '../http/server.ts';
import type { SinkStanding } from '../../ticketing/delivery/delivery-seat.ts';
import { meteredLog } from '../telemetry/metered-log.ts';
import { meteredStore } from '../telemetry/metered-store.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Logger } from 'pino';
import type { SiteFaults } from './read-fault.ts';
import { HeardSources } from './heard-sources.ts';
import { openChanges } from './open-changes.ts';
import { openDoorLog } from './open-door-log.ts';
import { openSyslog } from './open-syslog.ts';
import type { OpenDoor } from './open-syslog.ts';
import { noticeLinks } from './notice-links.ts';
import { plannedSinks } from './planned-sinks.ts';
import { runDelivery } from './run-delivery.ts';
import { pipelineStages } from './pipeline-stages.ts';
import type { Role } from './roles.ts';
import { runStages } from './run-stages.ts';
import type { RunningStages } from './run-stages.ts';
import { SiteCmdb } from './site-cmdb.ts';
import { SiteControls } from './site-controls.ts';
import { startChores } from './start-chores.ts';
import type { Stores } from './stores.ts';
import type { Surroundings } from './surroundings.ts';
import { publicPageOf, webPlugins } from './web-plugins.ts';

export interface VigieParts {
  readonly site: Site;
  readonly stores: Stores;
  readonly roles: readonly Role[];
  /** Of records and decisions: told, in a demo. */
  readonly clock: Clock;
  /** Real time. */
  readonly pace: Clock;
  readonly logger: Logger;
  readonly version: string;
  /** Over the site's; 0: any. */
  readonly port?: number;
  /** Signs the links of messages; absent: they carry none. */
  readonly linkSecret?: string;
  /** While one plays, other sources are refused. */
  readonly demo?: () => Status['demo'];
}

export interface RunningVigie {
  /** `http://127.0.0.1:8470` */
  readonly address: string;
  readonly syslog: readonly OpenDoor[];
  /** Log and store as they are counted; for whoever plays records in. */
  readonly surroundings: Surroundings;
  /** When each source last spoke; for whoever plays records in. */
  readonly heard: HeardSources;
  /** How each ticketing system stands. */
  readonly sinks: () => readonly SinkStanding[];
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
  const { site, clock, stores, roles } = parts;
  const surroundings = surroundingsOf(parts);
  const cmdb = site.cmdbFile === null ? emptyCmdb : readCmdb(site.cmdbFile);
  const controls = await SiteControls.open(surroundings.log, site.config.tenant);
  const options = { tenant: site.config.tenant, sinks: plannedSinks(site), inForce: () => controls.inForce };
  let address: string | null = null;
  const links = noticeLinks({ site, secret: parts.linkSecret ?? null, address: () => address });
  const siteCmdb = new SiteCmdb(controls, [...site.maintenance.keys()], () => clock.now());
  const stages = await runStages(
    {
      ...{ roles, membership: stores.membership, controls, stages: pipelineStages(options) },
      ...{ snapshots: stores.snapshots, restMs: stores.restMs },
      deliver: (mayCall) => runDelivery(site, surroundings, { mayCall, links }),
    },
    surroundings,
  );
  closers.add(() => stages.stop());
  // Who judges says by what: one role, so that two files cannot take turns.
  if (roles.includes('correlate')) {
    await controls.announce({ kind: 'policy', body: site.policy }, clock.now());
    // A CMDB that lives elsewhere is read in the background: until then the last one in the log stays in force.
    if (site.liveCmdb === null) await siteCmdb.put(cmdb);
  }
  const chores = startChores({ site, stores, roles, controls, siteCmdb, stages }, surroundings);
  closers.add(() => chores.stop());
  const doors = await openDoors(parts, surroundings, {
    controls,
    stages,
    closers,
    faults: () => chores.faults(),
  });
  if (roles.includes('console')) ({ address } = doors);
  const failed = Promise.race([stages.failed, chores.failed, ...doors.syslog.map(({ door }) => door.failed)]);
  failed.catch(() => undefined);
  return { ...doors, surroundings, failed, sinks: () => stages.sinks(), stop: () => closers.closeAll() };
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
  readonly faults: () => SiteFaults;
}

/** Last of all: nobody is let in before all stands. */
async function openDoors(
  parts: VigieParts,
  surroundings: Surroundings,
  inside: Inside,
): Promise<Pick<RunningVigie, 'address' | 'syslog' | 'heard'>> {
  const { site, roles, stores } = parts;
  const heard = new HeardSources(parts.clock);
  const door = roles.includes('ingest') ? await openDoorLog(site, stores, surroundings) : null;
  inside.closers.add(async () => door?.close());
  const { version, demo = () => null } = parts;
  const api = roles.includes('console') ? apiOptions({ site, version, demo, heard, ...inside }, surroundings) : null;
  addBacklogGauge(inside.stages, surroundings);
  if (api !== null) addOpenGauges(api, surroundings);
  const isShut = parts.demo !== undefined;
  const server = await createHttpServer({
    isLoopbackOnly: site.config.console.login === undefined,
    readiness: () => readiness(inside.stages, surroundings, door?.health ?? null),
    logger: surroundings.logger,
    plugins: webPlugins({
      ...{ site, surroundings, heard, api, door: door === null || isShut ? null : door.log, isShut },
      linkSecret: parts.linkSecret ?? null,
    }),
    publicPage: publicPageOf(site.config),
  });
  inside.closers.add(() => server.close());
  const syslog = door === null || isShut ? [] : await openSyslog(site, { ...surroundings, log: door.log }, heard);
  inside.closers.add(() => Promise.all(syslog.map((one) => one.door.close())));
  if (door !== null && !isShut) {
    const feeds = openChanges(site, { ...surroundings, log: door.log }, heard);
    inside.closers.add(() => feeds.stop());
  }
  return { address: await listen(server, parts), syslog, heard };
}

async function listen(server: HttpServer, { site, port }: VigieParts): Promise<string> {
  const { host, port: configured } = site.config.console;
  const wanted = port ?? configured;
  try {
    return await server.listen(wanted, host);
  } catch (cause) {
    const settings = { host: 'console.host in vigie.yaml', port: 'console.port in vigie.yaml or by --port' };
    const told = tellUnopened({ protocol: 'HTTP', host, port: wanted, settings }, cause);
    throw new AdapterError('http-not-listening', told, { at: `${host}:${wanted}`, cause });
  }
}
