// Row 21: kill -9 at random moments, any role, on a real Kafka and a real Redis, also while a process starts.
import { clusterMissing } from '../cluster-run.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { killCluster } from '../kill-cluster.ts';

const sizes = { part: { rounds: 1, kills: 12 }, whole: { rounds: 20, kills: 50 } };

async function run({ seed, scale, tell = () => undefined }: RowWish): Promise<RowReport> {
  const { rounds, kills } = sizes[scale];
  const counts: Record<string, number> = { kills: 0 };
  const violations: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const report = await killCluster({ seed: seed + round, kills });
    counts['kills'] = (round + 1) * kills;
    for (const [name, count] of Object.entries(report.counts)) counts[name] = (counts[name] ?? 0) + count;
    const found = report.violations.map((words) => `seed ${String(seed + round)}: ${words} (${String(report.kept)})`);
    violations.push(...found);
    const seconds = Math.round((performance.now() - began) / 1_000);
    const soFar = { seconds, violations: violations.length, ...counts };
    tell(`row 21, round ${String(round + 1)} of ${String(rounds)}: ${JSON.stringify(soFar)}`);
    for (const words of found) tell(words);
  }
  return { counts, violations };
}

export const clusterKills: FaultRow = {
  row: 21,
  fault: 'kill -9 at random moments, any role, Kafka and Redis',
  missing: clusterMissing,
  run,
};
