// Decisions as rows: one row per subject and record, so that an alert that opens and binds costs one.
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
