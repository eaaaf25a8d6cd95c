// CIs of which no source has said a word for months: gone, or not watched. Those that were a probable cause first.
import type { Cmdb } from '../../domain/cmdb.ts';
import { places, type ProjectionReader } from './projection-reader.ts';

export interface SilentCi {
  readonly ci: string;
  /** Epoch ms; null: never heard since `since`. */
  readonly lastAt: number | null;
  /** Since when it is known to be silent: its last word, or the first that anybody listened. */
  readonly since: number;
  /** Of which it was the first candidate, though it said nothing: ids, at most 20. */
  readonly incidents: readonly string[];
}

/** Three months: what is patched or restarted once a quarter has spoken. */
const silentMs = 90 * 86_400_000;
/** Of the board, from its top, that are looked at: open ones, then majors. */
const mostIncidents = 2_000;
const namedIncidents = 20;

export async function silentCis(cmdb: Cmdb, reader: ProjectionReader, now: number): Promise<SilentCi[]> {
  const [first] = await reader.scan(places.listening, { limit: 1 });
  const listeningSince = first === undefined ? now : Number(first.key);
  if (now - listeningSince < silentMs) return [];
  const heard = new Map<string, number>();
  for await (const { key, row } of reader.all(places.heard)) heard.set(key, row.lastAt);
  const silent = cmdb.cis.filter(({ id }) => now - (heard.get(id) ?? listeningSince) >= silentMs);
  const caused = await causedBy(new Set(silent.map(({ id }) => id)), reader);
  const found = silent.map(({ id }): SilentCi => {
    const lastAt = heard.get(id) ?? null;
    return { ci: id, lastAt, since: lastAt ?? listeningSince, incidents: caused.get(id) ?? [] };
  });
  return found.sort((a, b) => b.incidents.length - a.incidents.length || (a.ci < b.ci ? -1 : 1));
}

async function causedBy(cis: ReadonlySet<string>, reader: ProjectionReader): Promise<Map<string, string[]>> {
  const caused = new Map<string, string[]>();
  for (const { row: id } of await reader.scan(places.board, { limit: mostIncidents })) {
    const ci = (await reader.get(places.incident, id))?.rootCandidates[0]?.ci;
    if (ci === undefined || !cis.has(ci)) continue;
    const incidents = caused.get(ci) ?? [];
    if (incidents.length < namedIncidents) caused.set(ci, [...incidents, id]);
  }
  return caused;
}
