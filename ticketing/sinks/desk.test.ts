import { expect, it } from 'vitest';
import { AdapterError } from '../../domain/errors.ts';
import type { UnitOfWork } from '../../domain/ports/state-store.ts';
import { keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { SinkCall } from '../sink.ts';
import { ticketDoneKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import type { LogRecord } from '../../domain/record.ts';
import { Desk } from './desk.ts';
import { deskStage } from './desk-ticket.ts';

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

/** Commits, and loses the answer as often as it is told. */
class SilentStore extends MemoryStateStore {
  silences = 0;
  #done = new WeakSet<UnitOfWork>();

  override async commit(unit: UnitOfWork): Promise<void> {
    if (this.#done.has(unit)) return;
    await super.commit(unit);
    this.#done.add(unit);
    if (this.silences-- > 0) throw new AdapterError('state-unreachable', 'no answer', { retryable: true });
  }
}

it('asks a commit in doubt again before anything else, and numbers nothing twice', async () => {
  const store = new SilentStore(new MemoryEventLog());
  const desk = await Desk.open(store);
  store.silences = 1;
  expect(await desk.create(call('a', 'open', 1))).toMatchObject({ outcome: 'failed', code: 'state-unreachable' });
  expect(await desk.create(call('a', 'open', 1))).toMatchObject({ ticket: { ticket: 'D-1' } });
  expect(await desk.create(call('b', 'open', 1))).toMatchObject({ ticket: { ticket: 'D-2' } });
});

function doneRecord(step: TicketStep): LogRecord {
  const { operation: told } = step;
  return {
    v: 1,
    id: `done-${told.id}`,
    tenant: 'acme',
    key: told.incident,
    kind: ticketDoneKind,
    occurredAt: told.at,
    receivedAt: told.at,
    body: step,
  };
}

it('has its tickets again from the log when the state is lost', async () => {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  const desk = await Desk.open(store, log);
  const steps = [call('a', 'open', 1), call('b', 'open', 1), call('a', 'update', 2)];
  for (const step of steps) {
    const method = step.operation.op === 'open' ? 'create' : 'update';
    const outcome = await desk[method](step);
    if (outcome.outcome !== 'done') throw new Error('not done');
    await log.append('tickets', [doneRecord({ operation: step.operation, decisions: [], ...outcome.ticket })]);
  }
  const elsewhere = { operation: operation('c', 'open', 1), decisions: [], ticket: 'D-9', url: 'https://glpi/9' };
  await log.append('tickets', [doneRecord(elsewhere)]);
  const empty = new MemoryStateStore(log);
  const again = await Desk.open(empty, log);
  expect(await empty.hash(deskStage, 0)).toBe(await store.hash(deskStage, 0));
  expect(await again.find(keyNamed('a'))).toMatchObject({ tickets: [{ ticket: 'D-1' }] });
  expect(await again.create(call('d', 'open', 1))).toMatchObject({ ticket: { ticket: 'D-3' } });
});
