// Decides what of an incident gets a ticket of its own, and shows each such unit its part of the incident. Pure.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Recovery } from '../compose/recovery.ts';
import type { TicketRoute } from './route-incident.ts';
import { incidentUnit } from './planned-incident.ts';
import type { PlannedTicket } from './planned-incident.ts';

export type Granularity = TicketRoute['per'];

/** What a unit is of: `ci:sw-acc-02`, `service:shop`, `alert:…`; the whole incident. */
interface UnitPart {
  readonly per: Granularity;
  readonly id: string;
}

function partOf(unit: string): UnitPart {
  const at = unit.indexOf(':');
  const per = unit.slice(0, Math.max(at, 0));
  if (per === 'ci' || per === 'service' || per === 'alert') return { per, id: unit.slice(at + 1) };
  return { per: 'situation', id: '' };
}

function idsOf(incident: Incident, per: Granularity): readonly string[] {
  if (per === 'ci') return incident.cis.filter(({ effect }) => effect !== 'informs').map(({ ci }) => ci);
  if (per === 'service') return incident.services.map(({ id }) => id);
  return per === 'alert' ? (incident.alerts ?? []).map(({ quote }) => quote.alert) : [];
}

/**
 * Tickets that stand keep their unit, and what they are of decides for later ones too: a route that fits later changes
 * nothing. Without a part to tell apart, the incident is one.
 */
export function unitsOf(incident: Incident, tickets: readonly PlannedTicket[], per: Granularity): readonly string[] {
  const known = tickets.map(({ unit }) => unit);
  const kind = known[0] === undefined ? per : partOf(known[0]).per;
  const found = idsOf(incident, kind).map((id) => `${kind}:${id}`);
  const units = [...known, ...found.filter((unit) => !known.includes(unit))];
  return units.length === 0 ? [incidentUnit] : units;
}

interface Stand {
  readonly isOpen: boolean;
  /** Since when it is not; null: not known. */
  readonly endedAt: number | null;
}

/** Beyond what a header lists nothing is known: taken for open as long as its incident is. */
const unseen: Stand = { isOpen: true, endedAt: null };

function standOf(incident: Incident, { per, id }: UnitPart): Stand {
  if (per === 'ci') {
    const found = incident.cis.find(({ ci }) => ci === id);
    if (found !== undefined) return { isOpen: found.open, endedAt: found.clearedAt ?? null };
    return incident.ciCount > incident.cis.length ? unseen : { isOpen: false, endedAt: incident.lastClearAt };
  }
  if (per === 'service') {
    const restoredAt = incident.services.find((service) => service.id === id)?.restoredAt ?? null;
    const isKnown = incident.services.some((service) => service.id === id);
    return { isOpen: isKnown && restoredAt === null, endedAt: isKnown ? restoredAt : incident.lastClearAt };
  }
  const found = incident.alerts?.find(({ quote }) => quote.alert === id);
  return found === undefined ? unseen : { isOpen: found.open, endedAt: found.clearedAt };
}

function narrowed(incident: Incident, { per, id }: UnitPart): Incident {
  if (per === 'service') {
    const services = incident.services.filter((service) => service.id === id);
    const users = services.reduce((sum, service) => sum + (service.state === 'down' ? service.users : 0), 0);
    return { ...incident, services, users, usersUpTo: false };
  }
  const leads = [...incident.leadAlerts, ...(incident.alerts ?? []).map(({ quote }) => quote)];
  const own = leads.filter(({ alert, ci }) => (per === 'ci' ? ci === id : alert === id));
  const leadAlerts = own.filter(({ alert }, at) => own.findIndex((other) => other.alert === alert) === at);
  return { ...incident, services: [], users: 0, usersDegraded: 0, leadAlerts };
}

export interface UnitMoment {
  readonly now: number;
  readonly policy: Policy;
}

export interface UnitView {
  /** The incident as this unit's ticket tells it. */
  readonly incident: Incident;
  /** When its part will have been over for long enough; null: time alone changes nothing. */
  readonly overAt: number | null;
}

/** A part that is over for as long as an incident would have to be, is over, though the incident burns on. */
export function viewOf(incident: Incident, unit: string, { now, policy }: UnitMoment): UnitView {
  const part = partOf(unit);
  if (part.per === 'situation') return { incident, overAt: null };
  const view = narrowed(incident, part);
  const { isOpen, endedAt } = standOf(incident, part);
  if (incident.state !== 'open' || isOpen) return { incident: view, overAt: null };
  const ended = endedAt ?? incident.lastClearAt ?? now;
  const overAt = ended + policy.resolve.afterMs;
  if (now < overAt) return { incident: { ...view, openAlertCount: 0 }, overAt };
  const over = { state: 'resolved', resolvedAt: ended, resolvedBy: 'clear', openAlertCount: 0 } as const;
  return { incident: { ...view, ...over }, overAt: null };
}

/** What came back, of this unit's part. */
export function recoveryOf({ services, cis }: Recovery, unit: string): Recovery {
  const { per, id } = partOf(unit);
  if (per === 'situation') return { services, cis };
  return {
    services: per === 'service' ? services.filter((service) => service.id === id) : [],
    cis: per === 'ci' ? cis.filter(({ ci }) => ci === id) : [],
  };
}
