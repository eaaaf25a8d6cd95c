// Row 8: the wall clock of a process jumps by an hour or a day, either way: what waits, waits as long as it was told to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';

const jumps = { part: ['+1d', '-1d'], whole: ['+1h', '-1h', '+1d', '-1d'] };
const waitMs = 3_000;
/** Beyond this an escalation is early or late; a busy machine needs some of it. */
const toleranceMs = 1_000;

function preload(): string | null {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name)) : [];
  return folders.map((folder) => join(folder, 'faketime/libfaketime.so.1')).find((path) => existsSync(path)) ?? null;
}

interface Waited {
  readonly wallMs: number;
  readonly clockMs: number;
  readonly realMs: number;
}

/** A child starts to wait by our clock; its wall jumps; it says what each clock saw. */
async function waitOver(jump: string, library: string): Promise<Waited> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-clock-'));
  const stamp = join(folder, 'faketime');
  writeFileSync(stamp, '+0s');
  const child = spawn(process.execPath, [join(import.meta.dirname, '../waiting-child.ts'), String(waitMs)], {
    env: {
      ...process.env,
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: stamp,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [output, began] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    if (began !== 0 || !output.includes('waiting')) return;
    began = performance.now();
    writeFileSync(stamp, jump);
  });
  await once(child, 'exit');
  const realMs = performance.now() - began;
  rmSync(folder, { recursive: true });
  return { realMs, ...(JSON.parse(output.slice(output.indexOf('{'))) as Omit<Waited, 'realMs'>) };
}

async function run({ scale }: RowWish): Promise<RowReport> {
  const library = preload();
  if (library === null) throw new Error('libfaketime is gone');
  const violations: string[] = [];
  for (const jump of jumps[scale]) {
    const { wallMs, clockMs, realMs } = await waitOver(jump, library);
    if (Math.abs(wallMs - waitMs) < 1_800_000) violations.push(`${jump}: the wall clock did not jump`);
    if (Math.abs(realMs - waitMs) > toleranceMs)
      violations.push(`${jump}: ${realMs.toFixed(0)} ms instead of ${String(waitMs)}`);
    if (clockMs < waitMs || clockMs > waitMs + toleranceMs)
      violations.push(`${jump}: our clock saw ${String(clockMs)} ms`);
  }
  return { counts: { jumps: jumps[scale].length }, violations };
}

export const clockJumps: FaultRow = {
  row: 8,
  fault: 'the wall clock jumps by an hour or a day, forwards or back',
  missing: preload() === null ? ['faketime'] : [],
  run,
};
