import { expect, it } from 'vitest';
import { AdapterError } from '../../domain/errors.ts';
import type { UnitOfWork } from '../../domain/ports/state-store.ts';
import { keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { SinkCall } from '../sink.ts';
import { Desk } from './desk.ts';

const call = (name: string, op: 'open' | 'update', seq: number): SinkCall => ({
  operation: operation(name, op, seq),
  ticket: null,
  into: null,
  again: false,
});

class WatchedStore extends MemoryStateStore {
  commits = 0;
  refusal: Error | null = null;

  override commit(unit: UnitOfWork): Promise<void> {
    this.commits += 1;
    return this.refusal === null ? super.commit(unit) : Promise.reject(this.refusal);
  }
}

it('numbers tickets on after a restart', async () => {
  const store = new MemoryStateStore(new MemoryEventLog());
  await (await Desk.open(store)).create(call('a', 'open', 1));
  const again = await Desk.open(store);
  expect(await again.create(call('b', 'open', 1))).toMatchObject({ ticket: { ticket: 'D-2' } });
  expect(await again.create(call('a', 'open', 1))).toMatchObject({ ticket: { ticket: 'D-1' } });
});

it('commits what comes at once in few units', async () => {
  const store = new WatchedStore(new MemoryEventLog());
  const desk = await Desk.open(store);
  await Promise.all(Array.from({ length: 200 }, (_, n) => desk.create(call(`i-${String(n)}`, 'open', 1))));
  expect(store.commits).toBeLessThan(5);
});

it('says no while the disk is full, loses nothing of before, and works after', async () => {
  const store = new WatchedStore(new MemoryEventLog());
  const desk = await Desk.open(store);
  await desk.create(call('a', 'open', 1));
  store.refusal = new AdapterError('state-full', 'full', { retryable: true });
  expect(await desk.create(call('b', 'open', 1))).toMatchObject({
    outcome: 'failed',
    code: 'state-full',
    systemic: true,
  });
  expect(await desk.find(keyNamed('b'))).toEqual({ outcome: 'found', tickets: [] });
  store.refusal = null;
  expect(await desk.create(call('b', 'open', 1))).toMatchObject({ outcome: 'done' });
  expect(await desk.update({ ...call('a', 'update', 2), ticket: 'D-1' })).toMatchObject({ outcome: 'done' });
});

it('is in doubt where another process took over', async () => {
  const store = new MemoryStateStore(new MemoryEventLog());
  const desk = await Desk.open(store);
  await Desk.open(store);
  expect(await desk.create(call('a', 'open', 1))).toMatchObject({ outcome: 'in-doubt', code: 'epoch-fenced' });
});
