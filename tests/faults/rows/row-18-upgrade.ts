// Row 18: a log of an earlier version is taken over by this one in the middle of its life, goes on, and is given back; a
// data folder of a real earlier program, where the clone has one, is taken over.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allFlags } from '../../../domain/flags.ts';
import type { EventLog } from '../../../domain/ports/event-log.ts';
import type { StateStore } from '../../../domain/ports/state-store.ts';
import { streams, type LogRecord, type StreamName } from '../../../domain/record.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { driveToEnd, type ReplayInput } from '../../../runtime/replay-driver.ts';
import { openSqliteStores } from '../../../runtime/sqlite/open-sqlite-stores.ts';
import { StageOwner } from '../../../runtime/stage-owner.ts';
import { SiteControls } from '../../../runtime/wiring/site-controls.ts';
import { readHistories, type History } from '../../histories/history.ts';
import { differencesFrom } from '../../histories/replay-history.ts';
import { controlledStages } from '../../simulation/controlled-stages.ts';
import { tenant } from '../../simulation/site.ts';
import { earlierProgram } from '../earlier-program.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { upgradeFrom } from '../real-upgrade.ts';
import { seededChance } from '../seeded-chance.ts';

const cuts = { part: 1, whole: 20 };
const most = 1_000_000;
const outputs: readonly StreamName[] = ['alerts', 'incidents', 'tickets'];

/** What came from outside: neither decided nor told by the clock. */
function inputsOf({ records }: History, fromMs: number): ReplayInput[] {
  const events = records.get('events') ?? [];
  return events
    .filter(({ kind, from, receivedAt }) => kind === 'delivery' && from === undefined && receivedAt > fromMs)
    .map((record) => ({ stream: 'events', record }));
}

type Written = ReadonlyMap<StreamName, readonly string[]>;

async function writtenIn(log: EventLog): Promise<Written> {
  const written = new Map<StreamName, readonly string[]>();
  for (const stream of outputs)
    written.set(
      stream,
      (await log.read(stream, 0, 0, most)).map((record) => JSON.stringify(record)),
    );
  return written;
}

/** Whether what stood there stands there still, at the same places. */
function keeps(before: Written, after: Written): boolean {
  return [...before].every(([stream, records]) => records.every((record, n) => after.get(stream)?.[n] === record));
}

interface Life {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly controls: SiteControls;
  readonly owners: readonly StageOwner[];
  readonly clock: ToldClock;
}

async function begin(folder: string, startMs: number): Promise<Life & { close(): Promise<void> }> {
  const stores = await openSqliteStores({ folder });
  const { log, store } = stores;
  const controls = await SiteControls.open(log, tenant);
  const clock = new ToldClock(startMs);
  const owners: StageOwner[] = [];
  for (const stage of controlledStages(controls))
    owners.push(await StageOwner.open({ ...stage, log, store, clock, controls: controls.bodies }));
  return { log, store, controls, owners, clock, close: () => stores.close() };
}

async function drive({ clock, log, owners }: Life, records: readonly ReplayInput[], tailMs: number): Promise<void> {
  await driveToEnd({ clock, log, participants: owners, records, tailMs });
}

/** As a version with these flags says at its start. */
async function announce({ controls, clock }: Life, flags: readonly number[]): Promise<void> {
  await controls.announce({ kind: 'policy', body: { ...controls.inForce.policy, flags: [...flags] } }, clock.now());
}

class Upgrade {
  readonly counts = { histories: 0, upgrades: 0, 'records taken over': 0, 'records after': 0 };
  readonly violations: string[] = [];

  async once(history: History, chance: () => number): Promise<void> {
    const times = [...history.records.values()].flat().map(({ receivedAt }) => receivedAt);
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const cutMs = Math.round(first + (0.2 + 0.4 * chance()) * (last - first));
    const backMs = Math.round(cutMs + (0.3 + 0.4 * chance()) * (last - cutMs));
    const folder = mkdtempSync(join(tmpdir(), 'vigie-upgrade-'));
    const where = `${history.name}, cut at ${String(cutMs - first)} ms`;
    try {
      await this.#fill(join(folder, 'kept'), history, cutMs);
      await this.#live(join(folder, 'kept'), history, { cutMs, backMs, where });
      await this.#replay(folder, where);
    } finally {
      rmSync(folder, { recursive: true });
    }
    this.counts.upgrades += 1;
  }

  /** The data folder as the earlier version left it: its log. The state is made from that. */
  async #fill(folder: string, { records }: History, cutMs: number): Promise<void> {
    const stores = await openSqliteStores({ folder });
    for (const stream of streams) {
      const until = (records.get(stream) ?? []).filter(({ receivedAt }: LogRecord) => receivedAt <= cutMs);
      if (until.length > 0) await stores.log.append(stream, until);
      this.counts['records taken over'] += until.length;
    }
    await stores.close();
  }

  async #live(
    folder: string,
    history: History,
    { cutMs, backMs, where }: { readonly cutMs: number; readonly backMs: number; readonly where: string },
  ): Promise<void> {
    const upgraded = await begin(folder, cutMs);
    const past = await writtenIn(upgraded.log);
    await drive(upgraded, [], 0);
    if (!keeps(past, await writtenIn(upgraded.log))) this.violations.push(`${where}: the past was written over`);
    await announce(upgraded, allFlags);
    const inputs = inputsOf(history, cutMs);
    await drive(
      upgraded,
      inputs.filter(({ record }) => record.receivedAt <= backMs),
      0,
    );
    const byThisVersion = await writtenIn(upgraded.log);
    await upgraded.close();
    const back = await begin(folder, backMs);
    await announce(back, []);
    await drive(
      back,
      inputs.filter(({ record }) => record.receivedAt > backMs),
      30 * 60_000,
    );
    const after = await writtenIn(back.log);
    if (!keeps(byThisVersion, after)) this.violations.push(`${where}: going back changed what had been decided`);
    this.counts['records after'] += [...after.values()].flat().length;
    await back.close();
  }

  /** All of it again from nothing: to the same rows and records, flags on and off where they stood. */
  async #replay(folder: string, where: string): Promise<void> {
    cpSync(join(folder, 'kept'), join(folder, 'copy'), { recursive: true });
    const stores = await openSqliteStores({ folder: join(folder, 'copy') });
    const { log, store } = stores;
    const controls = await SiteControls.open(log, tenant);
    const before = await writtenIn(log);
    for (const stage of controlledStages(controls)) {
      const { name } = stage.create({});
      const [rows, chain] = [await store.hash(name, 0), (await store.position(name, 0))?.chain];
      await store.reset(name, 0);
      const seat = { log, store, clock: new ToldClock(0), controls: controls.bodies };
      const owner = await StageOwner.open({ ...stage, ...seat, ticks: false });
      while ((await owner.step()) > 0);
      if ((await store.hash(name, 0)) !== rows) this.violations.push(`I6: ${where}: other rows of ${name}`);
      if (owner.chain !== chain) this.violations.push(`I6: ${where}: other records of ${name}`);
    }
    if ((await grownBy(before, log)) !== 0) this.violations.push(`I6: ${where}: a clean replay adds records`);
    await stores.close();
  }
}

async function grownBy(before: Written, log: EventLog): Promise<number> {
  const count = (written: Written): number => [...written.values()].flat().length;
  return count(await writtenIn(log)) - count(before);
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const upgrade = new Upgrade();
  const chance = seededChance(seed);
  const old = readHistories().filter(({ name }) => name.endsWith('before-flags'));
  upgrade.counts.histories = old.length;
  if (old.length === 0) return { counts: upgrade.counts, violations: ['no history of an earlier version is recorded'] };
  for (const history of old) {
    // What falls under a mark is not written again: that it is decided again as it was, only a look at it can tell.
    upgrade.violations.push(...(await differencesFrom(history)));
    for (let n = 0; n < cuts[scale]; n += 1) await upgrade.once(history, chance);
  }
  const earlier = earlierProgram();
  const real = earlier === null ? null : await upgradeFrom(earlier);
  upgrade.violations.push(...(real?.violations ?? []).map((words) => `earlier program ${earlier?.commit}: ${words}`));
  const counts = {
    ...upgrade.counts,
    'commits since the earlier program': earlier?.back ?? 0,
    'tickets under both programs': real?.tickets ?? 0,
  };
  return { counts, violations: upgrade.violations };
}

export const upgrade: FaultRow = {
  row: 18,
  fault: 'a log of an earlier version taken over, gone on with, given back',
  missing: [],
  run,
};
