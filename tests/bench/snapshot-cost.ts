// `node tests/bench/snapshot-cost.ts [--json]`: what keeping a state of so many alerts in the log costs, and reading it back.
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { busyMs } from '../../runtime/snapshots/snapshot-rule.ts';
import { Snapshots } from '../../runtime/snapshots/snapshots.ts';
import { printFigures, type Figure } from './figure.ts';

const place = { stage: 'alerting', partition: 0 };

async function keptIn(alerts: number): Promise<{ cpuMs: number; backMs: number }> {
  const store = new MemoryStateStore(new MemoryEventLog());
  const rows = Array.from({ length: alerts }, (_, n) => ({ table: 'condition', key: `t/${n}`, json: rowText(n) }));
  await store.commit({ ...place, epoch: 0, log: 'l', offset: 1, chain: '', rows, out: [] });
  const state = await store.position(place.stage, 0);
  if (state === null) throw new Error('nothing was committed');
  const snapshots = new Snapshots(new MemoryEventLog());
  const began = process.cpuUsage();
  await snapshots.keep(store, state, { ...place, atMs: 1 });
  const kept = process.cpuUsage(began);
  const before = performance.now();
  const { found } = await snapshots.newest({ ...place, log: 'l', end: 1 });
  if (found?.rows.length !== alerts) throw new Error('not all came back');
  return { cpuMs: (kept.user + kept.system) / 1_000, backMs: performance.now() - before };
}

/** 960 bytes, as alerting keeps an open alert at 100,000 of them: 96 MB. */
const rowText = (n: number): string => JSON.stringify({ n, text: 'x'.repeat(940) });

const figures: Figure[] = [];
for (const alerts of [1_000, 10_000, 100_000]) {
  const { cpuMs, backMs } = await keptIn(alerts);
  const share = (100 * cpuMs) / busyMs;
  const of = `of ${alerts.toLocaleString('en')} alerts`;
  figures.push(
    { bench: 'snapshot', metric: `CPU to keep a state ${of}`, value: cpuMs, unit: 'ms', bar: null },
    { bench: 'snapshot', metric: `the same, of a core that is busy, ${of}`, value: share, unit: '%', bar: '≤ 1' },
    { bench: 'snapshot', metric: `to read it back ${of}`, value: backMs, unit: 'ms', bar: null },
  );
}
printFigures(figures, process.argv.includes('--json'));
