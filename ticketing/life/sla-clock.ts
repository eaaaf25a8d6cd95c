// One service-level clock: how much of its target is used up, when the rest will be, and what is to be told. Pure.
import { slaShares as shares } from '../../domain/incident-life.ts';
import type { SlaClockName, SlaShare, SlaStanding } from '../../domain/incident-life.ts';
import { instantAfter, openMs } from '../../domain/open-time.ts';
import type { WorkCalendar } from '../../domain/open-time.ts';

export interface SlaClock {
  readonly clock: SlaClockName;
  readonly targetMs: number;
  /** Time that counts, used up by `at`. */
  readonly usedMs: number;
  readonly at: number;
  readonly state: SlaStanding['state'];
  readonly warned: 0 | SlaShare;
}

export interface SlaTurn {
  readonly now: number;
  readonly targetMs: number;
  readonly calendar: WorkCalendar;
  /** Waits for a user or a supplier. */
  readonly isWaiting: boolean;
  /** When what it measures was done; null: not yet. */
  readonly endedAt: number | null;
}

export interface SlaTurned {
  readonly clock: SlaClock;
  /** The highest share that was passed since the last turn; null: none. */
  readonly passed: SlaShare | null;
  /** When the next share will be; null: by time alone nothing changes. */
  readonly nextAt: number | null;
  readonly dueAt: number | null;
}

export function newClock(clock: SlaClockName, at: number): SlaClock {
  return { clock, targetMs: 0, usedMs: 0, at, state: 'running', warned: 0 };
}

function isOver({ state }: SlaClock): boolean {
  return state === 'met' || state === 'missed';
}

function used(clock: SlaClock, until: number, calendar: WorkCalendar): number {
  return clock.state === 'running' ? clock.usedMs + openMs(calendar, clock.at, until) : clock.usedMs;
}

function passedBy(usedMs: number, targetMs: number, warned: SlaClock['warned']): SlaShare | null {
  return shares.findLast((share) => share > warned && usedMs * 100 >= share * targetMs) ?? null;
}

function stateOf({ endedAt, isWaiting, targetMs }: SlaTurn, usedMs: number): SlaClock['state'] {
  if (endedAt !== null) return usedMs <= targetMs ? 'met' : 'missed';
  return isWaiting ? 'waiting' : 'running';
}

/** What was done stays done, and what is past is not told again when the target grows. */
export function turnClock(clock: SlaClock, turn: SlaTurn): SlaTurned {
  const { now, targetMs, calendar, endedAt } = turn;
  if (isOver(clock) && endedAt !== null) return { clock, passed: null, nextAt: null, dueAt: null };
  const until = Math.max(clock.at, Math.min(now, endedAt ?? now));
  const usedMs = used(clock, until, calendar);
  const state = stateOf(turn, usedMs);
  const passed = endedAt === null ? passedBy(usedMs, targetMs, clock.warned) : null;
  const next: SlaClock = { clock: clock.clock, targetMs, usedMs, at: until, state, warned: passed ?? clock.warned };
  // A problem that is back: the time in which it was over does not count.
  const turned = isOver(clock) ? { ...next, at: now } : next;
  return { clock: turned, passed, ...whenOf(turned, calendar) };
}

function whenOf(clock: SlaClock, calendar: WorkCalendar): Pick<SlaTurned, 'nextAt' | 'dueAt'> {
  if (clock.state !== 'running') return { nextAt: null, dueAt: null };
  const at = (share: number): number | null =>
    instantAfter(calendar, clock.at, (clock.targetMs * share) / 100 - clock.usedMs);
  const next = shares.find((share) => share > clock.warned);
  return { nextAt: next === undefined ? null : at(next), dueAt: at(100) };
}

export function standingOf({ clock, passed: _passed, nextAt: _next, dueAt }: SlaTurned): SlaStanding {
  const { clock: name, state, targetMs, warned } = clock;
  return { clock: name, state, targetMs, dueAt, warned };
}
