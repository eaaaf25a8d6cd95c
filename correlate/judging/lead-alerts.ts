// The alerts that tell most of a situation: the worst of each of its worst places.
import { effectRank } from '../../domain/effect.ts';
import type { Quote } from '../../domain/incident.ts';
import { severityRank } from '../../domain/severity.ts';
import type { Presence } from './working-rows.ts';

export function worstFirst(a: Presence, b: Presence): number {
  return (
    effectRank[b.worstEffect] - effectRank[a.worstEffect] ||
    severityRank[b.worst] - severityRank[a.worst] ||
    a.firstAt - b.firstAt ||
    (a.place < b.place ? -1 : 1)
  );
}

/** The worst alert of each of the ten worst places. */
export function leadAlerts(places: readonly Presence[]): Quote[] {
  return places.slice(0, 10).flatMap((presence) => {
    const [worst] = [...presence.quotes].sort(
      (a, b) =>
        effectRank[b.effect] - effectRank[a.effect] ||
        severityRank[b.severity] - severityRank[a.severity] ||
        a.at - b.at,
    );
    return worst ?? [];
  });
}

/** The one that tells most, of places in any order. */
export function leadOf(presences: readonly Presence[]): Quote | undefined {
  return leadAlerts(presences.filter(({ quotes }) => quotes.length > 0).sort(worstFirst))[0];
}
