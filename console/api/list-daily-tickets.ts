// What was done to tickets on one day, in order; where a site only observes, what would have been: a page at a time, or as CSV.
import type { Incident } from '../../domain/incident.ts';
import { instantOf, rfc3339, wallTime } from '../../domain/zoned-time.ts';
import { timeKey, type ToldRow } from '../projection/tables.ts';
import { places, type Found } from '../reading/projection-reader.ts';
import type { DailyTickets } from './daily-contract.ts';
import { csvText } from './csv-text.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import type { View } from './view.ts';

interface Asked {
  /** `2026-11-28`, of the site's zone; absent: today. */
  readonly day?: string | undefined;
  readonly sink?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

type Line = DailyTickets['items'][number];

const dayMs = 86_400_000;
/** The name of a system that is only observed begins so (runtime/config/site-policy.ts). */
const observed = 'would-be.';
/** A file of a day: beyond it a spreadsheet is no help. */
const csvCeiling = 20_000;

export async function listDailyTickets(asked: Asked, view: View): Promise<DailyTickets> {
  const day = asked.day ?? dayOf(view.now, view.timezone);
  const found = await toldOn(day, asked, view);
  const items = await linesOf(found.slice(0, asked.limit), view);
  const next = found.length > asked.limit ? writeCursor(found[asked.limit - 1]?.key ?? null) : null;
  return { day, timezone: view.timezone, items, next };
}

/** The same day whole, one line for each operation. */
export async function dailyTicketsCsv(asked: Pick<Asked, 'day' | 'sink'>, view: View): Promise<string> {
  const { items } = await listDailyTickets({ ...asked, limit: csvCeiling }, view);
  return csvText([columns, ...items.map(cells)]);
}

const columns = ['at', 'operation', 'system', 'observed', 'priority', 'title', 'cause', 'incident', 'ticket', 'key'];

function cells({ at, op, sink, observed: would, priority, title, cause, number, ticket, key }: Line): string[] {
  return [
    at,
    op,
    sink,
    would ? 'yes' : 'no',
    `P${String(priority)}`,
    title,
    cause ?? '',
    number ?? '',
    ticket ?? '',
    key,
  ];
}

/** One more than asked for, if there is one. */
async function toldOn(
  day: string,
  { sink, limit, after }: Asked,
  { reader, timezone }: View,
): Promise<Found<ToldRow>[]> {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const [from, to] = [instantOf(midnight, timezone), instantOf(midnight + dayMs, timezone)];
  const found: Found<ToldRow>[] = [];
  for await (const one of reader.all(places.told, '', readCursor(after) ?? timeKey(from))) {
    if (one.row.at >= to || found.length > limit) break;
    if (sink === undefined || one.row.sink === sink) found.push(one);
  }
  return found;
}

async function linesOf(found: readonly Found<ToldRow>[], { reader }: View): Promise<Line[]> {
  const ids = [...new Set(found.map(({ row }) => row.incident))];
  const incidents = new Map(
    await Promise.all(ids.map(async (id) => [id, await reader.get(places.incident, id)] as const)),
  );
  return found.map(({ row }) => line(row, incidents.get(row.incident) ?? null));
}

function line({ at, ...row }: ToldRow, incident: Incident | null): Line {
  const would = row.sink.startsWith(observed);
  const sink = would ? row.sink.slice(observed.length) : row.sink;
  const [first] = incident?.rootCandidates ?? [];
  const known = { number: incident?.number ?? null, cause: first === undefined ? null : first.ciName };
  return { ...row, ...known, at: rfc3339(at), sink, observed: would };
}

function dayOf(instant: number, zone: string): string {
  const { year, month, day } = wallTime(instant, zone);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
