// How each true incident came out: its best match, root cause, priority, major, category and tickets.
import type { Found, FoundIncident } from './found.ts';
import { bestOverlap } from './grouping.ts';
import { incidentCluster, type LabelledAlert } from './label-alerts.ts';
import type { TrueIncident } from './truth.ts';
import { wildcardMatches } from './wildcard.ts';

export interface Verdict {
  readonly id: string;
  readonly title: string;
  /** Alerts that belong to it. */
  readonly members: number;
  /** The incident that fits it best; null: no incident did. */
  readonly found: { readonly id: string; readonly number: string } | null;
  readonly f1: number;
  readonly rootTop1: boolean;
  readonly rootTop3: boolean;
  readonly priority: boolean;
  readonly major: boolean;
  readonly category: boolean;
  /** Distinct tickets created by incidents that hold its alerts, merged ones included. */
  readonly tickets: number;
}

export function judgeIncident(wanted: TrueIncident, found: Found, labelled: readonly LabelledAlert[]): Verdict {
  const byCluster = new Map(found.incidents.map((incident) => [incidentCluster(incident.id), incident]));
  const overlap = bestOverlap(labelled, wanted.id, (cluster) => byCluster.has(cluster));
  const best = byCluster.get(overlap.cluster ?? '') ?? null;
  const members = labelled.filter(({ truth }) => truth === wanted.id);
  return {
    id: wanted.id,
    title: wanted.title,
    members: members.length,
    found: best === null ? null : { id: best.id, number: best.number },
    f1: overlap.f1,
    rootTop1: names(wanted, best, 1),
    rootTop3: names(wanted, best, 3),
    priority: best !== null && (wanted.priority.length === 0 || wanted.priority.includes(best.priority)),
    major: best !== null && (wanted.major === undefined || (best.major !== null) === wanted.major),
    category: best !== null && acceptsCategory(wanted, best.category),
    tickets: ticketsOf(members, found),
  };
}

function names({ rootCis }: TrueIncident, best: FoundIncident | null, top: number): boolean {
  if (best === null) return false;
  const candidates = best.rootCandidates.slice(0, top).map(({ ci }) => ci);
  return rootCis.length === 0 || candidates.some((ci) => rootCis.some((pattern) => wildcardMatches(pattern, ci)));
}

function acceptsCategory({ category, acceptCategories }: TrueIncident, found: string): boolean {
  return category === undefined || category === found || acceptCategories.includes(found);
}

function ticketsOf(members: readonly LabelledAlert[], { incidents, tickets }: Found): number {
  const holding = new Set(members.flatMap(({ alert }) => alert.incident ?? []));
  const survivor = survivors(incidents);
  const opened = tickets.filter(({ op, incident }) => op === 'open' && holding.has(survivor(incident)));
  return new Set(opened.map(({ key }) => key)).size;
}

/** The incident that holds the members now; a circle of merges ends at once. */
function survivors(incidents: readonly FoundIncident[]): (id: string) => string {
  const into = new Map(incidents.map(({ id, mergedInto }) => [id, mergedInto]));
  return (id) => {
    const seen = new Set<string>();
    let survivor = id;
    for (;;) {
      const next = into.get(survivor) ?? null;
      if (next === null || seen.has(next)) return survivor;
      seen.add(next);
      survivor = next;
    }
  };
}
