// What people said was the cause before: a CI that was named for such symptoms is a likelier cause of them.
import type { Incident } from '../../../domain/incident.ts';
import type { Table } from '../../../domain/table.ts';
import { symptomKind } from '../../../domain/symptom-kind.ts';
import type { CauseRow } from '../working-rows.ts';

/** CIs remembered; those named longest ago give way. */
const mostCis = 10_000;
/** A word fades to nothing while its incident is kept (retention of decisions and incidents: 400 days). */
const fadesMs = 400 * 86_400_000;

/** The kinds of what an incident's leading alerts told, each once. */
export function symptomKindsOf({ leadAlerts }: Pick<Incident, 'leadAlerts'>): string[] {
  return [...new Set(leadAlerts.map(({ name, message }) => symptomKind(name, message)))].sort();
}

export interface NamedCause {
  readonly ci: string;
  readonly kinds: readonly string[];
  readonly at: number;
}

export function rememberCause(causes: Table<CauseRow>, { ci, kinds, at }: NamedCause): void {
  const known = causes.get(ci)?.kinds ?? {};
  const said = kinds.map((kind) => [kind, { n: (known[kind]?.n ?? 0) + 1, lastAt: at }] as const);
  causes.put(ci, { kinds: { ...known, ...Object.fromEntries(said) } });
  if (causes.size > mostCis) causes.delete(namedLongestAgo(causes));
}

function namedLongestAgo(causes: Table<CauseRow>): string {
  const lastAt = ({ kinds }: CauseRow): number => Math.max(0, ...Object.values(kinds).map((kind) => kind.lastAt));
  let oldest = { ci: '', at: Infinity };
  for (const [ci, row] of causes.entries()) if (lastAt(row) < oldest.at) oldest = { ci, at: lastAt(row) };
  return oldest.ci;
}

/** How often it was named for one of these kinds, the best of them, old words faded. */
export function namedBefore(row: CauseRow | undefined, kinds: ReadonlySet<string>, now: number): number {
  if (row === undefined) return 0;
  let most = 0;
  for (const [kind, { n, lastAt }] of Object.entries(row.kinds))
    if (kinds.has(kind)) most = Math.max(most, n * Math.max(0, 1 - (now - lastAt) / fadesMs));
  return most;
}
