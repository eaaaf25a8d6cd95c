// Who is probably hit without having said so: likely causes, and what lies between them and the symptoms.
import type { RootCandidate } from '../../../domain/incident.ts';
import type { RootQuestion } from './root-question.ts';

/** A tenth is a possibility worth naming; on itbench .05 finds no more, and .3 leaves the bar of .8 unmet. */
const likelyShare = 0.1;
/** A header carries them: as many as it carries CIs with alerts (incident.ts). */
const mostNamed = 200;

/** The first candidate, every other with a share of a tenth, and CIs that a complaining one needs and that need one of these. */
export function likelyHit(
  { graph, reach }: Pick<RootQuestion, 'graph' | 'reach'>,
  candidates: readonly RootCandidate[],
  complaining: ReadonlySet<string>,
): string[] {
  const causes = candidates.filter(({ score }, at) => at === 0 || score >= likelyShare).map(({ ci }) => ci);
  const found = new Set(causes);
  for (const place of complaining)
    for (const { to } of graph.dependencies(place))
      if (graph.ci(to) !== undefined && causes.some((cause) => cause !== place && reach.above(to).has(cause)))
        found.add(to);
  return [...found]
    .filter((ci) => !complaining.has(ci))
    .sort()
    .slice(0, mostNamed);
}
