// Best overlap of labelled events with what was found: which situation answers for a case.
import { rowsBy } from './dataset-folder.ts';
import type { ReplayedSituation } from './replayed.ts';
import type { Told, ToldAlerts } from './told-alerts.ts';

/** The situation with the best F1 over these events; of equals the first by id. */
export function bestSituation(
  told: ToldAlerts,
  members: readonly Told[],
  all: readonly Told[],
): ReplayedSituation | undefined {
  const sizes = countBy(all, told);
  const shared = rowsBy(
    members.flatMap((member) => told.situationOf(member) ?? []),
    ({ id }) => id,
  );
  let best: { situation: ReplayedSituation; f1: number } | undefined;
  for (const [id, hits] of [...shared].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const f1 = (2 * hits.length) / (members.length + (sizes.get(id) ?? 0));
    const [situation] = hits;
    if (situation !== undefined && f1 > (best?.f1 ?? 0)) best = { situation, f1 };
  }
  return best?.situation;
}

const known = new WeakMap<readonly Told[], Map<string, number>>();

function countBy(all: readonly Told[], told: ToldAlerts): Map<string, number> {
  let sizes = known.get(all);
  if (sizes !== undefined) return sizes;
  known.set(all, (sizes = new Map<string, number>()));
  for (const event of all) {
    const id = told.situationOf(event)?.id;
    if (id !== undefined) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return sizes;
}
