// Row 19: a real correlate process stays in its group and takes no record any more; its watchdog ends it, another goes on.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../parts/server-process.ts';
import { ClusterRun, clusterMissing } from '../cluster-run.ts';
import type { FaultRow, RowReport } from '../fault-row.ts';

/** The bar of the matrix, from the moment that work waits. */
const endMs = 60_000;
/** From its end to the tickets of what waited: the session of 10 s, and what follows. */
const takeOverMs = 30_000;
const waiting = 12;

async function run(): Promise<RowReport> {
  const run = await ClusterRun.open({ hosts: waiting + 1 });
  try {
    const [door = ''] = await run.launch(['ingest', 'ticketing']);
    run.door = door;
    const sign = join(run.cluster.folder, 'stall');
    const NODE_OPTIONS = `--import ${join(import.meta.dirname, '../stalling-log.ts')}`;
    const stalling = run.cluster.launch('correlate', null, { NODE_OPTIONS, VIGIE_STALL: sign });
    await stalling.ready();
    const [first = '', ...others] = run.hosts;
    await run.say(first, 'problem');
    await run.untilTicket(first, 30_000);
    writeFileSync(sign, '');
    for (const host of others) await run.say(host, 'problem');
    const began = performance.now();
    // It comes while the other is alive: the group shares the seats, and those of the stalled one stay with it.
    await run.launch(['correlate']);
    await eventually('its end', endMs + 30_000, () => (stalling.hasEnded ? true : null)).catch(() => undefined);
    const endedMs = performance.now() - began;
    await run.settle(takeOverMs);
    const takenOverMs = performance.now() - began - endedMs;
    await run.end(60_000);
    return {
      counts: {
        acknowledged: run.taken,
        tickets: run.glpi.store.tickets.size,
        'ended after, ms': Math.round(endedMs),
        'then all tickets after, ms': Math.round(takenOverMs),
        'exit code': stalling.process.exitCode ?? -1,
      },
      violations: [
        ...run.violations(),
        ...(stalling.hasEnded ? [] : ['the stalled process is still there']),
        ...(endedMs > endMs ? [`it ended after ${String(Math.round(endedMs))} ms`] : []),
        ...(stalling.output.includes('stage-stalled') ? [] : ['it did not say why it ended']),
      ],
    };
  } finally {
    await run.close();
  }
}

export const stalledConsumer: FaultRow = {
  row: 19,
  fault: 'a consumer that is alive and stalled: ended by its watchdog, another goes on',
  missing: clusterMissing,
  wholeOnly: true,
  run,
};
