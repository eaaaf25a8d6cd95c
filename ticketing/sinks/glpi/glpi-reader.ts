// What people did in GLPI: tickets changed since a moment of its own clock, and tickets by id, with their comments.
import { z } from 'zod';
import { instantOf } from '../../../domain/zoned-time.ts';
import type { ReadOutcome, SeenComment, SeenTicket, TicketReader, TicketStanding } from '../../reader.ts';
import { plainText } from '../../text/html-text.ts';
import { hasNoteMark, keyInTitle } from '../text/marks.ts';
import { Actors, ChangedAnswer, Notes, SeenAnswer, TicketLinks } from './glpi-answers.ts';
import type { ChangedRow } from './glpi-answers.ts';
import { kinds, priorities, standings } from './glpi-numbers.ts';
import type { GlpiConfig } from './glpi-config.ts';
import { misread, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import type { GlpiSession } from './glpi-session.ts';

/** GLPI's own words: its local time, to the second. `seen`: tickets already told of, as `id@time`. */
const Cursor = z.object({ since: z.string().max(30), seen: z.array(z.string().max(40)).max(12) });
type Cursor = z.infer<typeof Cursor>;

const pageSize = 50;
/** The most that GLPI answers at once: `Accept-Range`. */
const answerRows = 1_000;
const seenKept = 12;
const commentsKept = 50;
/** Later changes of the same second would else be missed: glpi-observed, pitfall 19. */
const overlapSeconds = 2;
const textLength = 16_000;

/** A read that did not come through: the whole read is unknown. */
class Unreadable extends Error {
  readonly stop: Stop;

  constructor(stop: Stop) {
    super(stop.message);
    this.stop = stop;
  }
}

/** `2026-11-23 19:16:10`, minus seconds, in the same clock. */
function earlier(time: string, seconds: number): string {
  const asUtc = Date.parse(`${time.replace(' ', 'T')}Z`);
  if (Number.isNaN(asUtc)) return time;
  return new Date(asUtc - seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The same one whatever their order; null: by mail alone, or nobody. */
const firstOf = (people: readonly number[]): string | null =>
  people.length === 0 ? null : String(Math.min(...people));

const markOf = (row: ChangedRow): string => `${String(row[2])}@${row['19']}`;

export class GlpiReader implements TicketReader {
  readonly #session: GlpiSession;
  readonly #zone: string;
  readonly #pageOf: (ticket: string) => string | null;
  /** Marks told since the newest change: more tickets may share its second than a cursor can name. */
  #told: readonly string[] = [];

  constructor(session: GlpiSession, config: GlpiConfig, pageOf: (ticket: string) => string | null) {
    this.#session = session;
    this.#zone = config.timezone;
    this.#pageOf = pageOf;
  }

  readSince(cursor: string | null): Promise<ReadOutcome> {
    return this.#guarded(async () => {
      const from = cursor === null ? null : Cursor.safeParse(parsed(cursor)).data;
      if (from === null || from === undefined) return { tickets: [], cursor: await this.#now(), more: false };
      return this.#changedSince(from);
    });
  }

  readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    return this.#guarded(async () => {
      const tickets: SeenTicket[] = [];
      for (const id of ids) tickets.push(await this.#ticket(id));
      return { tickets: tickets.sort((a, b) => a.changedAt - b.changedAt), cursor: '', more: false };
    });
  }

  async #guarded(read: () => Promise<Omit<ReadOutcome & { outcome: 'read' }, 'outcome'>>): Promise<ReadOutcome> {
    try {
      return { outcome: 'read', ...(await read()) };
    } catch (thrown) {
      if (thrown instanceof Unreadable) return unknown(thrown.stop);
      throw thrown;
    }
  }

  /** From the newest change on; an empty GLPI has none. */
  async #now(): Promise<string> {
    const path = 'search/Ticket?forcedisplay[0]=2&forcedisplay[1]=19&sort=19&order=DESC&range=0-0';
    const newest = (await this.#search(path)).data?.[0];
    const since = newest?.['19'] ?? '1970-01-01 00:00:00';
    return JSON.stringify({ since, seen: newest === undefined ? [] : [markOf(newest)] });
  }

  async #changedSince({ since, seen }: Cursor): Promise<Omit<ReadOutcome & { outcome: 'read' }, 'outcome'>> {
    const told = new Set([...seen, ...this.#told]);
    const { fresh, more } = await this.#fresh(earlier(since, overlapSeconds), told);
    const rows = fresh.slice(0, pageSize);
    const tickets: SeenTicket[] = [];
    for (const row of rows) {
      tickets.push(keyInTitle(row[1]) === null ? this.#foreign(row) : await this.#ticket(String(row[2])));
    }
    const last = rows.at(-1)?.['19'] ?? since;
    const from = earlier(last, overlapSeconds);
    this.#told = [...told, ...rows.map(markOf)].filter((mark) => (mark.split('@')[1] ?? '') > from);
    const cursor = JSON.stringify({ since: last, seen: this.#told.slice(-seenKept) });
    return { tickets, cursor, more: more || fresh.length > rows.length };
  }

  /** A page of what was not told, as long as there is so much. `more`: there is, behind it. */
  async #fresh(after: string, told: ReadonlySet<string>): Promise<{ fresh: ChangedRow[]; more: boolean }> {
    const size = Math.min(pageSize + told.size, answerRows);
    const fresh: ChangedRow[] = [];
    for (let from = 0; ; from += size) {
      const { totalcount, data = [] } = await this.#changes(after, `${String(from)}-${String(from + size - 1)}`);
      fresh.push(...data.filter((row) => !told.has(markOf(row))));
      const more = totalcount > from + data.length;
      if (!more || fresh.length >= pageSize || data.length === 0) return { fresh, more };
    }
  }

  #changes(after: string, range: string): Promise<ChangedAnswer> {
    const criterion = `criteria[0][field]=19&criteria[0][searchtype]=morethan&criteria[0][value]=${encodeURIComponent(after)}`;
    const shown = [2, 19, 12, 3, 14, 4].map((field, at) => `forcedisplay[${String(at)}]=${String(field)}`).join('&');
    return this.#search(`search/Ticket?${criterion}&${shown}&sort=19&order=ASC&range=${range}`);
  }

  async #search(path: string): Promise<ChangedAnswer> {
    const reply = await this.#session.ask({
      method: 'GET',
      path: path.replace(/[[\]]/g, (sign) => encodeURIComponent(sign)),
    });
    if (reply.kind !== 'ok') throw new Unreadable(stoppedBy(reply, 'search'));
    const answer = ChangedAnswer.safeParse(reply.json);
    if (!answer.success) throw new Unreadable(misread('glpi', 'search'));
    return answer.data;
  }

  /** Of a person: as the list shows it, no further questions asked. */
  #foreign(row: ChangedRow): SeenTicket {
    const ticket = String(row[2]);
    return {
      ...{ ticket, url: this.#pageOf(ticket), key: null, kind: kinds[row['14'] ?? 1] ?? 'other' },
      ...{ title: row[1], text: '', standing: standings[row['12'] ?? 1] ?? 'in-progress' },
      ...{ changedAt: this.#instant(row['19']), priority: priorities[row['3'] ?? 0] ?? null, team: null },
      ...{ assignee: null, requester: firstOf(row['4']), mergedInto: null, comments: [] },
    };
  }

  async #ticket(ticket: string): Promise<SeenTicket> {
    if (!/^\d{1,10}$/.test(ticket)) return this.#deleted(ticket);
    const reply = await this.#session.ask({ method: 'GET', path: `Ticket/${ticket}?get_hateoas=false` });
    if (reply.kind === 'refused' && reply.status === 404) return this.#deleted(ticket);
    if (reply.kind !== 'ok') throw new Unreadable(stoppedBy(reply, 'read ticket'));
    const answer = SeenAnswer.safeParse(reply.json);
    if (!answer.success) throw new Unreadable(misread('glpi', 'read ticket'));
    const seen = answer.data;
    const into = seen.is_deleted === 0 ? null : await this.#duplicateOf(ticket);
    const gone: TicketStanding = into === null ? 'deleted' : 'merged';
    return {
      ...{ ticket, url: this.#pageOf(ticket), key: keyInTitle(seen.name), kind: kinds[seen.type] ?? 'other' },
      ...{ title: seen.name, text: plainText(seen.content ?? '').slice(0, textLength) },
      standing: seen.is_deleted === 0 ? (standings[seen.status] ?? 'in-progress') : gone,
      changedAt: this.#instant(seen.date_mod),
      priority: priorities[seen.priority] ?? null,
      team: await this.#actor(ticket, 'Group_Ticket'),
      assignee: await this.#actor(ticket, 'Ticket_User'),
      ...{ requester: null, mergedInto: into, comments: await this.#comments(ticket) },
    };
  }

  #deleted(ticket: string): SeenTicket {
    return {
      ...{ ticket, url: null, key: null, kind: 'incident', title: '', text: '', standing: 'deleted', changedAt: 0 },
      ...{ priority: null, team: null, assignee: null, requester: null, mergedInto: null, comments: [] },
    };
  }

  /** GLPI's own merge puts the merged ticket into the bin and links it as a duplicate. */
  async #duplicateOf(ticket: string): Promise<string | null> {
    const rows = await this.#rows(`Ticket/${ticket}/Ticket_Ticket?get_hateoas=false&range=0-99`, TicketLinks);
    const own = Number(ticket);
    const link = rows.find(({ link: kind, tickets_id_1: from }) => kind === duplicate && from === own);
    return link === undefined ? null : String(link.tickets_id_2);
  }

  /** Names, where the rights allow it: `users_id` is then a text. The own account is nobody. */
  async #actor(ticket: string, type: 'Group_Ticket' | 'Ticket_User'): Promise<string | null> {
    const path = `Ticket/${ticket}/${type}?get_hateoas=false&expand_dropdowns=true&range=0-49`;
    const assigned = (await this.#rows(path, Actors)).filter((row) => row.type === assignedActor);
    const own = this.#session.ownName;
    const names = assigned.map(({ groups_id: group, users_id: user }) => String(group ?? user ?? ''));
    return names.find((name) => name !== '' && name !== '0' && name !== own) ?? null;
  }

  async #comments(ticket: string): Promise<SeenComment[]> {
    const query = 'get_hateoas=false&expand_dropdowns=true&sort=id&order=DESC';
    const path = `Ticket/${ticket}/ITILFollowup?${query}&range=0-${String(commentsKept - 1)}`;
    const own = this.#session.ownName;
    return (await this.#rows(path, Notes)).toReversed().map((note) => {
      const author = String(note.users_id);
      return {
        id: String(note.id),
        at: this.#instant(note.date),
        author,
        own: author === own || hasNoteMark(note.content ?? ''),
        public: note.is_private === 0,
        text: plainText(note.content ?? '').slice(0, textLength),
      };
    });
  }

  async #rows<Row>(path: string, schema: z.ZodType<Row[]>): Promise<Row[]> {
    const reply = await this.#session.ask({ method: 'GET', path });
    // Without the right to see them, there are none to tell of.
    if (reply.kind === 'refused') return [];
    if (reply.kind !== 'ok') throw new Unreadable(stoppedBy(reply, 'read ticket'));
    const rows = schema.safeParse(reply.json);
    if (!rows.success) throw new Unreadable(misread('glpi', 'read ticket'));
    return rows.data;
  }

  #instant(time: string): number {
    const asUtc = Date.parse(`${time.replace(' ', 'T')}Z`);
    return Number.isNaN(asUtc) ? 0 : instantOf(asUtc, this.#zone);
  }
}

/** Type of an actor: 1 requester, 2 assigned, 3 observer. */
const assignedActor = 2;
const duplicate = 2;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
