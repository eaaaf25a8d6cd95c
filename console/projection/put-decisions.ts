// Decisions as rows: one row per subject and record; those that another row leads to are parted from them first.
import type { Decision } from '../../domain/decision.ts';
import type { RowBuffer } from './row-buffer.ts';
import { subjectPrefix } from './tables.ts';

/** Every projection names its table `decision`; key: `type/id/moment`. */
export function putDecisions(decisions: readonly Decision[], moment: string, rows: RowBuffer): void {
  const bySubject = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const prefix = subjectPrefix(decision.subject.type, decision.subject.id);
    const known = bySubject.get(prefix);
    if (known === undefined) bySubject.set(prefix, [decision]);
    else known.push(decision);
  }
  for (const [prefix, about] of bySubject) rows.put('decision', prefix + moment, about);
}

/** Those about the alerts given, apart from all others. */
export function partByAlert(
  decisions: readonly Decision[],
  alerts: ReadonlySet<string>,
): { readonly about: readonly Decision[]; readonly others: readonly Decision[] } {
  if (alerts.size === 0) return { about: [], others: decisions };
  const about: Decision[] = [];
  const others: Decision[] = [];
  for (const decision of decisions) {
    const { type, id } = decision.subject;
    (type === 'alert' && alerts.has(id) ? about : others).push(decision);
  }
  return { about, others };
}
