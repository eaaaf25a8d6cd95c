// `npm run faults -- [--row N] [--seed S] [--part] [--json]`: the fault matrix, each row with its seed, counts and verdict.
import { faultRows } from './fault-rows.ts';
import type { FaultRow, RowReport } from './fault-row.ts';
import { readFaultWish } from './read-fault-wish.ts';

const wish = readFaultWish(
  process.argv.slice(2),
  faultRows.map(({ row }) => row),
);
if ('wrong' in wish) {
  process.stderr.write(`error: ${wish.wrong}\n`);
  process.exit(2);
}
const { seed, scale, isJson } = wish;
const chosen = faultRows.filter(({ row }) => wish.row === null || row === wish.row);

type Verdict = 'held' | 'BROKEN' | 'not run' | 'left out';
interface Outcome extends RowReport {
  readonly row: number;
  readonly fault: string;
  readonly seed: number;
  readonly seconds: number;
  readonly verdict: Verdict;
}

async function outcomeOf({ row, fault, missing, wholeOnly = false, run }: FaultRow): Promise<Outcome> {
  const began = performance.now();
  const about = { row, fault, seed };
  if (missing.length > 0) {
    return { ...about, seconds: 0, verdict: 'not run', counts: {}, violations: [`lacks ${missing.join(', ')}`] };
  }
  if (wholeOnly && scale === 'part') {
    return { ...about, seconds: 0, verdict: 'left out', counts: {}, violations: ['only whole: it takes minutes'] };
  }
  const report = await run({ seed, scale, tell: (line) => process.stderr.write(`${line}\n`) }).catch(
    (thrown: unknown): RowReport => ({
      counts: {},
      violations: [`it ended: ${String(thrown).slice(0, 300)}`],
    }),
  );
  const seconds = Math.round((performance.now() - began) / 1_000);
  return { ...about, ...report, seconds, verdict: report.violations.length === 0 ? 'held' : 'BROKEN' };
}

function tell({ row, fault, verdict, counts, violations, seconds }: Outcome): string {
  const counted = Object.entries(counts).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  const head = `${String(row).padStart(2)}  ${verdict.padEnd(7)}  ${fault}`;
  const lines = [`seed ${seed}, ${seconds} s: ${counted.join(', ')}`, ...violations.slice(0, 10)];
  return `${[head, ...lines.map((line) => `             ${line}`)].join('\n')}\n`;
}

const outcomes: Outcome[] = [];
for (const row of chosen) {
  const outcome = await outcomeOf(row);
  outcomes.push(outcome);
  if (!isJson) process.stdout.write(tell(outcome));
}
if (isJson) process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
const isRequired = process.env['CI'] === 'true';
const failed = outcomes.filter(({ verdict }) => verdict === 'BROKEN' || (isRequired && verdict === 'not run'));
process.exitCode = failed.length === 0 ? 0 : 1;
