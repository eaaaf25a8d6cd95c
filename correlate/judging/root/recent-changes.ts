// What was changed where, and when: about 70 % of outages follow a change (Site Reliability Engineering, ch. 1).
import type { MaintenanceWindow } from '../../../domain/cmdb.ts';
import type { Table } from '../../../domain/table.ts';
import type { ChangeRow } from '../working-rows.ts';

export interface RecentChange {
  readonly at: number;
  /** In the feed's words. */
  readonly what: string;
  /** 1 just before the trouble, 0 as far back as is looked. */
  readonly freshness: number;
}

/** Changes of one CI that are remembered, the latest first. */
const mostChanges = 3;
/** A feed may tell a little after it was done. */
const lateMs = 60_000;

export interface ChangeBook {
  readonly changes: Table<ChangeRow>;
  readonly planned: ReadonlyMap<string, readonly MaintenanceWindow[]>;
  readonly withinMs: number;
}

export function noteChange(book: ChangeBook, ci: string, change: { at: number; what: string }): void {
  const known = book.changes.get(ci)?.latest ?? [];
  // A feed may tell again what it told.
  if (known.some(({ at, what }) => at === change.at && what === change.what)) return;
  const latest = [change, ...known].sort((a, b) => b.at - a.at).slice(0, mostChanges);
  book.changes.put(ci, { ci, latest });
}

/** When nothing that a CI remembers can matter any more; null: it remembers nothing. */
export function forgetChangesAt({ changes, withinMs }: ChangeBook, ci: string): number | null {
  const last = changes.get(ci)?.latest[0];
  return last === undefined ? null : last.at + withinMs;
}

/** The last change of a CI before the trouble began: told by a feed, or planned work that was being done. */
export function changeBefore(book: ChangeBook, ci: string, onset: number): RecentChange | null {
  const told = book.changes.get(ci)?.latest ?? [];
  const planned = (book.planned.get(ci) ?? []).flatMap((window) => plannedAt(window, onset));
  let found: RecentChange | null = null;
  for (const { at, what } of [...told, ...planned]) {
    const ageMs = Math.max(0, onset - at);
    if (at > onset + lateMs || ageMs >= book.withinMs || (found !== null && at <= found.at)) continue;
    found = { at, what, freshness: 1 - ageMs / book.withinMs };
  }
  return found;
}

/** Work goes on until its window ends: that is when it was last changed. */
function plannedAt({ from, to, reason }: MaintenanceWindow, onset: number): { at: number; what: string }[] {
  const begins = Date.parse(from);
  return begins > onset ? [] : [{ at: Math.min(onset, Date.parse(to)), what: reason }];
}

export function plannedByCi(windows: readonly MaintenanceWindow[]): Map<string, MaintenanceWindow[]> {
  const byCi = new Map<string, MaintenanceWindow[]>();
  for (const window of windows) for (const ci of window.cis) byCi.set(ci, [...(byCi.get(ci) ?? []), window]);
  return byCi;
}
