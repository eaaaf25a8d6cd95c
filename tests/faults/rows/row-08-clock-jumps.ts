// Row 8: the wall clock jumps by an hour or a day, either way: what waits, waits as long as it was told to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClockJumpHouse, jumpingWall } from '../clock-jump-house.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';

const jumps = { part: ['+1d', '-1d'], whole: ['+1h', '-1h', '+1d', '-1d'] };
/** There and back: each is two jumps of a whole Vigie. */
const houseJumps = { part: ['+1d'], whole: jumps.whole };
const waitMs = 3_000;
/** Beyond this an escalation is early or late; a busy machine needs some of it. */
const toleranceMs = 1_000;
/** Of a whole Vigie: what it waits, beside what a ticket takes without any jump; the clock may be a tenth quick or slow. */
const [houseWaitMs, houseToleranceMs, slewRate] = [5_000, 3_000, 0.1];

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
    env: { ...process.env, ...jumpingWall(library, stamp) },
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

async function waitingProcess(jump: string, library: string): Promise<string[]> {
  const violations: string[] = [];
  const { wallMs, clockMs, realMs } = await waitOver(jump, library);
  if (Math.abs(wallMs - waitMs) < 1_800_000) violations.push(`${jump}: the wall clock did not jump`);
  if (Math.abs(realMs - waitMs) > toleranceMs)
    violations.push(`${jump}: ${realMs.toFixed(0)} ms instead of ${String(waitMs)}`);
  if (clockMs < waitMs || clockMs > waitMs + toleranceMs)
    violations.push(`${jump}: our clock saw ${String(clockMs)} ms`);
  return violations;
}

interface House {
  readonly told: number;
  readonly longestMs: number;
  readonly violations: readonly string[];
}

/** A ticket is held back, the wall jumps there; its end is held back, the wall jumps back. */
async function wholeHouse(offsets: readonly string[], library: string): Promise<House> {
  const house = await ClockJumpHouse.open(library, houseWaitMs);
  try {
    const calm = await house.outage({ hold: '+0s', end: '+0s' }, 0);
    const beside = Math.max(...calm) - houseWaitMs;
    const [least, most] = [houseWaitMs * (1 - slewRate), houseWaitMs / (1 - slewRate) + beside + houseToleranceMs];
    const violations: string[] = [];
    const waits = [...calm];
    for (const offset of offsets) {
      const [held, ended] = await house.outage({ hold: offset, end: '+0s' }, houseWaitMs / 4);
      waits.push(held, ended);
      for (const [what, ms] of [[`ticket, ${offset}`, held] as const, [`end, back from ${offset}`, ended] as const])
        if (ms < least || ms > most) violations.push(`${what}: after ${ms.toFixed(0)} ms`);
    }
    const told = house.toldJumps;
    // A wall that comes back is where the clock still is: nothing is told.
    if (told < offsets.length) violations.push(`Vigie told of ${String(told)} jumps`);
    return { told, longestMs: Math.round(Math.max(...waits)), violations };
  } finally {
    await house.close();
  }
}

async function run({ scale }: RowWish): Promise<RowReport> {
  const library = preload();
  if (library === null) throw new Error('libfaketime is gone');
  const offsets = jumps[scale];
  const violations: string[] = [];
  for (const jump of offsets) violations.push(...(await waitingProcess(jump, library)));
  const house = await wholeHouse(houseJumps[scale], library);
  return {
    counts: {
      'jumps of a waiting process': offsets.length,
      'jumps of a whole Vigie': 2 * houseJumps[scale].length,
      'of them told in its log': house.told,
      'longest wait of 5 s, ms': house.longestMs,
    },
    violations: [...violations, ...house.violations],
  };
}

export const clockJumps: FaultRow = {
  row: 8,
  fault: 'the wall clock jumps by an hour or a day, forwards or back',
  missing: preload() === null ? ['faketime'] : [],
  run,
};
