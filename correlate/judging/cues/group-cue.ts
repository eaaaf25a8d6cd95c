// A rule of the site gave both the same key: that is its own word, whatever else speaks.
import type { Arrival, Surroundings } from './arrival.ts';
import type { Findings } from './findings.ts';

export function askGroups({ state }: Surroundings, { groups, place }: Arrival, findings: Findings): void {
  for (const key of groups)
    for (const situation of state.groupSituations(key) ?? []) {
      const row = state.situations.get(situation);
      if (row === undefined || row.open === 0) continue;
      const member = state.presencesOf(situation)[0]?.place ?? place;
      findings.addFirst({ situation, path: [place], member, key, by: 'group', cost: 0, isWeak: false });
    }
}
