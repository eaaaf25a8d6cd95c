// What goes on beside the stages: retention, the CMDB file, the rules folder, the watchdog.
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { LiveCmdbKind } from '../cmdb/live/live-cmdb.ts';
import { liveCmdbKinds } from '../cmdb/live/live-cmdb-kinds.ts';
import type { LiveCmdbConfig } from '../config/cmdb-section.ts';
import type { Site } from '../config/load-site.ts';
import { followCmdb } from './follow-cmdb.ts';
import { followLiveCmdb } from './follow-live-cmdb.ts';
import { followRules } from './follow-rules.ts';
import type { RulesFault } from './follow-rules.ts';
import { followWindows } from './follow-windows.ts';
import { keepRetention } from './keep-retention.ts';
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
  /** Why the rules folder as it is now is not in force; null: it is, or another process follows it. */
  rulesFault(): RulesFault | null;
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
  let rulesFault: RulesFault | null = null;
  const onRead = (fault: RulesFault | null): void => void (rulesFault = fault);
  const running = [
    ...choresOf(parts, surroundings, over.signal),
    ...rulesOf(parts, surroundings, { onRead, signal: over.signal }),
  ];
  const failed = Promise.race(running.map((chore) => chore.then(() => new Promise<never>(() => undefined))));
  failed.catch(() => undefined);
  return {
    failed,
    rulesFault: () => rulesFault,
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
  const { cmdbFile: path, timezone } = site;
  const tells = roles.includes('correlate');
  const announce = (cmdb: Cmdb): Promise<boolean> => siteCmdb.put(cmdb);
  return [
    ...(stores.retainsItself ? [] : [keepRetention({ ...retention, readers }, signal)]),
    watchProgress({ pace, standing: () => stages.standing() }, signal),
    controls.follow(signal),
    ...(tells ? windowsOf(site, siteCmdb, { pace, clock, logger, signal }) : []),
    ...(tells && path !== null ? [followCmdb({ path, timezone, pace, logger, announce }, signal)] : []),
    ...(tells && site.liveCmdb !== null ? [followLive(site.liveCmdb, { pace, logger, announce, signal })] : []),
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
  readonly onRead: (fault: RulesFault | null) => void;
  readonly signal: AbortSignal;
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
  readonly signal: AbortSignal;
}

function followLive(config: LiveCmdbConfig, { signal, ...with_ }: Following): Promise<void> {
  const kind = liveCmdbKinds[config.type] as unknown as LiveCmdbKind<LiveCmdbConfig>;
  const { overlay, refreshMs } = config;
  return followLiveCmdb({ cmdb: kind.open(config, with_.pace), overlay, refreshMs, ...with_ }, signal);
}
