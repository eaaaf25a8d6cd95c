import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterError } from '../../domain/errors.ts';
import { streams } from '../../domain/record.ts';
import { DiskGuard } from './disk-guard.ts';
import { StateWriter } from './state-writer.ts';
import { StreamWriter } from './stream-writer.ts';
import { GroupWriter } from './write-group.ts';
import type { CommitCall, LogLine, WriterCall, WriterReply } from './writer-protocol.ts';

const line = (n: number): LogLine => ({
  line: JSON.stringify({ id: `r${String(n)}` }),
  receivedAt: Date.UTC(2026, 10, 24) + n,
  from: { stage: 'alerting', partition: 0, offset: n, seq: 0 },
  deliveryId: undefined,
});

const commit = (offset: number): CommitCall => ({
  op: 'commit',
  stage: 'alerting',
  partition: 0,
  epoch: 1,
  log: 'L',
  offset,
  chain: '',
  rows: [],
  out: [{ stream: 'alerts', lines: [line(offset)] }],
});

describe('GroupWriter', () => {
  let folder: string;
  let state: StateWriter;
  let guard: DiskGuard;
  let replies: WriterReply[];
  let alerts: StreamWriter;
  /** How many appends to `alerts` find the disk full. */
  let fullTimes: number;
  const ballast = (): string => join(folder, 'ballast');
  const open = (): GroupWriter => {
    state = new StateWriter(join(folder, 'state.db'));
    guard = new DiskGuard(ballast(), 4_096);
    alerts = new StreamWriter({ folder: join(folder, 'log'), stream: 'alerts', onNewFile: () => undefined });
    const tight = {
      append: (calls: readonly (readonly LogLine[])[]) => {
        if (fullTimes-- > 0) throw new AdapterError('log-full', 'no space', { retryable: true });
        return alerts.append(calls);
      },
      trim: () => ({ records: 0, files: [] }),
    } as unknown as StreamWriter;
    const writers = new Map(streams.map((stream) => [stream, tight]));
    return new GroupWriter({ folder, state, streams: writers, guard, reply: (reply) => replies.push(reply) });
  };
  const write = (group: GroupWriter, ...calls: WriterCall[]): void => {
    group.write(calls.map((call, at) => ({ id: at + 1, bytes: 0, call })));
  };
  const close = (): void => {
    state.close();
    alerts.close();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-group-'));
    mkdirSync(join(folder, 'log'));
    replies = [];
    fullTimes = 0;
  });
  afterEach(() => {
    close();
    rmSync(folder, { recursive: true });
  });

  it('copies what a crash left between the commit and the log, once', () => {
    open();
    state.transaction(() => state.commit(commit(1)));
    state.transaction(() => state.commit(commit(2)));
    close();
    open();
    expect(alerts.standing().end).toBe(2);
    expect(state.leftovers().lines).toEqual([]);
    close();
    open();
    expect(alerts.standing().end).toBe(2);
  });

  it('drops from a leftover what the log already got before the crash', () => {
    open();
    state.transaction(() => state.commit(commit(1)));
    state.transaction(() => state.commit(commit(2)));
    alerts.append([[line(1)]]);
    close();
    open();
    expect(alerts.standing().end).toBe(2);
  });

  it('spends the ballast to bring a durable commit into the log', () => {
    const group = open();
    fullTimes = 1;
    write(group, commit(1));
    expect(existsSync(ballast())).toBe(false);
    expect(replies).toEqual([{ id: 1, written: [{ stream: 'alerts', offsets: [0] }] }]);
  });

  it('keeps a durable commit waiting until the log takes it, refuses new work, then goes on', () => {
    const group = open();
    fullTimes = 2;
    write(group, commit(1));
    expect([replies, group.waiting]).toEqual([[], true]);
    write(group, commit(2), { op: 'append', stream: 'events', lines: [line(9)] });
    const codes = replies.map((reply) => reply.fault?.code ?? reply.id);
    expect(codes.sort()).toEqual([1, 'log-full', 'state-full']);
    expect(group.waiting).toBe(false);
    expect(alerts.standing().end).toBe(1);
  });

  it('answers each call of a group by itself', () => {
    const group = open();
    write(group, { op: 'claim', stage: 'alerting', partition: 0 }, commit(3), commit(3), commit(4));
    expect(replies.map((reply) => [reply.id, reply.fault?.code ?? reply.count ?? 'ok'])).toEqual([
      [1, 1],
      [3, 'offset-replayed'],
      [2, 'ok'],
      [4, 'ok'],
    ]);
  });
});
