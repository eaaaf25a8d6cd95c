// Row 17: each byte of the last record of a log file flipped, and its write-ahead log cut or flipped at each byte.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAlertingStage } from '../../../correlate/alerting/stage.ts';
import { emptyCmdb } from '../../../domain/cmdb.ts';
import { Policy } from '../../../domain/policy.ts';
import type { LogRecord, StoredRecord } from '../../../domain/record.ts';
import { damagedKind } from '../../../runtime/log/dead-letter.ts';
import { RecordedDoor } from '../../../runtime/replay/recorded-door.ts';
import { asAdapterError } from '../../../runtime/sqlite/database.ts';
import { segmentPaths } from '../../../runtime/sqlite/segment-files.ts';
import { StreamWriter } from '../../../runtime/sqlite/stream-writer.ts';
import { droppedTail } from '../../../runtime/sqlite/wal-tail.ts';
import { applyBatch } from '../../../runtime/stage-batch.ts';
import { findIn } from '../../fakes/found-log.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';

/** Bytes from one damage to the next. */
const strides = { part: { file: 3, tail: 301 }, whole: { file: 1, tail: 1 } };
const receivedAt = Date.UTC(2026, 10, 24, 8);
/** SQLite's: what stands before the text of the last record in its cell. */
const cellHeaderBytes = 16;
/** A frame's header and a page of ours. */
const frameBytes = 24 + 8_192;

/** Three deliveries: a problem, another one, and the end of the first, which is the record that gets damaged. */
function deliveries(): LogRecord[] {
  const door = new RecordedDoor({ tenant: 'acme', timezone: 'UTC' });
  return (['problem', 'problem', 'ok'] as const).flatMap((state, n) => {
    const host = n === 1 ? 'db-02' : 'db-01';
    const body = JSON.stringify({ host, check: 'ping', state, severity: 'critical', message: `ping ${state}` });
    const line = { source: 'generic' as const, t_ms: n * 1_000, request: { body } };
    return [...door.take({ line, receivedAt: receivedAt + n * 1_000, at: `line ${String(n)}`, bytesRead: 0 }).events];
  });
}

/** By offset: what alerting makes of the records that it can read. */
function decided(records: readonly StoredRecord[]): Map<number, string> {
  const stage = createAlertingStage({ tenant: 'acme', policy: Policy.parse({}), cmdb: emptyCmdb });
  const sound = records.filter(({ kind }) => kind !== damagedKind);
  const result = applyBatch(
    stage,
    sound.map((record) => ({ record })),
    true,
  );
  if ('poison' in result) throw result.poison.thrown;
  const texts = new Map<number, string>();
  for (const { offset, outgoing } of result.changes.out)
    texts.set(offset, `${texts.get(offset) ?? ''}${JSON.stringify(outgoing)}`);
  return texts;
}

class DamagedLog {
  readonly #root = mkdtempSync(join(tmpdir(), 'vigie-torn-'));
  readonly #whole = join(this.#root, 'whole');
  readonly #wanted: Map<number, string>;
  readonly counts = { 'bytes of the record flipped': 0, 'tails cut': 0, 'bytes of the tail flipped': 0, seen: 0 };
  readonly violations: string[] = [];

  constructor() {
    mkdirSync(this.#whole);
    const writer = new StreamWriter({ folder: this.#whole, stream: 'events', onNewFile: () => undefined });
    const lines = deliveries().map((record) => ({
      line: JSON.stringify(record),
      receivedAt: record.receivedAt,
      from: undefined,
      deliveryId: undefined,
    }));
    for (const line of lines) writer.append([[line]]);
    // As a kill would leave it: the last records stand in the write-ahead log alone.
    cpSync(this.#whole, join(this.#root, 'killed'), { recursive: true });
    writer.close();
    const { records } = findIn(this.#whole);
    this.#wanted = decided(records);
    if (records.length !== lines.length || this.#wanted.size !== lines.length) throw new Error('the log is not whole');
  }

  flipRecord(stride: number, chance: () => number): void {
    const path = segmentPaths(this.#whole, 'events')[0] ?? '';
    const whole = readFileSync(path);
    const text = Buffer.from(`{"v":1,"id":"${deliveries()[2]?.id ?? ''}"`);
    const at = whole.indexOf(text);
    if (at < 0) throw new Error('the last record is not where it was');
    const end = at + JSON.stringify(deliveries()[2]).length;
    for (let byte = at - cellHeaderBytes; byte < end; byte += stride) {
      writeFileSync(path, flipped(whole, byte, chance));
      this.counts['bytes of the record flipped'] += 1;
      this.#judge(this.#whole, `byte ${String(byte - at)} of the record`, null);
    }
    writeFileSync(path, whole);
  }

  /** Whatever is missing or changed in the last frame, its transaction is gone, and the start says so. */
  damageTail(stride: number, chance: () => number): void {
    const killed = join(this.#root, 'killed');
    const path = segmentPaths(killed, 'events')[0] ?? '';
    const [file, tail] = [readFileSync(path), readFileSync(`${path}-wal`)];
    const tries = Array.from({ length: Math.floor(frameBytes / stride) }, (_, n) => 1 + n * stride);
    for (const back of tries) {
      this.counts['tails cut'] += 1;
      this.#tryTail({
        killed,
        file,
        tail: tail.subarray(0, tail.length - back),
        what: `tail short of ${String(back)}`,
      });
      this.counts['bytes of the tail flipped'] += 1;
      const changed = flipped(tail, tail.length - back, chance);
      this.#tryTail({ killed, file, tail: changed, what: `tail flipped ${String(back)} from its end` });
    }
  }

  close(): void {
    rmSync(this.#root, { recursive: true });
  }

  #tryTail({ killed, file, tail, what }: { killed: string; file: Buffer; tail: Buffer; what: string }): void {
    const path = segmentPaths(killed, 'events')[0] ?? '';
    rmSync(`${path}-shm`, { force: true });
    writeFileSync(path, file);
    writeFileSync(`${path}-wal`, tail);
    const isWholeFrame = (tail.length - 32) % frameBytes === 0 && what.startsWith('tail short');
    const dropped = droppedTail(`${path}-wal`);
    this.#judge(killed, what, isWholeFrame || dropped?.torn === true);
  }

  /** Seen: the start is refused, or the damaged record is said to be damaged, or it is gone and `told` says so. */
  #judge(folder: string, what: string, told: boolean | null): void {
    try {
      const { records } = findIn(folder);
      const isSaid = told === null ? records.some(({ kind }) => kind === damagedKind) : told;
      if (isSaid) this.counts.seen += 1;
      else this.violations.push(`${what}: not seen`);
      for (const [offset, text] of decided(records))
        if (this.#wanted.get(offset) !== text)
          this.violations.push(`${what}: record ${String(offset)} decided otherwise`);
      if (told !== null && records.length > 2) this.violations.push(`${what}: the cut transaction is read`);
    } catch (thrown) {
      if (asAdapterError(thrown, 'log', folder).code === 'log-damaged') this.counts.seen += 1;
      else this.violations.push(`${what}: ${String(thrown)}`);
    }
  }
}

/** One bit of one byte. */
function flipped(bytes: Buffer, at: number, chance: () => number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
  return changed;
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const log = new DamagedLog();
  try {
    log.flipRecord(strides[scale].file, seededChance(seed));
    log.damageTail(strides[scale].tail, seededChance(seed + 1));
    return { counts: log.counts, violations: log.violations };
  } finally {
    log.close();
  }
}

export const damagedTail: FaultRow = {
  row: 17,
  fault: 'torn tail, and a bit flipped in each byte of the last record',
  missing: [],
  run,
};
