// Cue 6: a host that the CMDB lacks joins the one running situation of its source, or the one of several that says the same.
import type { Arrival, Surroundings } from './arrival.ts';
import type { CueName } from './cue.ts';
import type { Findings } from './findings.ts';
import { alike, templateOf } from './template.ts';

/** Situations, and places of each, that a text is compared with: what a look-up costs is bounded. */
const mostCompared = 8;
/** Ours: two thirds of the words are a template's, as Drain's similarity threshold of .4 to .7 (He et al. 2017). */
const alikeFrom = 0.66;

export function askRunning(around: Surroundings, arrival: Arrival, findings: Findings): void {
  const { state, join } = around;
  if (!arrival.isSymptom) return;
  const running = state.activeSince(arrival.source, arrival.at - join.unmatchedWithinMs);
  const isOnly = running.length === 1;
  const [only, second] = isOnly ? running : saysTheSame(around, arrival, running);
  if (only === undefined || second !== undefined) return;
  const by: CueName = isOnly ? 'unmatched' : 'text';
  const { place } = arrival;
  findings.addFirst({ situation: only, by, cost: join.costLimit, path: [place], member: place, isWeak: false });
}

function saysTheSame({ state }: Surroundings, { message }: Arrival, running: readonly string[]): string[] {
  if (running.length > mostCompared) return [];
  const said = templateOf(message);
  return running.filter((situation) =>
    state
      .presencesOf(situation)
      .slice(0, mostCompared)
      .some(({ quotes }) => quotes.some((quote) => alike(said, templateOf(quote.message)) >= alikeFrom)),
  );
}
