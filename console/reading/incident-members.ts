// Which alerts an incident holds: those of its situations, and of all that merged into them.
import type { Alert } from '../../domain/alert.ts';
import { places, type Place, type ProjectionReader } from './projection-reader.ts';

/** Every situation behind an incident, absorbed ones included, in a steady order; few more than `ceiling` of them. */
export async function situationsOf(reader: ProjectionReader, incident: string, ceiling = Infinity): Promise<string[]> {
  const incidents = await closure({ reader, place: places.absorbedIncident, ceiling }, [incident]);
  const direct: string[] = [];
  for (const id of incidents) for await (const child of childrenOf(reader, places.situationOf, id)) direct.push(child);
  return absorbedInto(reader, direct, ceiling);
}

/** The situations given, and all that merged into them. */
export function absorbedInto(
  reader: ProjectionReader,
  situations: readonly string[],
  ceiling = Infinity,
): Promise<string[]> {
  return closure({ reader, place: places.absorbedSituation, ceiling }, situations);
}

interface Tree {
  readonly reader: ProjectionReader;
  /** Rows `parent/child`. */
  readonly place: Place<1>;
  readonly ceiling: number;
}

async function closure({ reader, place, ceiling }: Tree, start: readonly string[]): Promise<string[]> {
  const reached = new Set(start);
  for (const id of reached) {
    for await (const child of childrenOf(reader, place, id)) {
      if (reached.size >= ceiling) return [...reached];
      reached.add(child);
    }
  }
  return [...reached];
}

async function* childrenOf(reader: ProjectionReader, place: Place<1>, parent: string): AsyncGenerator<string> {
  const prefix = `${parent}/`;
  for await (const { key } of reader.all(place, prefix)) yield key.slice(prefix.length);
}

/** `situation/alert` of the last member read. */
type MemberKey = string;

export interface MemberPage {
  readonly alerts: readonly Alert[];
  readonly next: MemberKey | null;
}

interface Member {
  readonly key: MemberKey;
  readonly alert: Alert;
}

/** At most `limit` member alerts after a key. */
export async function memberPage(
  reader: ProjectionReader,
  situations: readonly string[],
  { after, limit }: { readonly after: MemberKey | null; readonly limit: number },
): Promise<MemberPage> {
  const page: Member[] = [];
  if (limit === 0) return { alerts: [], next: null };
  for await (const member of members(reader, situations, after)) {
    if (page.length === limit) return { alerts: page.map(({ alert }) => alert), next: page.at(-1)?.key ?? null };
    page.push(member);
  }
  return { alerts: page.map(({ alert }) => alert), next: null };
}

/** Members in the order of the situations; those that moved to another situation since are left out. */
export async function* members(
  reader: ProjectionReader,
  situations: readonly string[],
  after: MemberKey | null = null,
): AsyncGenerator<Member> {
  const from = after?.slice(0, after.indexOf('/')) ?? situations[0];
  const first = situations.findIndex((situation) => situation === from);
  if (first === -1) return;
  for (const situation of situations.slice(first)) {
    const start = situation === from && after !== null ? after : undefined;
    for await (const { key } of reader.all(places.member, `${situation}/`, start)) {
      const id = key.slice(situation.length + 1);
      const membership = await reader.get(places.membership, id);
      const alert = membership?.situation === situation ? await reader.alert(id) : null;
      if (alert !== null) yield { key, alert };
    }
  }
}
