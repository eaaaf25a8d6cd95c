// Cue 8: a known cause or effect of it opened next door a moment ago. What is near by topology needs no such link.
import type { LearnedLink } from '../../../domain/learned-links.ts';
import type { Arrival, Surroundings } from './arrival.ts';
import type { Findings } from './findings.ts';
import { isChronic } from './joinable.ts';

export function askLearned(around: Surroundings, arrival: Arrival, findings: Findings): void {
  const { links, state } = around;
  const known = links?.partners(arrival.name) ?? [];
  if (links === null || known.length === 0) return;
  const since = arrival.at - links.withinMs;
  for (const place of links.near(arrival.place)) {
    const keys = state.habits.get(place)?.keys ?? {};
    const partner = known.find(({ name }) => (keys[name]?.lastAt ?? 0) >= since);
    if (partner !== undefined) addLinked({ around, arrival, findings }, { place, link: partner.link, since });
  }
}

interface Asked {
  readonly around: Surroundings;
  readonly arrival: Arrival;
  readonly findings: Findings;
}

interface Partner {
  readonly place: string;
  readonly link: LearnedLink;
  readonly since: number;
}

function addLinked({ around, arrival, findings }: Asked, { place, link, since }: Partner): void {
  for (const { situation, lastNewAt, total } of around.state.at(place)) {
    if (total === 0 || lastNewAt < since || isChronic(around, situation) !== arrival.isChronic) continue;
    const path = [arrival.place, place];
    const cost = around.join.costLimit;
    findings.addWhereNone({ situation, path, link, member: place, by: 'learned', cost, isWeak: false });
  }
}
