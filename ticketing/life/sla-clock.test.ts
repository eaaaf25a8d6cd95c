import { describe, expect, it } from 'vitest';
import { always } from '../../domain/open-time.ts';
import { parseServiceHours } from '../../domain/service-hours.ts';
import { newClock, turnClock } from './sla-clock.ts';
import type { SlaClock, SlaTurn, SlaTurned } from './sla-clock.ts';

const minute = 60_000;
const hour = 60 * minute;

const turn = (clock: SlaClock, parts: Partial<SlaTurn> & { readonly now: number }): SlaTurned =>
  turnClock(clock, { targetMs: hour, calendar: always, isWaiting: false, endedAt: null, ...parts });

describe('a service-level clock', () => {
  const started = turn(newClock('resolve', 0), { now: 0 });

  it('warns at 50, 75 and 100 %, each once, and says when the next will be', () => {
    expect(started).toMatchObject({ passed: null, nextAt: 30 * minute, dueAt: hour });
    const half = turn(started.clock, { now: 30 * minute });
    expect(half).toMatchObject({ passed: 50, nextAt: 45 * minute });
    expect(turn(half.clock, { now: 44 * minute }).passed).toBeNull();
    const over = turn(half.clock, { now: 3 * hour });
    expect(over).toMatchObject({ passed: 100, nextAt: null, clock: { warned: 100, state: 'running' } });
    expect(turn(over.clock, { now: 4 * hour }).passed).toBeNull();
  });

  it('stands still while a ticket waits for its user', () => {
    const waiting = turn(started.clock, { now: 10 * minute, isWaiting: true });
    expect(waiting).toMatchObject({ nextAt: null, dueAt: null, clock: { state: 'waiting', usedMs: 10 * minute } });
    const back = turn(waiting.clock, { now: 5 * hour });
    expect(back).toMatchObject({ dueAt: 5 * hour + 50 * minute, nextAt: 5 * hour + 20 * minute });
  });

  it('is met or missed by when it was done, not by when that was heard', () => {
    expect(turn(started.clock, { now: 2 * hour, endedAt: 59 * minute }).clock.state).toBe('met');
    expect(turn(started.clock, { now: 2 * hour, endedAt: 61 * minute })).toMatchObject({
      passed: null,
      clock: { state: 'missed', usedMs: 61 * minute },
    });
  });

  it('goes on when the problem is back, without the time in which it was over', () => {
    const met = turn(started.clock, { now: 20 * minute, endedAt: 20 * minute });
    const back = turn(met.clock, { now: 50 * minute });
    expect(back.clock).toMatchObject({ state: 'running', usedMs: 20 * minute });
    expect(back.dueAt).toBe(90 * minute);
  });

  it('takes the target of the present priority, from registration on, and never warns twice', () => {
    const tight = turn(started.clock, { now: 40 * minute, targetMs: 30 * minute });
    expect(tight.passed).toBe(100);
    expect(turn(tight.clock, { now: 45 * minute, targetMs: 4 * hour }).passed).toBeNull();
  });

  it('counts the hours that count', () => {
    const parsed = parseServiceHours('Mo-Fr 08:00-18:00', 'UTC');
    const calendar = 'hours' in parsed ? { hours: parsed.hours, holidays: [] } : always;
    const friday = Date.UTC(2026, 10, 27, 17, 30);
    const late = turn(newClock('respond', friday), { now: friday, calendar });
    expect(late.dueAt).toBe(Date.UTC(2026, 10, 30, 8, 30));
    expect(turn(late.clock, { now: Date.UTC(2026, 10, 29), calendar }).passed).toBe(50);
  });

  it('a target of nothing is missed at once', () => {
    expect(turn(newClock('respond', 0), { now: 0, targetMs: 0 }).passed).toBe(100);
  });
});
