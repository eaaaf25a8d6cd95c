import { describe, expect, it } from 'vitest';
import { LockOut } from './lock-out.ts';
import type { SinkReply } from './sink-reply.ts';

const refused: SinkReply = { kind: 'failed', code: 'x-locked-out', message: 'wrong password' };
const ok: SinkReply = { kind: 'ok', status: 200, json: {}, headers: {} };
const down: SinkReply = { kind: 'failed', code: 'x-unreachable', message: 'not reached' };

class Account {
  now = 0;
  calls = 0;
  answer: SinkReply = refused;
  readonly #gate = new LockOut({ now: () => this.now });

  ask(): Promise<SinkReply | number> {
    return this.#gate.pass(
      async () => {
        this.calls += 1;
        await Promise.resolve();
        return this.answer;
      },
      (reply) => reply === refused,
    );
  }
}

describe('wrong credentials', () => {
  it('are tried once, however many calls wait; then asked again ever less often', async () => {
    const account = new Account();
    const first = await Promise.all(Array.from({ length: 20 }, () => account.ask()));
    expect(account.calls).toBe(1);
    expect(first.filter((told) => told === refused)).toHaveLength(1);
    expect(first.filter((told) => told === 60_000)).toHaveLength(19);
    for (const [afterMs, calls] of [
      [59_999, 1],
      [60_000, 2],
      [120_000, 2],
      [180_000, 3],
      [24 * 3_600_000, 4],
      [24 * 3_600_000 + 899_999, 5],
    ] as const) {
      account.now = afterMs;
      await account.ask();
      expect(account.calls, String(afterMs)).toBe(calls);
    }
  });

  it('that are repaired let everything through', async () => {
    const account = new Account();
    await account.ask();
    account.now = 60_000;
    account.answer = ok;
    await Promise.all(Array.from({ length: 5 }, () => account.ask()));
    expect(account.calls).toBe(6);
  });

  it('that turn wrong count once for all calls that were in the air', async () => {
    const account = new Account();
    account.answer = ok;
    await account.ask();
    account.answer = refused;
    await Promise.all(Array.from({ length: 4 }, () => account.ask()));
    expect(account.calls).toBe(5);
    account.now = 59_999;
    expect(await account.ask()).toBe(1);
    account.now = 60_000;
    expect(await account.ask()).toBe(refused);
  });

  it('are not what a system that is down means', async () => {
    const account = new Account();
    account.answer = down;
    expect(await account.ask()).toBe(down);
    expect(await account.ask()).toBe(down);
  });
});
