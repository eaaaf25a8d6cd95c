// What the command line of the fault rig asks for, or what is wrong with it.
import { parseArgs } from 'node:util';
import type { RowWish } from './fault-row.ts';

export interface FaultWish extends RowWish {
  /** Null: all. */
  readonly row: number | null;
  readonly isJson: boolean;
}

const usage = 'usage: npm run faults -- [--row N] [--seed S] [--part] [--json]';
const options = {
  row: { type: 'string' },
  seed: { type: 'string', default: '1' },
  part: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export function readFaultWish(
  args: readonly string[],
  known: readonly number[],
): FaultWish | { readonly wrong: string } {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const [row, seed] = [values.row === undefined ? null : Number(values.row), Number(values.seed)];
    if (row !== null && !known.includes(row))
      return { wrong: `no row ${values.row}; known: ${known.join(', ')}\n${usage}` };
    if (!Number.isSafeInteger(seed) || seed < 0) return { wrong: `--seed ${values.seed}: a whole number\n${usage}` };
    return { row, seed, scale: values.part ? 'part' : 'whole', isJson: values.json };
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return { wrong: `${thrown.message}\n${usage}` };
  }
}
