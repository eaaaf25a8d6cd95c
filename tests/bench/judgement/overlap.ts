// Best overlap of labelled events with what was found: which situation answers for a case.
import { rowsBy } from './dataset-folder.ts';
import type { ReplayedSituation } from './replayed.ts';
import type { Told, ToldAlerts } from './told-alerts.ts';

/** The situation with the best F1 over these events, one of chronic alerts only if there is no other; of equals the first by id. */
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
  let best: { situation: ReplayedSituation; rank: number } | undefined;
  for (const [id, hits] of [...shared].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const f1 = (2 * hits.length) / (members.length + (sizes.get(id) ?? 0));
    const [situation] = hits;
    const rank = situation !== undefined && told.isRunning(situation) ? 1 + f1 : f1;
    if (situation !== undefined && rank > (best?.rank ?? 0)) best = { situation, rank };
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
