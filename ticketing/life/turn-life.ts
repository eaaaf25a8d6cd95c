// Decides what a moment makes of an incident's life: steps reached, clocks moved on, warnings and reminders due. Pure.
import type { Decision } from '../../domain/decision.ts';
import type { IncidentLife, SlaClockName, SlaShare } from '../../domain/incident-life.ts';
import { workingDaysAfter } from '../../domain/open-time.ts';
import type { Policy } from '../../domain/policy.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import type { LifeFacts } from './life-facts.ts';
import { reachSteps } from './life-steps.ts';
import { standingOf } from './sla-clock.ts';
import type { SlaClock, SlaTurned } from './sla-clock.ts';
import { calendarOf, newClocks, turnClocks } from './turn-clocks.ts';

export interface LifeRow {
  readonly facts: LifeFacts;
  readonly clocks: readonly SlaClock[];
  /** As it was told last, without its decisions. */
  readonly told: Omit<IncidentLife, 'decisions'> | null;
  /** Whether a ticket waits for its user or a supplier. */
  readonly isWaiting: boolean;
  readonly reminded: boolean;
  /** The post-mortem, as a person said that it was written; absent: not yet. */
  readonly written?: { readonly at: number; readonly by: string; readonly where: string };
}

export interface LifeMoment {
  readonly now: number;
  readonly policy: Policy;
  readonly sighting: TicketSighting | null;
}

/** What technicians are to read in the ticket. */
export type LifeNote =
  | {
      readonly about: 'sla';
      readonly clock: SlaClockName;
      readonly share: SlaShare;
      readonly targetMs: number;
      readonly dueAt: number | null;
    }
  | { readonly about: 'post-mortem'; readonly dueAt: number }
  | { readonly about: 'post-mortem-written'; readonly by: string; readonly where: string };

export interface LifeTurn {
  readonly row: LifeRow;
  /** Null: as it was told. */
  readonly life: IncidentLife | null;
  readonly notes: readonly LifeNote[];
  /** When time alone changes it; null: never. */
  readonly nextAt: number | null;
}

export function newLife(facts: LifeFacts): LifeRow {
  return { facts, clocks: newClocks(facts), told: null, isWaiting: false, reminded: false };
}

function warning({ facts }: LifeRow, { clock, passed, dueAt }: SlaTurned, now: number): Decision {
  const isOver = passed === 100;
  const { clock: name, targetMs, usedMs } = clock;
  return {
    id: `L${facts.id}.${name}.${String(passed)}.${String(now)}`,
    at: now,
    subject: { type: 'incident', id: facts.id },
    outcome: `${name} ${String(passed)} %`,
    reason: isOver ? 'sla-breached' : 'sla-warning',
    evidence: { clock: name, share: (passed ?? 0) / 100, targetMs, usedMs, dueAt, priority: facts.priority },
  };
}

/** Few: half-way shows on the console alone. */
const notedFrom = 75;

function noteOf({ clock, passed, dueAt }: SlaTurned): LifeNote[] {
  if (passed === null || passed < notedFrom) return [];
  return [{ about: 'sla', clock: clock.clock, share: passed, targetMs: clock.targetMs, dueAt }];
}

/** The day before it is due. */
function reminderAt({ facts, reminded, written }: LifeRow, policy: Policy): number | null {
  if (written !== undefined || !facts.wasMajor || facts.resolvedAt === null || facts.state !== 'resolved' || reminded)
    return null;
  return workingDaysAfter(calendarOf(policy), facts.resolvedAt, policy.sla.postMortemDays - 1);
}

function postMortemDue({ facts, told }: LifeRow, dueAt: number | null, now: number): Decision[] {
  const before = told?.steps.find(({ step }) => step === 'post-mortem')?.dueAt ?? null;
  if (dueAt === null || before === dueAt) return [];
  const subject = { type: 'incident', id: facts.id } as const;
  const id = `L${facts.id}.post-mortem.${String(now)}`;
  return [{ id, at: now, subject, outcome: 'due', reason: 'post-mortem-due', evidence: { dueAt } }];
}

function isWrittenNow({ written, told }: LifeRow): boolean {
  return written !== undefined && (told?.steps.find(({ step }) => step === 'post-mortem')?.at ?? null) === null;
}

function postMortemWritten(row: LifeRow, now: number): Decision[] {
  if (row.written === undefined || !isWrittenNow(row)) return [];
  const { by, where } = row.written;
  const subject = { type: 'incident', id: row.facts.id } as const;
  const id = `L${row.facts.id}.post-mortem-written.${String(now)}`;
  return [{ id, at: now, subject, outcome: 'written', reason: 'post-mortem-written', evidence: { by, where } }];
}

export function turnLife(row: LifeRow, moment: LifeMoment): LifeTurn {
  const { now, policy, sighting } = moment;
  const { facts } = row;
  const turned = turnClocks(row, moment);
  const calendar = calendarOf(policy);
  const look = {
    incident: facts,
    sighting,
    now,
    calendar,
    postMortemDays: policy.sla.postMortemDays,
    written: row.written ?? null,
  };
  const steps = reachSteps(row.told?.steps ?? [], look);
  const dueAt = steps.at(-1)?.dueAt ?? null;
  const remindAt = reminderAt(row, policy);
  const isReminder = remindAt !== null && remindAt <= now && dueAt !== null;
  const warned = turned.filter(({ passed }) => passed !== null).map((clock) => warning(row, clock, now));
  const told = { incident: facts.id, priority: facts.priority, steps, clocks: turned.map(standingOf) };
  const reminder: LifeNote[] = isReminder ? [{ about: 'post-mortem', dueAt }] : [];
  const times = [...turned.map(({ nextAt }) => nextAt), isReminder ? null : remindAt].filter((at) => at !== null);
  return {
    row: { ...row, clocks: clocksAfter(row, turned), told, reminded: row.reminded || isReminder },
    life: isSame(row.told, told)
      ? null
      : { ...told, decisions: [...warned, ...postMortemDue(row, dueAt, now), ...postMortemWritten(row, now)] },
    notes: [...turned.flatMap(noteOf), ...reminder, ...writtenNote(row)],
    nextAt: times.length === 0 ? null : Math.min(...times),
  };
}

function writtenNote(row: LifeRow): LifeNote[] {
  if (row.written === undefined || !isWrittenNow(row)) return [];
  return [{ about: 'post-mortem-written', by: row.written.by, where: row.written.where }];
}

function clocksAfter({ clocks }: LifeRow, turned: readonly SlaTurned[]): readonly SlaClock[] {
  return turned.length === 0 ? clocks : turned.map(({ clock }) => clock);
}

function isSame(before: LifeRow['told'], now: Omit<IncidentLife, 'decisions'>): boolean {
  return before !== null && JSON.stringify(before) === JSON.stringify(now);
}
