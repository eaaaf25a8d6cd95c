// What planning remembers of an incident: its tickets, what each told last, and what waits to be told.
import { base32Id } from '../../domain/identity.ts';
import type { Recovery } from '../compose/recovery.ts';
import type { MaterialChange, Told } from '../compose/told.ts';
import type { Language } from '../wording/language.ts';
import { untouched } from './hand.ts';
import type { Hand } from './hand.ts';

/** A ticketing system that gets a ticket of each incident, and the language of its readers. */
export interface PlannedSink {
  readonly name: string;
  readonly language: Language;
  /** Whether problems get a record of their own there. */
  readonly problems?: boolean;
  /** Whether what people write there is read, so that they may ask for no more updates. */
  readonly heard?: boolean;
}

/** What gets a ticket by the granularity policy: one per incident. */
export const incidentUnit = 'incident';

export interface PlannedTicket {
  readonly sink: string;
  readonly unit: string;
  readonly generation: number;
  readonly key: string;
  /** Of the last operation planned for this key. */
  readonly seq: number;
  /** `gone`: merged or deleted by hand, never to be made anew. */
  readonly state: 'open' | 'resolved' | 'merged' | 'gone';
  readonly told: Told;
  /** When the last operation with a text was planned, logical time. */
  readonly lastAt: number;
  /** Since when a material change waits for its minute to pass; null: none waits. */
  readonly waitingSince: number | null;
  /** What has waited so far, each kind once. */
  readonly waiting: readonly MaterialChange[];
  /** What people did to it; absent: never looked at. */
  readonly hand?: Hand;
}

export interface PlannedIncident {
  readonly incident: string;
  readonly tenant: string;
  readonly tickets: readonly PlannedTicket[];
  readonly recovery: Recovery;
  /** When it was resolved or merged, logical time; null while open. */
  readonly endedAt: number | null;
  /** When a part of it will have been over for long enough; absent: none waits for that. */
  readonly overAt?: number;
}

export function withTicket(row: PlannedIncident, before: PlannedTicket, after: PlannedTicket): PlannedIncident {
  return { ...row, tickets: row.tickets.map((ticket) => (ticket === before ? after : ticket)) };
}

export function handOn({ hand }: PlannedTicket): Hand {
  return hand ?? untouched;
}

/** A person asked for no more updates on it. */
export function isStopped(ticket: PlannedTicket): boolean {
  return (handOn(ticket).stoppedBy ?? null) !== null;
}

/** Open, and nobody closed it by hand or asked for no more: beside what changed it may be told more. */
export function isTold(ticket: PlannedTicket): boolean {
  return ticket.state === 'open' && handOn(ticket).closedSince === null && !isStopped(ticket);
}

export interface TicketIdentity {
  readonly tenant: string;
  readonly incident: string;
  readonly sink: string;
  readonly unit: string;
  readonly generation: number;
}

/** K: 26 characters of [A-Z2-7], the same in every life of Vigie. */
export function ticketKey({ tenant, incident, sink, unit, generation }: TicketIdentity): string {
  return base32Id(26, tenant, incident, sink, unit, String(generation));
}
