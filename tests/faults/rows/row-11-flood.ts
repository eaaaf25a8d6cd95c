// Row 11: a flood of alerts, once spread over a minute, once in five seconds: each acknowledged or refused, none dropped.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqliteStores } from '../../../runtime/sqlite/open-sqlite-stores.ts';
import { PipelineStanding } from '../../bench/pipeline-standing.ts';
import { plantCmdb } from '../../bench/plant-cmdb.ts';
import type { LoadResult } from '../../bench/post-load.ts';
import { defaultOrder, runLoad } from '../../bench/run-load.ts';
import { VigieChild, writeSite } from '../../bench/vigie-child.ts';
import { eventsText } from '../clean-replay.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';

const floods = {
  part: [{ name: '5 s', alerts: 5_000, seconds: 5 }],
  whole: [
    { name: '60 s', alerts: 100_000, seconds: 60 },
    { name: '5 s', alerts: 100_000, seconds: 5 },
  ],
} as const;
/** reliability-security §4, I5. */
const mostBytes = 512 << 20;
const drainedWithinMs = 600_000;
/** Below one a thousand alerts: reliability-security §6. */
const alertsPerTicket = { part: 100, whole: 1_000 };

interface Flooded {
  readonly result: LoadResult;
  readonly peakBytes: number;
  readonly drainedMs: number;
}

/** A Vigie of its own for each: what one flood leaves is no part of the next. */
async function flood(folder: string, alerts: number, seconds: number): Promise<Flooded> {
  const site = { folder, config: { sources: { prometheus: { type: 'prometheus' } } }, policy: {}, cmdb: plantCmdb() };
  writeSite(site);
  const vigie = VigieChild.launch(site);
  try {
    const url = `${await vigie.ready()}/api/v2/alerts`;
    const rate = alerts / seconds;
    const order = { ...defaultOrder, url, shape: 'plant' as const, startsAt: Date.now(), resendEvery: 0 };
    const result = await runLoad({ ...order, rate, total: alerts, seconds: 600 });
    const standing = new PipelineStanding(join(folder, 'kept'));
    const drainedMs = await standing.drained(drainedWithinMs);
    standing.close();
    await pause(1_000);
    const { peakRssBytes } = vigie.usage();
    return { result, peakBytes: peakRssBytes, drainedMs };
  } finally {
    await vigie.stop();
  }
}

/** How many of the distinct alerts stand in the log, by the label that sets each apart. */
async function storedIn(folder: string): Promise<{ alerts: number; tickets: number }> {
  const stores = await openSqliteStores({ folder });
  const { log } = stores;
  const alerts = new Set((await eventsText(log)).match(/"device":"d\d+"/g)).size;
  const opened = new Set<string>();
  for (let from = 0; ;) {
    const records = await log.read('tickets', 0, from, 500);
    const last = records.at(-1);
    if (last === undefined) break;
    for (const { kind, body } of records) {
      const { operation } = body as { operation?: { op: string; key: string } };
      if (kind === 'ticket-done' && operation?.op === 'open') opened.add(operation.key);
    }
    from = last.offset + 1;
  }
  await stores.close();
  return { alerts, tickets: opened.size };
}

async function run({ scale }: RowWish): Promise<RowReport> {
  const counts: Record<string, number> = {};
  const violations: string[] = [];
  for (const { name, alerts, seconds } of floods[scale]) {
    const folder = mkdtempSync(join(process.env['VIGIE_BENCH_DIR'] ?? '/var/tmp', 'vigie-flood-'));
    try {
      const { result, peakBytes, drainedMs } = await flood(folder, alerts, seconds);
      const stored = await storedIn(join(folder, 'kept'));
      const note = (what: string, count: number): void => void (counts[`${what} (${name})`] = Math.round(count));
      note('acknowledged', result.sent);
      note('POSTs refused', result.refused);
      note('p99 of a POST of 64, ms', result.p99Ms);
      note('until all told, ms', result.ms);
      note('then drained after, ms', drainedMs);
      note('peak RSS, MB', peakBytes / (1 << 20));
      note('tickets', stored.tickets);
      if (stored.alerts < result.sent)
        violations.push(`I1, ${name}: ${String(result.sent - stored.alerts)} acknowledged alerts are not in the log`);
      if (result.sent + result.refused * defaultOrder.batch < alerts)
        violations.push(`${name}: some were never answered`);
      if (peakBytes > mostBytes) violations.push(`I5, ${name}: ${(peakBytes / (1 << 20)).toFixed(0)} MB for 512`);
      if (stored.tickets > alerts / alertsPerTicket[scale])
        violations.push(`${name}: ${String(stored.tickets)} tickets of ${String(alerts)} alerts`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { counts, violations };
}

export const flooded: FaultRow = {
  row: 11,
  fault: '100,000 alerts in a minute, and again in five seconds',
  missing: [],
  run,
};
