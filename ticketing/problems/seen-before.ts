// Picks the past incidents that help with this one: the same failure first, then the same services. Pure.
import type { Incident } from '../../domain/incident.ts';
import { failureKey, failureOf } from './failure-of.ts';
import { keyOfOccurrence } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';

/** As many as a technician reads at 3 a.m. */
const shown = 3;

export interface SeenBefore {
  readonly occurrence: Occurrence;
  readonly like: 'failure' | 'services';
}

/** Ended ones alone; newest first, those that tell how they ended before those that do not. */
export function seenBefore(incident: Incident, past: Iterable<Occurrence>): readonly SeenBefore[] {
  const failure = failureOf(incident);
  const key = failure === null ? null : failureKey(incident.tenant, failure);
  const services = new Set(incident.services.map(({ id }) => id));
  const found: SeenBefore[] = [];
  for (const occurrence of past) {
    const { incident: id, tenant, endedAt } = occurrence;
    if (id === incident.id || tenant !== incident.tenant || endedAt === null || endedAt > incident.incidentAt) continue;
    if (key !== null && keyOfOccurrence(occurrence) === key) found.push({ occurrence, like: 'failure' });
    else if (occurrence.services.some((service) => services.has(service))) found.push({ occurrence, like: 'services' });
  }
  return found.sort(byUse).slice(0, shown);
}

function byUse(a: SeenBefore, b: SeenBefore): number {
  if (a.like !== b.like) return a.like === 'failure' ? -1 : 1;
  const [one, two] = [a.occurrence, b.occurrence];
  const told = Number(two.solution !== null) - Number(one.solution !== null);
  return told || two.at - one.at || (one.incident < two.incident ? -1 : 1);
}
