// What a ticket last told its readers, and which changes since are worth telling.
import type { Category } from '../../domain/event.ts';
import type { Incident, Level } from '../../domain/incident.ts';
import { servicesHitNow } from '../wording/services-hit.ts';

export interface NamedService {
  readonly id: string;
  readonly name: string;
}

export interface Told {
  readonly priority: Incident['priority'];
  readonly impact: Level;
  readonly urgency: Level;
  readonly services: readonly { readonly id: string; readonly name: string; readonly state: 'down' | 'degraded' }[];
  readonly users: number;
  readonly root: { readonly ci: string; readonly name: string } | null;
  readonly rootClear: boolean;
  readonly major: 'none' | 'declared' | 'downgraded' | 'stood-down';
  readonly category: Category;
  readonly owner: string | null;
  /** Incidents that were split out of it; absent in old rows. */
  readonly parts?: number;
  /** Services of which users were told that they are hit, and not yet that they are back; absent in old rows. */
  readonly named?: readonly NamedService[];
  /** Incidents gathered in a storm, and how many of them burn. */
  readonly storm?: { readonly count: number; readonly open: number };
}

const materialChangeKinds = [
  'priority',
  'impact',
  'services',
  'root',
  'major',
  'category',
  'owner',
  'split',
  'storm',
] as const;
export type MaterialChange = (typeof materialChangeKinds)[number];

function majorState(incident: Incident): Told['major'] {
  if (incident.major === null) return 'none';
  if (incident.major.stoodDownAt !== null) return 'stood-down';
  return incident.major.downgradedAt === null ? 'declared' : 'downgraded';
}

export function toldOf(incident: Incident): Told {
  const first = incident.rootCandidates[0];
  return {
    priority: incident.priority,
    impact: incident.impact,
    urgency: incident.urgency,
    services: servicesHitNow(incident).map(({ id, name, state }) => ({ id, name, state })),
    users: incident.users,
    root: first === undefined ? null : { ci: first.ci, name: first.ciName },
    rootClear: incident.rootClear,
    major: majorState(incident),
    category: incident.category,
    owner: incident.acknowledgedBy,
    ...(incident.splitInto === undefined ? {} : { parts: incident.splitInto.length }),
    ...(incident.storm === undefined ? {} : { storm: { count: incident.storm.count, open: incident.storm.open } }),
  };
}

/** After a text: each that users read names all that is hit, and what of it is back. */
export function toldAfter(before: Told | null, incident: Incident, publicText: string): Told {
  const told = toldOf(incident);
  const named = publicText === '' ? before?.named : told.services.map(({ id, name }) => ({ id, name }));
  return named === undefined ? told : { ...told, named };
}

/** Of those that users were told of. */
export function namedAndBack(before: Told, incident: Incident): readonly NamedService[] {
  const hit = new Set(servicesHitNow(incident).map(({ id }) => id));
  return (before.named ?? before.services).filter(({ id }) => !hit.has(id));
}

function sameServices(before: Told, now: Told): boolean {
  const states = new Map(before.services.map((service) => [service.id, service.state]));
  return (
    before.services.length === now.services.length && now.services.every(({ id, state }) => states.get(id) === state)
  );
}

/** Half as many again, or half of them over: a growing storm is told a dozen times, not once a minute. */
function stormTurned(before: Told['storm'], now: Told['storm']): boolean {
  if (now === undefined) return false;
  const was = before ?? { count: 0, open: 0 };
  return now.count >= Math.max(was.count + 1, was.count * 1.5) || now.open <= (was.open - 1) / 2;
}

/** ticket-text: only material changes deserve an update; more members alone do not. */
export function materialChanges(before: Told, now: Told): MaterialChange[] {
  const changed: Readonly<Record<MaterialChange, boolean>> = {
    priority: before.priority !== now.priority,
    impact: before.impact !== now.impact,
    services: !sameServices(before, now),
    root: before.root?.ci !== now.root?.ci || (now.rootClear && !before.rootClear && now.root !== null),
    major: before.major !== now.major,
    category: before.category !== now.category,
    owner: before.owner !== now.owner,
    split: (before.parts ?? 0) !== (now.parts ?? 0),
    storm: stormTurned(before.storm, now.storm),
  };
  return materialChangeKinds.filter((kind) => changed[kind]);
}
