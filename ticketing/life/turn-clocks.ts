// Moves an incident's two clocks on: by the targets of its priority, in the hours that count for it. Pure.
import { slaClockNames } from '../../domain/incident-life.ts';
import { always } from '../../domain/open-time.ts';
import type { WorkCalendar } from '../../domain/open-time.ts';
import type { Policy, SlaTarget } from '../../domain/policy.ts';
import { parseServiceHours } from '../../domain/service-hours.ts';
import type { LifeFacts } from './life-facts.ts';
import { newClock, turnClock } from './sla-clock.ts';
import type { SlaClock, SlaTurned } from './sla-clock.ts';

export type ClockFacts = Pick<LifeFacts, 'incidentAt' | 'priority' | 'acknowledgedAt' | 'resolvedAt' | 'hours'>;

export interface Clocked {
  readonly facts: ClockFacts;
  readonly clocks: readonly SlaClock[];
  /** Whether a ticket waits for its user or a supplier. */
  readonly isWaiting: boolean;
}

export interface ClockMoment {
  readonly now: number;
  readonly policy: Policy;
}

export function newClocks({ incidentAt }: ClockFacts): readonly SlaClock[] {
  return slaClockNames.map((clock) => newClock(clock, incidentAt));
}

export function calendarOf({ sla, timezone }: Policy): WorkCalendar {
  return readHours(sla.calendar, timezone, sla.holidays);
}

function readHours(text: string, timezone: string, holidays: readonly string[]): WorkCalendar {
  const parsed = parseServiceHours(text, timezone);
  return 'hours' in parsed ? { hours: parsed.hours, holidays } : always;
}

function calendarFor({ counts }: SlaTarget, { hours }: ClockFacts, policy: Policy): WorkCalendar {
  if (counts === 'calendar') return calendarOf(policy);
  return counts === 'service' && hours !== null ? readHours(hours, policy.timezone, []) : always;
}

/** None where nothing is promised. */
export function turnClocks({ facts, clocks, isWaiting }: Clocked, { now, policy }: ClockMoment): SlaTurned[] {
  const target = policy.sla.targets[facts.priority - 1];
  if (!policy.sla.enabled || target === undefined) return [];
  const calendar = calendarFor(target, facts, policy);
  return clocks.map((clock) => {
    const isResponse = clock.clock === 'respond';
    return turnClock(clock, {
      ...{ now, calendar },
      targetMs: isResponse ? target.respondMs : target.resolveMs,
      isWaiting: isWaiting && !isResponse,
      endedAt: isResponse ? (facts.acknowledgedAt ?? facts.resolvedAt) : facts.resolvedAt,
    });
  });
}
