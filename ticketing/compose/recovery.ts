// What was hit over an incident's life and when it came back: the substance of the resolved text.
import type { Incident, ServiceHit } from '../../domain/incident.ts';
import { servicesHitNow } from '../wording/services-hit.ts';

export interface ServiceRecovery {
  readonly id: string;
  readonly name: string;
  readonly state: 'down' | 'degraded';
  readonly since: number;
  readonly backAt: number | null;
  /** How it was seen last, and since when (null: not known); absent once it is back, and in old rows. */
  readonly standing?: { readonly state: 'down' | 'degraded'; readonly since: number | null };
}

export interface CiRecovery {
  readonly ci: string;
  readonly since: number;
  readonly backAt: number | null;
}

/** At most 50 services and 200 CIs, first come first kept. */
export interface Recovery {
  readonly services: readonly ServiceRecovery[];
  readonly cis: readonly CiRecovery[];
}

export const noRecovery: Recovery = { services: [], cis: [] };

const maxServices = 50;
const maxCis = 200;

function trackServices(known: readonly ServiceRecovery[], incident: Incident, at: number): ServiceRecovery[] {
  const hit = new Map(servicesHitNow(incident).map((service) => [service.id, service]));
  const restored = new Map(incident.services.map(({ id, restoredAt }) => [id, restoredAt ?? at]));
  const seen = new Set(known.map(({ id }) => id));
  const kept = known.map((service): ServiceRecovery => {
    const now = hit.get(service.id);
    if (now !== undefined) return stillHit(service, now, at);
    const { standing: _over, ...back } = service;
    return service.backAt === null ? { ...back, backAt: restored.get(service.id) ?? at } : back;
  });
  const fresh = incident.services.filter(({ id }) => !seen.has(id)).map(firstSeen);
  return [...kept, ...fresh].slice(0, maxServices);
}

function stillHit(service: ServiceRecovery, { state }: ServiceHit, at: number): ServiceRecovery {
  const { standing, backAt } = service;
  const turned = { state, since: standing === undefined && backAt === null ? null : at };
  const worst = service.state === 'down' ? 'down' : state;
  return { ...service, backAt: null, state: worst, standing: standing?.state === state ? standing : turned };
}

function firstSeen({ id, name, state, since, restoredAt, worst }: ServiceHit): ServiceRecovery {
  const backAt = restoredAt ?? null;
  const before = { id, name, state, since, backAt };
  // Since when it is hit is known, not since when it is hit less.
  return backAt === null
    ? { ...before, standing: { state, since: (worst ?? state) === state ? since : null } }
    : before;
}

function trackCis(known: readonly CiRecovery[], incident: Incident, at: number): CiRecovery[] {
  const open = new Map(incident.cis.map(({ ci, open: isOpen }) => [ci, isOpen]));
  const seen = new Set(known.map(({ ci }) => ci));
  const kept = known.map((entry): CiRecovery => {
    const isOpen = open.get(entry.ci);
    if (isOpen === true) return { ...entry, backAt: null };
    return isOpen === false && entry.backAt === null ? { ...entry, backAt: at } : entry;
  });
  const fresh = incident.cis
    .filter(({ ci, effect }) => !seen.has(ci) && effect !== 'informs')
    .map(({ ci, open: isOpen }): CiRecovery => ({ ci, since: at, backAt: isOpen ? null : at }));
  return [...kept, ...fresh].slice(0, maxCis);
}

/** `at` is the logical time of the record that brought `incident`. */
export function trackRecovery(recovery: Recovery, incident: Incident, at: number): Recovery {
  return {
    services: trackServices(recovery.services, incident, at),
    cis: trackCis(recovery.cis, incident, at),
  };
}

/** Worth a look where it came back this much later than nine in ten of the rest: four minutes in ticket-text's example. */
const stragglerMs = 120_000;

export interface Stragglers {
  readonly cis: readonly string[];
  readonly laterByMs: number;
}

/** CIs that came back much later than the rest, if they are few. */
export function stragglers(recovery: Recovery): Stragglers | null {
  const back = recovery.cis.flatMap(({ ci, backAt }) => (backAt === null ? [] : [{ ci, backAt }]));
  if (back.length < 5) return null;
  const times = back.map(({ backAt }) => backAt).sort((a, b) => a - b);
  const usual = times[Math.floor(times.length * 0.8) - 1] ?? 0;
  const late = back.filter(({ backAt }) => backAt - usual >= stragglerMs);
  if (late.length === 0) return null;
  return { cis: late.map(({ ci }) => ci).sort(), laterByMs: Math.min(...late.map(({ backAt }) => backAt)) - usual };
}
