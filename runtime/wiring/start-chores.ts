// What goes on beside the stages: retention, the CMDB file, the rules folder, the watchdog.
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { LiveCmdbKind } from '../cmdb/live/live-cmdb.ts';
import { liveCmdbKinds } from '../cmdb/live/live-cmdb-kinds.ts';
import type { LiveCmdbConfig } from '../config/cmdb-section.ts';
import type { Site } from '../config/load-site.ts';
import { followCmdb } from './follow-cmdb.ts';
import { followLiveCmdb } from './follow-live-cmdb.ts';
import type { LiveStanding } from './follow-live-cmdb.ts';
import { followRules } from './follow-rules.ts';
import { followWindows } from './follow-windows.ts';
import { keepRetention } from './keep-retention.ts';
import type { ReadFault, SiteFaults } from './read-fault.ts';
import type { Role } from './roles.ts';
import type { RunningStages } from './run-stages.ts';
import type { ToldWindow } from '../maintenance/told-window.ts';
import type { SiteCmdb } from './site-cmdb.ts';
import type { SiteControls } from './site-controls.ts';
import type { Stores } from './stores.ts';
import type { Surroundings } from './surroundings.ts';
import { watchProgress } from './watch-progress.ts';

export interface Chores {
  /** Rejects when one of them finds that the process must end. */
  readonly failed: Promise<never>;
  faults(): SiteFaults;
  stop(): Promise<void>;
}

export interface ChoreParts {
  readonly site: Site;
  readonly stores: Pick<Stores, 'sizes' | 'retainsItself'>;
  readonly roles: readonly Role[];
  readonly controls: SiteControls;
  readonly siteCmdb: SiteCmdb;
  readonly stages: RunningStages;
}

export function startChores(parts: ChoreParts, surroundings: Surroundings): Chores {
  const over = new AbortController();
  let faults: SiteFaults = { rules: null, cmdb: null };
  const hearing = (what: keyof SiteFaults): Hearing => {
    return { onRead: (fault) => void (faults = { ...faults, [what]: fault }), signal: over.signal };
  };
  const running = [
    ...choresOf(parts, surroundings, over.signal),
    ...cmdbOf(parts, surroundings, hearing('cmdb')),
    ...rulesOf(parts, surroundings, hearing('rules')),
  ];
  const failed = Promise.race(running.map((chore) => chore.then(() => new Promise<never>(() => undefined))));
  failed.catch(() => undefined);
  return {
    failed,
    faults: () => faults,
    stop: async () => {
      over.abort();
      await Promise.allSettled(running);
    },
  };
}

function choresOf(
  { site, stores, roles, controls, siteCmdb, stages }: ChoreParts,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void>[] {
  const { log, store, clock, pace, logger } = surroundings;
  const retention = { log, store, clock, pace, logger, retention: site.config.retention, sizes: stores.sizes };
  const readers = (stream: string): readonly string[] => stages.readers(stream);
  const tells = roles.includes('correlate');
  return [
    ...(stores.retainsItself ? [] : [keepRetention({ ...retention, readers }, signal)]),
    watchProgress({ pace, standing: () => stages.standing() }, signal),
    controls.follow(signal),
    ...(tells ? windowsOf(site, siteCmdb, { pace, clock, logger, signal }) : []),
  ];
}

type Watching = Pick<Surroundings, 'pace' | 'clock' | 'logger'> & { readonly signal: AbortSignal };

function windowsOf(
  { maintenance, timezone }: Site,
  siteCmdb: SiteCmdb,
  { signal, ...around }: Watching,
): Promise<void>[] {
  return [...maintenance].map(([name, { type, refreshMs, from, token }]) => {
    const announce = (windows: readonly ToldWindow[]): Promise<boolean> => siteCmdb.putWindows(name, windows);
    return followWindows({ name, place: { from, token }, type, timezone, refreshMs, announce, ...around }, signal);
  });
}

interface Hearing {
  readonly onRead: (fault: ReadFault | null) => void;
  readonly signal: AbortSignal;
}

function cmdbOf({ site, roles, siteCmdb }: ChoreParts, around: Surroundings, hearing: Hearing): Promise<void>[] {
  const { cmdbFile: path, liveCmdb, timezone } = site;
  if (!roles.includes('correlate')) return [];
  const announce = (cmdb: Cmdb): Promise<boolean> => siteCmdb.put(cmdb);
  const { pace, logger } = around;
  return [
    ...(path === null
      ? []
      : [followCmdb({ path, timezone, pace, logger, announce, onRead: hearing.onRead }, hearing.signal)]),
    ...(liveCmdb === null ? [] : [followLive(liveCmdb, { pace, logger, announce, ...hearing })]),
  ];
}

function rulesOf(
  { site, roles, controls }: ChoreParts,
  around: Surroundings,
  { onRead, signal }: Hearing,
): Promise<void>[] {
  const { rulesFolder: folder, config } = site;
  if (folder === null || !roles.includes('correlate')) return [];
  const { pace, logger, clock } = around;
  const announce = (policy: Policy): Promise<boolean> =>
    controls.announce({ kind: 'policy', body: policy }, clock.now());
  return [followRules({ folder, config, pace, logger, announce, onRead }, signal)];
}

interface Following {
  readonly pace: Surroundings['pace'];
  readonly logger: Surroundings['logger'];
  readonly announce: (cmdb: Cmdb) => Promise<boolean>;
}

function followLive(config: LiveCmdbConfig, { signal, onRead, ...with_ }: Following & Hearing): Promise<void> {
  const kind = liveCmdbKinds[config.type] as unknown as LiveCmdbKind<LiveCmdbConfig>;
  const { overlay, refreshMs } = config;
  const told = ({ fault }: LiveStanding): void => onRead(fault);
  return followLiveCmdb({ cmdb: kind.open(config, with_.pace), overlay, refreshMs, onRead: told, ...with_ }, signal);
}
