// How a storm ended, free of times and numbers: which conditions came together, first cause, priority, major, operations.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StormIncident {
  /** Alert episodes: `name of the condition #1` is its first one. */
  readonly alerts: readonly string[];
  readonly root: string | undefined;
  readonly priority: number;
  readonly isMajor: boolean;
}

export interface StormEnding {
  readonly incidents: readonly StormIncident[];
  readonly operations: Readonly<Record<string, number>>;
}

interface IncidentEntry {
  readonly alerts: readonly { readonly id: string }[];
  readonly rootCandidates: readonly { readonly ci: string }[];
  readonly priority: number;
  readonly major: object | null;
}

/** Of a folder that a replay wrote. */
export function stormEndingIn(folder: string): StormEnding {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const episodeOf = numbered((JSON.parse(text('alerts.json')) as { id: string }[]).map(({ id }) => id));
  const found = JSON.parse(text('incidents.json')) as IncidentEntry[];
  const incidents = found.map(({ alerts, rootCandidates: [first], priority, major }) => ({
    alerts: alerts.map(({ id }) => episodeOf.get(id) ?? id).sort(),
    root: first?.ci,
    priority,
    isMajor: major !== null,
  }));
  const operations: Record<string, number> = {};
  for (const line of text('tickets.ndjson').trimEnd().split('\n')) {
    const { op } = JSON.parse(line) as { op: string };
    operations[op] = (operations[op] ?? 0) + 1;
  }
  return { incidents: incidents.sort((a, b) => ((a.alerts[0] ?? '') < (b.alerts[0] ?? '') ? -1 : 1)), operations };
}

/** An id ends in `@` and the time of its opening. */
function numbered(ids: readonly string[]): Map<string, string> {
  const openings = new Map<string, [number, string][]>();
  for (const id of ids) {
    const at = id.lastIndexOf('@');
    const condition = id.slice(0, at);
    openings.set(condition, [...(openings.get(condition) ?? []), [Number(id.slice(at + 1)), id]]);
  }
  const named = new Map<string, string>();
  for (const [condition, ofIt] of openings)
    ofIt.sort(([a], [b]) => a - b).forEach(([, id], n) => named.set(id, `${condition} #${String(n + 1)}`));
  return named;
}

/** Of pairs of episodes that are together in either: the share that are together in both. 1: the same partition. */
export function pairsShared(found: StormEnding, wanted: StormEnding): number {
  const [a, b] = [pairsOf(found), pairsOf(wanted)];
  const both = [...a].filter((pair) => b.has(pair)).length;
  const either = new Set([...a, ...b]).size;
  return either === 0 ? 1 : both / either;
}

function pairsOf({ incidents }: StormEnding): Set<string> {
  return new Set(
    incidents.flatMap(({ alerts }) => alerts.flatMap((one, n) => alerts.slice(n).map((other) => `${one} | ${other}`))),
  );
}
