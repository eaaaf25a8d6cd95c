// Row 2: kill -9 at random moments of the storm, on real processes with SQLite files and a fake GLPI.
import { differing, killStorm } from '../kill-storm.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';

const sizes = { part: { rounds: 1, kills: 20 }, whole: { rounds: 25, kills: 40 } };

async function run({ seed, scale, tell }: RowWish): Promise<RowReport> {
  const { rounds, kills } = sizes[scale];
  const counts = { kills: 0, alerts: 0, tickets: 0, lost: 0, doubled: 0 };
  const violations: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const report = await killStorm({ seed: seed + round, kills, speed: 25, withinMs: 1_200 });
    counts.kills += report.kills;
    counts.alerts += report.alerts;
    counts.tickets += report.tickets;
    counts.lost += report.lost.length;
    counts.doubled += report.doubled.length;
    tell?.(`round ${String(round + 1)} of ${String(rounds)}: ${JSON.stringify(counts)}`);
    violations.push(...wordsOf(report).map((words) => `seed ${String(seed + round)}: ${words}`));
  }
  return { counts, violations };
}

function wordsOf(report: Awaited<ReturnType<typeof killStorm>>): string[] {
  const { lost, doubled, waitingOperations, grown } = report;
  return [
    ...lost.map((mark) => `I1: ${mark} was acknowledged and is lost`),
    ...doubled.map((key) => `I2: two tickets of ${key}`),
    ...(waitingOperations > 0 ? [`rest: ${String(waitingOperations)} operations left`] : []),
    ...grown.map((stream) => `I6: a clean replay adds to ${stream}`),
    ...differing(report).map((what) => `I6: ${what} differ from a clean replay`),
  ];
}

export const randomKills: FaultRow = { row: 2, fault: 'kill -9 at random moments of the storm', missing: [], run };
