import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AdapterError } from '../domain/errors.ts';
import { defaultPolicy } from '../domain/policy.ts';
import type { UnitOfWork } from '../domain/ports/state-store.ts';
import type { LogRecord, StoredRecord } from '../domain/record.ts';
import { storedTallies, TallyStage } from '../tests/fakes/tally-stage.ts';
import { ToldClock } from './clock/told-clock.ts';
import { controlRecord, ControlBodies } from './log/control-bodies.ts';
import { MemoryEventLog } from './log/memory-event-log.ts';
import { StageOwner } from './stage-owner.ts';
import type { StageSeat } from './stage-seat.ts';
import { MemoryStateStore } from './state/memory-state-store.ts';

const start = Date.UTC(2026, 10, 24, 8);

function delivery(n: number, key: string, body: object = {}): LogRecord {
  const receivedAt = start + n * 1_000;
  return { v: 1, id: `d${String(n)}`, tenant: 't', key, kind: 'delivery', occurredAt: receivedAt, receivedAt, body };
}

describe('StageOwner', () => {
  let log: MemoryEventLog;
  let store: MemoryStateStore;
  let clock: ToldClock;
  let told: string[];
  const seat = (over: Partial<StageSeat> = {}): StageSeat => ({
    create: () => new TallyStage(),
    input: 'events',
    ticks: true,
    log,
    store,
    clock,
    controls: new ControlBodies(log),
    onRebuild: ({ reason }) => told.push(reason),
    onPoison: ({ offset, code, reason }) => told.push(`${String(offset)} ${code} ${reason}`),
    ...over,
  });
  const outputs = async (): Promise<readonly StoredRecord[]> => log.read('alerts', 0, 0, 1_000);
  beforeEach(() => {
    log = new MemoryEventLog();
    store = new MemoryStateStore(log);
    clock = new ToldClock(start);
    told = [];
  });

  it('reads, decides and commits a batch; then is at the end', async () => {
    await log.append('events', [delivery(0, 'a'), delivery(1, 'b'), delivery(2, 'a')]);
    const owner = await StageOwner.open(seat());
    expect(await owner.step()).toBe(3);
    expect(await owner.step()).toBe(0);
    expect(await storedTallies(store)).toEqual({ a: 2, b: 1 });
    expect(await store.position('tally', 0)).toMatchObject({ offset: 3, log: 'memory-events', chain: owner.chain });
    expect((await outputs()).map((record) => record.from)).toEqual(
      [0, 1, 2].map((offset) => ({ stage: 'tally@memory-events', partition: 0, offset, seq: 0 })),
    );
  });

  it('is brought back under the policy that it had come past, not under a later one', async () => {
    const controls = new ControlBodies(log);
    const announce = async (version: number, afterMs: number): Promise<LogRecord> => {
      const body = { ...defaultPolicy, resolve: { ...defaultPolicy.resolve, afterMs } };
      const publication = { tenant: 't', receivedAt: start, version, control: { kind: 'policy', body } as const };
      return controlRecord(await controls.publish(publication), publication);
    };
    const known: (number | undefined)[] = [];
    const create: StageSeat['create'] = ({ policy }) => {
      known.push(policy?.resolve.afterMs);
      return new TallyStage();
    };
    await log.append('events', [await announce(1, 1_000), delivery(0, 'a')]);
    await (await StageOwner.open(seat({ controls, create }))).step();
    await log.append('events', [await announce(2, 2_000), delivery(1, 'a')]);
    known.length = 0;
    const owner = await StageOwner.open(seat({ controls, create }));
    expect(known.at(-1)).toBe(1_000);
    await owner.step();
    await StageOwner.open(seat({ controls, create }));
    expect(known.at(-1)).toBe(2_000);
  });

  it('goes on where it stood, with its rows', async () => {
    await log.append('events', [delivery(0, 'a')]);
    await (await StageOwner.open(seat())).step();
    await log.append('events', [delivery(1, 'a')]);
    const second = await StageOwner.open(seat());
    await second.step();
    expect(await storedTallies(store)).toEqual({ a: 2 });
    expect(await outputs()).toHaveLength(2);
  });

  it('has the same chain however its records were batched', async () => {
    const records = [0, 1, 2, 3].map((n) => delivery(n, 'a'));
    await log.append('events', records);
    const whole = await StageOwner.open(seat());
    await whole.step();
    const other = new MemoryEventLog();
    const single = await StageOwner.open(seat({ log: other, store: new MemoryStateStore(other) }));
    for (const record of records) {
      await other.append('events', [record]);
      await single.step();
    }
    expect(single.chain).toBe(whole.chain);
    expect(whole.chain).toMatch(/^[0-9a-f]{64}$/);
  });

  it('writes nothing twice when its state was lost and it starts again', async () => {
    const owner = await StageOwner.open(seat());
    for (const batch of [[0, 1, 2], [3], [4, 5]]) {
      await log.append(
        'events',
        batch.map((n) => delivery(n, 'a')),
      );
      await owner.step();
    }
    const before = await outputs();
    store = new MemoryStateStore(log);
    const again = await StageOwner.open(seat());
    await log.append('events', [delivery(6, 'a')]);
    while ((await again.step()) > 0);
    expect(await storedTallies(store)).toEqual({ a: 7 });
    expect((await outputs()).slice(0, 6)).toEqual(before);
    expect(await outputs()).toHaveLength(7);
  });

  it('starts again from the first record when the log is another one', async () => {
    await log.append('events', [delivery(0, 'a'), delivery(1, 'a')]);
    await (await StageOwner.open(seat())).step();
    const other = new MemoryEventLog({ identity: 'other' });
    await other.append('events', [delivery(0, 'b')]);
    const owner = await StageOwner.open(seat({ log: other }));
    await owner.step();
    expect(told).toEqual(['log-recreated']);
    expect(await storedTallies(store)).toEqual({ b: 1 });
    expect(await outputs()).toHaveLength(3);
  });

  it('starts again when it stands beyond the end of the log', async () => {
    await log.append('events', [delivery(0, 'a'), delivery(1, 'a')]);
    await (await StageOwner.open(seat())).step();
    const shorter = new MemoryEventLog();
    await shorter.append('events', [delivery(0, 'c')]);
    await (await StageOwner.open(seat({ log: shorter }))).step();
    expect(told).toEqual(['offset-beyond-end']);
    expect(await storedTallies(store)).toEqual({ c: 1 });
  });

  it('sets a poison record aside whole, and is as if it had never come', async () => {
    await log.append('events', [delivery(0, 'a')]);
    const owner = await StageOwner.open(seat());
    await owner.step();
    const poison = delivery(2, 'a', { add: 100, poison: true });
    await log.append('events', [delivery(1, 'a'), poison, delivery(3, 'a'), delivery(4, 'b', { add: 'x' })]);
    expect(await owner.step()).toBe(4);
    expect(await storedTallies(store)).toEqual({ a: 3 });
    expect((await outputs()).map((record) => (record.body as { count: number }).count)).toEqual([1, 2, 3]);
    const letters = await log.read('dead-letters', 0, 0, 10);
    expect(letters[0]?.body).toMatchObject({ stage: 'tally', code: 'defect', record: { ...poison, offset: 2 } });
    expect(told[0]).toBe('2 defect Error: it does not go down');
    expect(letters).toHaveLength(2);
  });

  it('keeps what it decided when the store is full, and commits it later, once', async () => {
    let full = true;
    const commits: UnitOfWork[] = [];
    const tight = new Proxy(store, {
      get: (target, name) => {
        if (name !== 'commit') return (Reflect.get(target, name) as () => unknown).bind(target);
        return async (unit: UnitOfWork): Promise<void> => {
          commits.push(unit);
          if (full) throw new AdapterError('state-full', 'no space', { retryable: true });
          return target.commit(unit);
        };
      },
    });
    await log.append('events', [delivery(0, 'a')]);
    const owner = await StageOwner.open(seat({ store: tight }));
    await expect(owner.step()).rejects.toMatchObject({ code: 'state-full' });
    await log.append('events', [delivery(1, 'a')]);
    full = false;
    expect([await owner.step(), await owner.step(), await owner.step()]).toEqual([1, 1, 0]);
    expect(commits[0]).toBe(commits[1]);
    expect(await storedTallies(store)).toEqual({ a: 2 });
  });

  it('loads the body that a control record points at, before the records after it', async () => {
    const controls = new ControlBodies(log);
    const control = { kind: 'policy' as const, body: { ...defaultPolicy, language: 'fr' as const } };
    const publication = { tenant: 't', receivedAt: start, version: 1, control };
    const pointer = await controls.publish(publication);
    await controls.publish(publication);
    expect(await log.end('control', 0)).toBe(1);
    await log.append('events', [controlRecord(pointer, publication), delivery(0, 'a')]);
    const stage = new TallyStage();
    const owner = await StageOwner.open(seat({ create: () => stage }));
    await owner.step();
    expect(stage.languages).toEqual(['fr']);
  });

  it('sets a control record aside whose body is gone or changed', async () => {
    const gone = controlRecord(
      { kind: 'cmdb', version: 1, sha256: 'f00' },
      { tenant: 't', receivedAt: start, version: 1 },
    );
    await log.append('events', [gone, { ...gone, body: { kind: 'cmdb' } }, delivery(0, 'a')]);
    const owner = await StageOwner.open(seat());
    expect(await owner.step()).toBe(3);
    expect(await log.end('dead-letters', 0)).toBe(2);
    expect(told[0]).toContain('control-missing');
    expect(await storedTallies(store)).toEqual({ a: 1 });
  });

  it.each([
    ['a flag', { ...defaultPolicy, flags: [...defaultPolicy.flags, 9_999] }, 'flag 9999'],
    ['a member', { ...defaultPolicy, resolve: { ...defaultPolicy.resolve, laterMs: 5 } }, 'resolve.laterMs'],
  ])('stands still before a policy of a later version: %s', async (_what, body, named) => {
    const publication = { tenant: 't', receivedAt: start, version: 1, control: { kind: 'policy', body } as const };
    const pointer = await new ControlBodies(log).publish(publication);
    await log.append('events', [delivery(0, 'a'), controlRecord(pointer, publication), delivery(1, 'a')]);
    const owner = await StageOwner.open(seat());
    const refusal = { code: 'policy-newer', retryable: false, message: expect.stringContaining(named) as string };
    await expect(owner.step()).rejects.toMatchObject(refusal);
    expect(await store.position('tally', 0)).toBeNull();
    expect(await log.end('dead-letters', 0)).toBe(0);
  });

  describe('a fault of log or state amid a decision', () => {
    const away = new AdapterError('kafka-unreachable', 'no broker', { retryable: true });
    const fromAlerting = (n: number, body: object = {}): LogRecord => ({
      ...delivery(n, 'a', body),
      from: { stage: 'alerting@x', partition: 0, offset: n, seq: 0 },
    });

    it('sets no policy aside, and loses nothing of what was read with it', async () => {
      const controls = new ControlBodies(log);
      const publication = { tenant: 't', receivedAt: start, version: 1 };
      const control = { kind: 'policy' as const, body: { ...defaultPolicy, language: 'fr' as const } };
      const pointer = await controls.publish({ ...publication, control });
      await log.append('events', [fromAlerting(0), controlRecord(pointer, publication), fromAlerting(1)]);
      const stage = new TallyStage();
      vi.spyOn(controls, 'bodyFor').mockRejectedValueOnce(away);
      const owner = await StageOwner.open(seat({ controls, create: () => stage }));
      await expect(owner.step()).rejects.toMatchObject({ code: 'kafka-unreachable' });
      expect([await owner.step(), await owner.step()]).toEqual([3, 0]);
      expect(await storedTallies(store)).toEqual({ a: 2 });
      expect(stage.languages).toEqual(['fr']);
      expect(await log.end('dead-letters', 0)).toBe(0);
    });

    it('loses nothing where the state is away when a stage that met poison is brought back', async () => {
      await log.append('events', [fromAlerting(0), fromAlerting(1, { poison: true }), fromAlerting(2)]);
      const owner = await StageOwner.open(seat());
      vi.spyOn(store, 'load').mockImplementationOnce(() => {
        throw away;
      });
      await expect(owner.step()).rejects.toMatchObject({ code: 'kafka-unreachable' });
      expect([await owner.step(), await owner.step()]).toEqual([3, 0]);
      expect(await storedTallies(store)).toEqual({ a: 2 });
      expect(await log.end('dead-letters', 0)).toBe(1);
    });
  });

  it('asks for a tick when its timer is due, once, and after a restart too', async () => {
    await log.append('events', [delivery(0, 'a', { dueInMs: 4_500 })]);
    const first = await StageOwner.open(seat());
    await first.step();
    const owner = await StageOwner.open(seat());
    expect(owner.tickAt).toBe(start + 5_000);
    clock.advanceTo(start + 5_003);
    await owner.tick();
    expect(owner.tickAt).toBeNull();
    await owner.step();
    expect((await outputs()).map((record) => (record.body as { count: number }).count)).toEqual([1, -1]);
    expect(owner.logicalMs).toBe(start + 5_003);
    expect(owner.tickAt).toBe(start + 60_000);
  });

  it('never tells an earlier time than the stage already has', async () => {
    await log.append('events', [delivery(30, 'a', { dueInMs: 0 })]);
    const owner = await StageOwner.open(seat());
    await owner.step();
    await owner.tick();
    expect((await log.read('events', 0, 1, 1))[0]?.receivedAt).toBe(start + 30_000);
  });

  it('leaves the ticks to another owner where told so', async () => {
    await log.append('events', [delivery(0, 'a', { dueInMs: 10 })]);
    const owner = await StageOwner.open(seat({ ticks: false }));
    await owner.step();
    expect(owner.tickAt).toBeNull();
  });

  it('does not read back rows of a stage that only writes', async () => {
    await log.append('events', [delivery(0, 'a')]);
    const create = (): TallyStage => new TallyStage({ writeOnly: true });
    await (await StageOwner.open(seat({ create }))).step();
    await log.append('events', [delivery(1, 'a')]);
    await (await StageOwner.open(seat({ create }))).step();
    expect(await storedTallies(store)).toEqual({ a: 1 });
  });
});
