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

/** `situation/moment/place in the row` of the last member read. */
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

/** Members in the order of the situations, then as they joined; those that moved since are left out. */
export async function* members(
  reader: ProjectionReader,
  situations: readonly string[],
  after: MemberKey | null = null,
): AsyncGenerator<Member> {
  const from = after === null ? null : readMemberKey(after);
  const first = from === null ? 0 : situations.indexOf(from.situation);
  if (first === -1) return;
  for (const situation of situations.slice(first)) {
    for await (const { joined, alerts, start } of joinings(
      reader,
      situation,
      situation === from?.situation ? from : null,
    )) {
      for (let at = start; at < alerts.length; at += 1) {
        const alert = await stillThere(reader, alerts[at] ?? '', joined);
        if (alert !== null) yield { key: `${joined}/${String(at)}`, alert };
      }
    }
  }
}

interface Joining {
  /** `situation/moment` */
  readonly joined: string;
  readonly alerts: readonly string[];
  readonly start: number;
}

async function* joinings(
  reader: ProjectionReader,
  situation: string,
  from: ReturnType<typeof readMemberKey> | null,
): AsyncGenerator<Joining> {
  if (from !== null) {
    const row = await reader.get(places.joined, from.joined);
    if (row !== null) yield { joined: from.joined, alerts: row.alerts, start: from.at + 1 };
  }
  for await (const { key, row } of reader.all(places.joined, `${situation}/`, from?.joined)) {
    yield { joined: key, alerts: row.alerts, start: 0 };
  }
}

/** Null if it has moved since; a second joining of the same situation counts, not the first. */
async function stillThere(reader: ProjectionReader, id: string, joined: string): Promise<Alert | null> {
  const [now] = await reader.memberships(id, 1);
  return now !== undefined && `${now.situation ?? ''}/${now.since}` === joined ? reader.alert(id) : null;
}

function readMemberKey(key: MemberKey): { situation: string; joined: string; at: number } {
  const end = key.lastIndexOf('/');
  return { situation: key.slice(0, key.indexOf('/')), joined: key.slice(0, end), at: Number(key.slice(end + 1)) };
}
