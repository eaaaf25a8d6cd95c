// What an incident is, in plain words, and how lists of names are said.
import type { IncidentRow } from '../api/shapes.ts';
import type { Words } from '../words/words.ts';

/** "a", "a and b", "a, b and 3 more". */
export function tellList(words: Words, names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), words.list.more(names.length - most + 1)] : names;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} ${words.list.and} ${shown.at(-1) ?? ''}`;
}

/** The ticket's title without what the page shows beside it: priority and key. */
export function bareTitle(title: string): string {
  return title.replace(/^P[1-5](?: (?:major|majeur))? [–-] /u, '').replace(/ \[[A-Z2-7]+\]$/u, '');
}

/**
 * The ticket's title of a storm. Else the services that are down, else degraded, else back again; without services the ticket's title. Of an incident that
 * has ended: what was hit.
 */
export function tellHeadline(
  words: Words,
  incident: Pick<IncidentRow, 'services' | 'title' | 'state' | 'isStorm'>,
): string {
  const { services } = incident;
  if (services.length === 0 || incident.isStorm === true) return bareTitle(incident.title);
  const hitNow = services.filter((service) => service.restoredAt === null);
  if (isRecovering(incident)) {
    const names = services.map((service) => service.name);
    return words.headline.wasHit(tellList(words, names), names.length > 1);
  }
  const told = hitNow.length === 0 ? services : hitNow;
  const down = told.filter((service) => service.state === 'down').map((service) => service.name);
  if (down.length > 0) return words.headline.down(tellList(words, down), down.length > 1);
  const names = told.map((service) => service.name);
  return words.headline.degraded(tellList(words, names), names.length > 1);
}

/** Open still, but every service that it hit is back. */
export function isRecovering({ services, state }: Pick<IncidentRow, 'services' | 'state'>): boolean {
  return state === 'open' && services.length > 0 && services.every((service) => service.restoredAt !== null);
}

/** The class of a CI in words; unknown ones as the CMDB writes them. */
export function tellClass(words: Words, ciClass: string, amount = 1): string {
  const known = words.classes[ciClass];
  if (known === undefined) return ciClass;
  return amount === 1 ? known[0] : known[1];
}

/** Major now: declared, neither downgraded nor stood down. */
export function isMajorNow(incident: Pick<IncidentRow, 'major'>): boolean {
  return incident.major !== null && incident.major.downgradedAt === null && incident.major.stoodDownAt === null;
}
