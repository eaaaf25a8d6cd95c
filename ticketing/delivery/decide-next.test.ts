import { describe, expect, it } from 'vitest';
import type { TicketOperation } from '../../domain/ticket.ts';
import { decideNext } from './decide-next.ts';
import type { IntoState, Next } from './decide-next.ts';
import { coalesce, mayCoalesce, newLane, tailIsUnsent } from './lane.ts';
import type { Lane } from './lane.ts';
import { afterRestart, settle } from './settle.ts';
import { plannedOperation } from '../../tests/fakes/planned-operation.ts';

const open = plannedOperation({ op: 'open' });
const at = (lane: Partial<Lane>, operation = open): Lane => ({
  ...newLane(operation, 'acme', 0),
  queue: [operation.id],
  ...lane,
});
const ask = (lane: Lane, operation: TicketOperation | undefined, into: IntoState = 'unknown', now = 1_000): Next =>
  decideNext({ lane, operation, into, now });

describe('what a lane does next', () => {
  const update = plannedOperation({ op: 'update', seq: 2 });
  const merge = plannedOperation({ op: 'merge', seq: 2, into: 'SURVIVOR' });
  const nextGeneration = plannedOperation({ op: 'open', key: 'SECOND' });
  const live = { ticket: 'T-1' };
  const cases: readonly [string, Next, Lane, TicketOperation | undefined, IntoState?][] = [
    ['nothing queued', { step: 'idle' }, at({ queue: [] }), undefined],
    ['first attempt of a create: no look-up', { step: 'send', find: false, again: false }, at({}), open],
    [
      'its result is awaited',
      { step: 'in-the-air' },
      at({ head: { phase: 'inflight', attempt: 0, epoch: 1, look: false } }),
      open,
    ],
    [
      'a retry is not due',
      { step: 'wait', until: 2_000 },
      at({ head: { phase: 'waiting', attempt: 1, notBefore: 2_000, look: false } }),
      open,
    ],
    [
      'a definite failure is sent again without a look-up',
      { step: 'send', find: false, again: true },
      at({ head: { phase: 'waiting', attempt: 1, notBefore: 900, look: false } }),
      open,
    ],
    [
      'in doubt: not before the quarantine is over',
      { step: 'wait', until: 1_001 },
      at({ head: { phase: 'in-doubt', attempt: 1, lookAt: 1_001 } }),
      open,
    ],
    [
      'in doubt and over: look first',
      { step: 'send', find: true, again: true },
      at({ head: { phase: 'in-doubt', attempt: 1, lookAt: 1_000 } }),
      open,
    ],
    [
      'a failed look-up is still a doubt',
      { step: 'send', find: true, again: true },
      at({ head: { phase: 'waiting', attempt: 2, notBefore: 0, look: true } }),
      open,
    ],
    [
      'a half-made create is completed',
      { step: 'send', find: false, again: true },
      at({ ...live, head: { phase: 'waiting', attempt: 1, notBefore: 0, look: true } }),
      open,
    ],
    [
      'a comment in doubt: asked again, ticket known',
      { step: 'send', find: false, again: true },
      at({ ...live, head: { phase: 'in-doubt', attempt: 1, lookAt: 0 } }, update),
      update,
    ],
    [
      'a comment to a ticket that nobody knows: look',
      { step: 'send', find: true, again: false },
      at({}, update),
      update,
    ],
    [
      'a comment to a ticket that was refused',
      { step: 'give-up', code: 'no-ticket' },
      at({ refused: true }, update),
      update,
    ],
    [
      'a merge before its survivor has a ticket',
      { step: 'blocked', on: 'SURVIVOR' },
      at(live, merge),
      merge,
      'pending',
    ],
    ['a merge whose survivor is ready', { step: 'send', find: false, again: false }, at(live, merge), merge, 'ready'],
    [
      'a merge whose survivor nobody knows',
      { step: 'send', find: false, again: false },
      at(live, merge),
      merge,
      'unknown',
    ],
    [
      'the next generation forgets the refusal of the one before',
      { step: 'send', find: false, again: false },
      at({ refused: true, queue: [nextGeneration.id] }),
      nextGeneration,
    ],
  ];
  it.each(cases)('%s', (_name, expected, lane, operation, into) => {
    expect(ask(lane, operation, into)).toEqual(expected);
  });
});

describe('what an answer means', () => {
  const flying = at({ head: { phase: 'inflight', attempt: 0, epoch: 1, look: false } });
  const terms = { now: 10_000, quarantineMs: 45_000 };
  const done = { outcome: 'done', ticket: { ticket: 'T-1', url: null } } as const;
  const failed = { outcome: 'failed', code: 'busy', message: 'busy', systemic: true } as const;

  it('done moves the lane on and keeps the ticket', () => {
    const { lane, result } = settle(flying, open, done, terms);
    expect(result).toBe('done');
    expect(lane).toMatchObject({ ticket: 'T-1', queue: [], head: { phase: 'waiting', attempt: 0 } });
  });

  it('a definite failure waits at least as long as the system asks', () => {
    const { lane, result } = settle(flying, open, { ...failed, retryAfterMs: 30_000 }, terms);
    expect(result).toBe('pending');
    expect(lane.head).toEqual({ phase: 'waiting', attempt: 1, notBefore: 40_000, look: false });
  });

  it('the delay doubles, has jitter, replays alike and is bounded', () => {
    const delays = [0, 1, 2, 3, 20].map((attempt) => {
      const lane = { ...flying, head: { phase: 'inflight' as const, attempt, epoch: 1, look: false } };
      const { head } = settle(lane, open, failed, terms).lane;
      expect(head).toEqual(settle(lane, open, failed, terms).lane.head);
      return head.phase === 'waiting' ? head.notBefore - terms.now : -1;
    });
    [1_000, 2_000, 4_000, 8_000, 60_000].forEach((full, n) => {
      expect(delays[n]).toBeGreaterThanOrEqual(full / 2);
      expect(delays[n]).toBeLessThanOrEqual(full);
    });
  });

  it('a doubt waits the quarantine', () => {
    const { lane, verdict } = settle(flying, open, { outcome: 'in-doubt', code: 'lost', message: 'lost' }, terms);
    expect(lane.head).toEqual({ phase: 'in-doubt', attempt: 1, lookAt: 55_000 });
    expect(verdict).toMatchObject({ reason: 'ticket-in-doubt', evidence: { quarantineMs: 45_000 } });
  });

  it('a doubt stays one when the look-up itself fails', () => {
    const looking = { ...flying, head: { phase: 'inflight' as const, attempt: 1, epoch: 1, look: true } };
    expect(settle(looking, open, failed, terms).lane.head).toMatchObject({ phase: 'waiting', look: true });
  });

  it.each([
    ['open', 'refused', false, true],
    ['update', 'refused', false, false],
    ['escalate', 'refused', true, false],
    ['reopen', 'refused', true, false],
    ['resolve', 'done', false, false],
    ['merge', 'done', false, false],
  ] as const)('a %s on a ticket that is gone: %s', (op, result, beyondReopening, lost) => {
    const operation = plannedOperation({ op });
    const gone = { outcome: 'refused', code: 'closed-for-good', message: 'gone' } as const;
    const settled = settle({ ...flying, queue: [operation.id] }, operation, gone, terms);
    expect(settled).toMatchObject({ result, beyondReopening, lane: { queue: [], refused: lost } });
  });

  it('at start, what was in the air is in doubt and what was not is not', () => {
    expect(afterRestart(flying, terms, false).head).toEqual({ phase: 'in-doubt', attempt: 1, lookAt: 57_000 });
    expect(afterRestart(at({}), terms, false)).toEqual(at({}));
    expect(afterRestart(at({}), terms, true).head).toMatchObject({ phase: 'in-doubt' });
  });
});

describe('coalescing', () => {
  const first = plannedOperation({ op: 'update', seq: 2, technicalText: 'one' });
  const second = plannedOperation({ op: 'update', seq: 3, technicalText: 'two', publicText: '' });

  it.each([
    ['update', 'update', true],
    ['update', 'escalate', false],
    ['escalate', 'update', false],
    ['open', 'update', false],
    ['resolve', 'resolve', false],
  ] as const)('%s then %s: %s', (earlier, later, may) => {
    expect(mayCoalesce(plannedOperation({ op: earlier }), plannedOperation({ op: later }))).toBe(may);
  });

  it('never over two generations', () => {
    expect(mayCoalesce(first, plannedOperation({ op: 'update', key: 'OTHER' }))).toBe(false);
  });

  it('keeps the newest fields and the words of both', () => {
    const both = coalesce(first, second);
    expect(both).toMatchObject({
      id: second.id,
      seq: 3,
      fields: { technicalText: 'one\ntwo', publicText: first.fields.publicText },
    });
  });

  it('stays short however many it stands for', () => {
    let all = first;
    for (let seq = 3; seq < 40; seq += 1)
      all = coalesce(all, plannedOperation({ op: 'update', seq, technicalText: String(seq) }));
    expect(all.fields.technicalText).toBe('35\n36\n37\n38\n39');
  });

  it.each([
    ['an empty queue', { queue: [] }, false],
    ['unsent', {}, true],
    ['in the air', { head: { phase: 'inflight', attempt: 0, epoch: 1, look: false } }, false],
    ['failed for certain', { head: { phase: 'waiting', attempt: 3, notBefore: 9, look: false } }, true],
    ['in doubt', { head: { phase: 'in-doubt', attempt: 1, lookAt: 9 } }, false],
    [
      'behind one in the air',
      { queue: ['a', 'b'], head: { phase: 'inflight', attempt: 0, epoch: 1, look: false } },
      true,
    ],
  ] as const)('%s: %s', (_name, lane, unsent) => {
    expect(tailIsUnsent(at(lane as Partial<Lane>))).toBe(unsent);
  });
});
