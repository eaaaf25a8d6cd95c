// Row 3: the only broker of a real Kafka stands still, is killed, stays away, comes back; alerts come in all the time.
import { setTimeout as pause } from 'node:timers/promises';
import { ClusterRun, clusterMissing } from '../cluster-run.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';

/** `stillMs` under SIGSTOP, then killed and away; whole: five minutes in all. */
const outages = { part: { stillMs: 4_000, awayMs: 8_000 }, whole: { stillMs: 60_000, awayMs: 240_000 } };
/** Below what the policy calls a storm. */
const longestPauseMs = { part: 1_200, whole: 9_000 };
/** The bar of the matrix, from the moment that the broker accepts connections. */
const recoveryMs = 30_000;
const settleMs = 60_000;

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const { stillMs, awayMs } = outages[scale];
  const chance = seededChance(seed);
  const run = await ClusterRun.open({ hosts: 200 });
  try {
    const [door = ''] = await run.launch(['ingest', 'correlate', 'ticketing']);
    run.door = door;
    await run.say(run.hosts[0] ?? '', 'problem');
    await run.untilTicket(run.hosts[0] ?? '', 30_000);
    let next = 1;
    const talk = async (forMs: number): Promise<void> => {
      for (const end = performance.now() + forMs; performance.now() < end;) {
        const host = run.hosts[next] ?? '';
        if (next < run.hosts.length - 2 && (await run.say(host, 'problem'))) next += 1;
        await pause(chance() * longestPauseMs[scale]);
      }
    };
    run.cluster.kafka.pause();
    await talk(stillMs);
    await run.cluster.kafka.kill();
    await talk(awayMs);
    const duringOutage = run.taken - 1;
    await run.cluster.kafka.start();
    const last = run.hosts.at(-1) ?? '';
    const began = performance.now();
    while (!(await run.say(last, 'problem'))) await pause(100);
    await run.untilTicket(last, settleMs).catch(() => settleMs);
    const backMs = performance.now() - began;
    await run.settle(settleMs);
    await run.end(settleMs);
    return {
      counts: {
        'outage, s': (stillMs + awayMs) / 1_000,
        'acknowledged meanwhile': duringOutage,
        'refused with 503': run.refused,
        tickets: run.glpi.store.tickets.size,
        'new alert to ticket after it is back, ms': Math.round(backMs),
      },
      violations: [
        ...run.violations(),
        ...(duringOutage > 0 ? [] : ['nothing was taken on while the broker was away']),
        ...(backMs > recoveryMs ? [`${String(Math.round(backMs))} ms until a new alert had its ticket`] : []),
      ],
    };
  } finally {
    await run.close();
  }
}

export const brokerDown: FaultRow = {
  row: 3,
  fault: 'the Kafka broker stands still, is killed, comes back',
  missing: clusterMissing,
  run,
};
