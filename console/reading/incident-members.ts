// Which alerts an incident holds: those of its situations, and of all that merged into them.
import type { Alert } from '../../domain/alert.ts';
import { places, type Place, type ProjectionReader } from './projection-reader.ts';

/** More situations than this behind one incident are read in part: a page shows it, nothing breaks. */
export const situationCeiling = 5_000;

/** Every situation behind an incident, absorbed ones included, in a steady order. */
export async function situationsOf(reader: ProjectionReader, incident: string): Promise<string[]> {
  const incidents = await closure(reader, places.absorbedIncident, [incident]);
  const direct: string[] = [];
  for (const id of incidents) direct.push(...(await children(reader, places.situationOf, id)));
  return absorbedInto(reader, direct);
}

/** The situations given, and all that merged into them. */
export function absorbedInto(reader: ProjectionReader, situations: readonly string[]): Promise<string[]> {
  return closure(reader, places.absorbedSituation, situations);
}

async function closure(reader: ProjectionReader, place: Place<1>, start: readonly string[]): Promise<string[]> {
  const reached = new Set(start);
  for (const id of reached) {
    if (reached.size > situationCeiling) break;
    for (const child of await children(reader, place, id)) reached.add(child);
  }
  return [...reached];
}

async function children(reader: ProjectionReader, place: Place<1>, parent: string): Promise<string[]> {
  const prefix = `${parent}/`;
  return (await reader.keys(place, prefix, situationCeiling)).map((key) => key.slice(prefix.length));
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
