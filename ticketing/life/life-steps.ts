// Decides how far an incident has come in its life, when and by whom: from its header and looks at its tickets. Pure.
import { lifeStepNames } from '../../domain/incident-life.ts';
import type { LifeStep, LifeStepName } from '../../domain/incident-life.ts';
import { workingDaysAfter } from '../../domain/open-time.ts';
import type { WorkCalendar } from '../../domain/open-time.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import type { LifeFacts } from './life-facts.ts';

export interface LifeLook {
  readonly incident: LifeFacts;
  /** What brought the look; null: it was no look at a ticket. */
  readonly sighting: TicketSighting | null;
  readonly now: number;
  /** By it working days count. */
  readonly calendar: WorkCalendar;
  readonly postMortemDays: number;
  /** Who wrote the post-mortem, and when that was said; null: nobody yet. */
  readonly written: { readonly at: number; readonly by: string } | null;
}

type Reached = Pick<LifeStep, 'at' | 'by'>;

const vigie = 'vigie';
const notYet: Reached = { at: null, by: null };

/** A person's word first, else the routing to a team. */
function assigned({ incident, now }: LifeLook): Reached {
  const person = incident.assignee ?? incident.acknowledgedBy;
  if (person !== null) return { at: incident.acknowledgedAt ?? now, by: person };
  return incident.team === null ? notYet : { at: incident.incidentAt, by: vigie };
}

function resolved({ resolvedAt, resolvedBy, acknowledgedBy, assignee }: LifeFacts): Reached {
  if (resolvedAt === null) return notYet;
  return { at: resolvedAt, by: resolvedBy === 'person' ? (assignee ?? acknowledgedBy ?? vigie) : vigie };
}

/** Closed by the user's validation, or by whatever the ticketing system does in its place. */
function closed({ incident, sighting, now }: LifeLook): Reached {
  if (incident.state === 'open' || sighting?.standing !== 'closed') return notYet;
  return { at: Math.min(now, sighting.changedAt), by: sighting.assignee ?? sighting.sink };
}

function diagnosed({ incident, now }: LifeLook): Reached {
  return incident.isCauseClear ? { at: now, by: vigie } : notYet;
}

const reach: Readonly<Record<LifeStepName, (look: LifeLook) => Reached>> = {
  registered: ({ incident }) => ({ at: incident.incidentAt, by: vigie }),
  qualified: ({ incident }) => ({ at: incident.incidentAt, by: vigie }),
  prioritised: ({ incident }) => ({ at: incident.incidentAt, by: vigie }),
  assigned,
  diagnosed,
  resolved: ({ incident }) => resolved(incident),
  closed,
  'post-mortem': ({ written }) => written ?? notYet,
};

/** What a returned problem undoes. */
const undone: ReadonlySet<LifeStepName> = new Set(['resolved', 'closed']);

function dueAt(step: LifeStepName, { incident, calendar, postMortemDays }: LifeLook): number | null {
  const { wasMajor, resolvedAt } = incident;
  if (step !== 'post-mortem' || !wasMajor || resolvedAt === null) return null;
  return workingDaysAfter(calendar, resolvedAt, postMortemDays);
}

/** The routing to a team gives way to the person who takes it. */
function isBetter(step: LifeStepName, known: Reached, found: Reached): boolean {
  return known.at === null || (step === 'assigned' && known.by === vigie && found.by !== vigie && found.at !== null);
}

/** Each step keeps the first time and hand that reached it. */
export function reachSteps(before: readonly LifeStep[], look: LifeLook): LifeStep[] {
  const isOpen = look.incident.state === 'open';
  return lifeStepNames.map((step): LifeStep => {
    const known = before.find((other) => other.step === step) ?? notYet;
    const kept = isOpen && undone.has(step) ? notYet : known;
    const found = reach[step](look);
    const { at, by } = isBetter(step, kept, found) ? found : kept;
    return { step, at, by, dueAt: dueAt(step, look) };
  });
}
