// Finds the CI that a name or address stands for: exact names first, then names that differ by their DNS suffix.
import type { Binding } from '../../domain/alert.ts';
import type { Ci } from '../../domain/cmdb.ts';
import { appendTo } from './edges.ts';
import type { CmdbGraph } from './graph.ts';
import { readHostName, type HostName } from './host-name.ts';

export type Found =
  { readonly found: Pick<Binding, 'ci' | 'by' | 'confidence'> } | { readonly ambiguous: readonly string[] } | null;

export type NameIndex = (text: string) => Found;

/** Confidence by how a name was found. A suffix cut off by us is less sure than a name written out. */
const confidences = { id: 1, address: 1, name: 0.95, alias: 0.95, 'short-name': 0.85 } as const;
/** Same short name under two DNS suffixes: often one machine with a second domain, so a guess (below .7). */
const otherSuffixConfidence = 0.6;

type Way = keyof typeof confidences;
interface Entry {
  readonly ci: string;
  readonly way: Way;
}

export function buildNameIndex(graph: CmdbGraph): NameIndex {
  const exact = new Map<string, Entry[]>();
  const short = new Map<string, { readonly ci: string; readonly dotted: boolean }[]>();
  for (const ci of graph.cis()) {
    for (const { text, way } of namesOf(ci)) {
      const name = readHostName(text);
      if (name === null) continue;
      appendTo(exact, name.whole, { ci: ci.id, way: way === 'alias' && isOwnAddress(name) ? 'address' : way });
      if (name.short !== null) appendTo(short, name.short, { ci: ci.id, dotted: name.host.includes('.') });
    }
  }
  return (text) => {
    if (graph.ci(text) !== undefined) return { found: { ci: text, by: 'id', confidence: confidences.id } };
    const name = readHostName(text);
    if (name === null) return null;
    return pickExact(exact.get(name.whole)) ?? (name.isLoopback ? null : findHost(name, exact, short));
  };
}

function findHost(
  name: HostName,
  exact: ReadonlyMap<string, readonly Entry[]>,
  short: ReadonlyMap<string, readonly { readonly ci: string; readonly dotted: boolean }[]>,
): Found {
  const same = pickExact(exact.get(name.host));
  if (same !== null || name.short === null) return same;
  const near = short.get(name.short) ?? [];
  const candidates = distinct(near.map((entry) => entry.ci));
  const [ci] = candidates;
  if (ci === undefined) return null;
  if (candidates.length > 1) return { ambiguous: candidates };
  const otherSuffix = name.host.includes('.') && near.some((entry) => entry.dotted);
  return {
    found: { ci, by: 'short-name', confidence: otherSuffix ? otherSuffixConfidence : confidences['short-name'] },
  };
}

/** A loopback address with a port is an agreement of the site, not an address of the machine's own. */
function isOwnAddress(name: HostName): boolean {
  return name.isAddress && !name.isLoopback;
}

function namesOf(ci: Ci): { readonly text: string; readonly way: Way }[] {
  const name = ci.name === undefined ? [] : [{ text: ci.name, way: 'name' as const }];
  return [{ text: ci.id, way: 'id' }, ...name, ...ci.aliases.map((text) => ({ text, way: 'alias' as const }))];
}

/** An id beats a name, a name an alias; two CIs on the best rank are ambiguous. */
function pickExact(entries: readonly Entry[] | undefined): Found {
  if (entries === undefined) return null;
  for (const ways of [['id'], ['name'], ['alias', 'address']]) {
    const ranked = entries.filter((entry) => ways.includes(entry.way));
    const candidates = distinct(ranked.map((entry) => entry.ci));
    const [best] = ranked;
    if (candidates.length > 1) return { ambiguous: candidates };
    if (best !== undefined) return { found: { ci: best.ci, by: best.way, confidence: confidences[best.way] } };
  }
  return null;
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
