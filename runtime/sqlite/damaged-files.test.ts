// A torn tail or a flipped bit is seen, and never read as if it were what was written.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../domain/record.ts';
import { findIn } from '../../tests/fakes/found-log.ts';
import { damagedKind } from '../log/dead-letter.ts';
import { asAdapterError } from './database.ts';
import { segmentPaths } from './segment-files.ts';
import { StreamWriter } from './stream-writer.ts';
import type { LogLine } from './writer-protocol.ts';
import { droppedTail } from './wal-tail.ts';

const receivedAt = Date.UTC(2026, 10, 24, 8);

function line(n: number): LogLine {
  const text = JSON.stringify({ id: `record-${String(n)}`, body: 'what the source said' });
  return { line: text, receivedAt: receivedAt + n, from: undefined, deliveryId: undefined };
}

describe('a file of the log', () => {
  let root: string;
  let folder: string;
  let writer: StreamWriter;
  const path = (): string => segmentPaths(folder, 'events')[0] ?? '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'vigie-damage-'));
    folder = join(root, 'log');
    mkdirSync(folder);
    writer = new StreamWriter({ folder, stream: 'events', onNewFile: () => undefined });
    writer.append([[line(0), line(1)]]);
    writer.append([[line(2)]]);
  });
  afterEach(() => {
    writer.close();
    rmSync(root, { recursive: true });
  });

  it('shows a flip of any byte of its last record', () => {
    writer.close();
    const whole = readFileSync(path());
    const at = whole.indexOf('{"id":"record-2"');
    const header = 16;
    const written = findIn(folder).records;
    const unseen: number[] = [];
    for (let byte = at - header; byte < at + line(2).line.length; byte++) {
      const changed = Buffer.from(whole);
      changed[byte] = (changed[byte] ?? 0) ^ 0x04;
      writeFileSync(path(), changed);
      if (!isSeen(written)) unseen.push(byte - at);
    }
    expect(unseen).toEqual([]);
  });

  /** True when the start fails, or each record is either the one written or said to be damaged, and one is damaged. */
  function isSeen(written: readonly StoredRecord[]): boolean {
    try {
      const { records, end } = findIn(folder);
      expect(end).toBe(3);
      const damaged = records.filter((record) => record.kind === damagedKind);
      const sound = records.filter((record) => record.kind !== damagedKind);
      for (const record of sound) expect(record).toEqual(written[record.offset]);
      return damaged.length > 0 && records.length === 3;
    } catch (thrown) {
      const { code } = asAdapterError(thrown, 'log', folder);
      if (code !== 'log-damaged') throw thrown;
      return true;
    }
  }

  it('gives the records around a damaged one, and says which that is', () => {
    writer.close();
    const whole = readFileSync(path());
    whole[whole.indexOf('"record-1"') + 3] = 0x21;
    writeFileSync(path(), whole);
    const { records } = findIn(folder);
    expect(records.map((record) => record.kind === damagedKind)).toEqual([false, true, false]);
    expect(records[1]).toMatchObject({
      offset: 1,
      receivedAt: 0,
      body: { found: expect.stringContaining('re!ord') as string },
    });
  });

  it('shows a damaged head', () => {
    writer.close();
    const whole = readFileSync(path());
    const { identity } = new StreamWriter({ folder, stream: 'events', onNewFile: () => undefined }).standing();
    const at = whole.indexOf(identity);
    whole[at] = (whole[at] ?? 0) ^ 1;
    writeFileSync(path(), whole);
    expect(() => findIn(folder)).toThrow(expect.objectContaining({ code: 'log-damaged' }));
  });

  it('says that a file is no longer one of SQLite', () => {
    writer.close();
    writeFileSync(path(), 'x'.repeat(8_192));
    expect(() => findIn(folder)).toThrow();
    try {
      findIn(folder);
    } catch (thrown) {
      expect(asAdapterError(thrown, 'log', path())).toMatchObject({ code: 'log-damaged', retryable: false });
    }
  });

  describe('with records still in its write-ahead log', () => {
    let copy: string;
    const wal = (): string => `${segmentPaths(copy, 'events')[0] ?? ''}-wal`;
    /** What a kill at this moment would leave. */
    beforeEach(() => {
      copy = join(root, 'copy');
      cpSync(folder, copy, { recursive: true });
      rmSync(`${segmentPaths(copy, 'events')[0] ?? ''}-shm`, { force: true });
    });

    it('drops nothing from a whole one', () => {
      expect(existsSync(wal())).toBe(true);
      expect(droppedTail(wal())).toBeNull();
      expect(findIn(copy).records).toHaveLength(3);
    });

    it('is told of a tail torn anywhere in the last frame, and loses that transaction alone', () => {
      const whole = readFileSync(wal());
      for (const missing of [1, 100, 4_096, 8_192, 8_215]) {
        writeFileSync(wal(), whole);
        truncateSync(wal(), whole.length - missing);
        expect(droppedTail(wal())).toMatchObject({ torn: true });
      }
      expect(findIn(copy).records.map((record) => record.offset)).toEqual([0, 1]);
    });

    it('is told of a flip in any part of the last frame', () => {
      const whole = readFileSync(wal());
      const frameBytes = 24 + 8_192;
      for (let back = frameBytes; back > 0; back -= 97) {
        const changed = Buffer.from(whole);
        const at = whole.length - back;
        changed[at] = (changed[at] ?? 0) ^ 0x10;
        writeFileSync(wal(), changed);
        expect([back, droppedTail(wal())?.torn]).toEqual([back, true]);
      }
    });

    it('is told of a transaction cut short, which nobody was promised', () => {
      const whole = readFileSync(wal());
      const frameBytes = 24 + 8_192;
      truncateSync(wal(), whole.length - frameBytes);
      const tail = droppedTail(wal());
      expect(tail === null || !tail.torn).toBe(true);
    });

    it('takes leftovers of an earlier round for what they are', () => {
      for (let n = 3; n < 1_200; n++) writer.append([[line(n)]]);
      copyFileSync(`${path()}-wal`, join(root, 'later-wal'));
      expect(droppedTail(join(root, 'later-wal'))).toBeNull();
    });
  });
});
