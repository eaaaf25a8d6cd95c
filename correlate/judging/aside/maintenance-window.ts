// Planned work: an alert that opens inside a window stands aside, and is admitted when it outlives the window.
import type { Alert } from '../../../domain/alert.ts';
import type { CmdbGraph } from '../../cmdb/graph.ts';

export interface Window {
  readonly id: string;
  readonly until: number;
  readonly why: string;
}

/** The window that covers this CI, or one that it hangs on, at this moment; of several the one that ends last. */
export function windowOf(graph: CmdbGraph, alert: Alert, at: number): Window | null {
  if (alert.binding === null || graph.cmdb.maintenance.length === 0) return null;
  const covered = new Set([alert.binding.ci, ...graph.cisAbove(alert.binding.ci)]);
  let found: Window | null = null;
  for (const window of graph.cmdb.maintenance) {
    const until = Date.parse(window.to);
    if (Date.parse(window.from) > at || until <= at || !window.cis.some((ci) => covered.has(ci))) continue;
    if (found === null || until > found.until) found = { id: window.id, until, why: window.reason };
  }
  return found;
}
