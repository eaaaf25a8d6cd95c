// Tells what people did in GLPI 11: tickets by time of change, newest first until what is known, with their follow-ups.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ReadOutcome, SeenComment, SeenTicket, TicketReader } from '../../reader.ts';
import { plainText } from '../../text/html-text.ts';
import { kinds, priorities, standings } from '../glpi/glpi-numbers.ts';
import { commentsSince, missingTicket, seenComment, shortText } from '../reading/seen-ticket.ts';
import { readCursor, sliceSince, writeCursor } from '../steps/second-cursor.ts';
import type { Page } from '../steps/second-cursor.ts';
import { misread, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { V2Ticket, V2Tickets } from './glpi-v2-answers.ts';
import type { Note } from './glpi-v2-answers.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';
import type { GlpiV2Door } from './glpi-v2-door.ts';
import type { GlpiV2Steps } from './glpi-v2-steps.ts';
import { isUnknown, keyOf, membersOf } from './glpi-v2-words.ts';

type Read = { readonly ticket: SeenTicket } | { readonly stopped: Stop };

const pageSize = 100;
const ownLink = /^→ #\d/;

export class GlpiV2Reader implements TicketReader {
  readonly #door: GlpiV2Door;
  readonly #own: string;
  readonly #steps: GlpiV2Steps;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(door: GlpiV2Door, config: GlpiV2Config, steps: GlpiV2Steps, clock: Pick<Clock, 'now'>) {
    this.#door = door;
    this.#own = config.username;
    this.#steps = steps;
    this.#clock = clock;
  }

  async readSince(cursor: string | null): Promise<ReadOutcome> {
    const from = readCursor(cursor);
    if (from === null) return this.#fixCursor();
    const since = from.second * 1_000;
    const slice = await sliceSince(
      from,
      (ticket: V2Ticket) => ticket.date_mod,
      (page) => this.#page(since, page),
    );
    if ('fault' in slice) return unknown(slice.fault);
    return this.#all(slice.rows, since, slice);
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const tickets: SeenTicket[] = [];
    for (const id of ids.slice(0, 100)) {
      const read = await this.#one(id);
      if ('stopped' in read) return unknown(read.stopped);
      tickets.push(read.ticket);
    }
    return { outcome: 'read', tickets, cursor: '', more: false };
  }

  async #all(
    rows: readonly V2Ticket[],
    since: number,
    { cursor, more }: { readonly cursor: string; readonly more: boolean },
  ): Promise<ReadOutcome> {
    const tickets: SeenTicket[] = [];
    for (const row of rows) {
      const seen = await this.#seen(row, since);
      if ('stopped' in seen) return unknown(seen.stopped);
      tickets.push(seen.ticket);
    }
    return { outcome: 'read', tickets, cursor, more };
  }

  /** From the newest change on; an empty GLPI has none. */
  async #fixCursor(): Promise<ReadOutcome> {
    const newest = await this.#page(0, 1);
    if ('fault' in newest) return unknown(newest.fault);
    const second = Math.floor((newest.rows[0]?.date_mod ?? 0) / 1_000);
    return { outcome: 'read', tickets: [], cursor: writeCursor({ second, page: 1 }, false, second), more: false };
  }

  /** Not filtered by GLPI: whose zone a time in a filter is in, is said nowhere; answers name theirs. */
  async #page(since: number, page: number): Promise<Page<V2Ticket, Stop>> {
    const start = String((page - 1) * pageSize);
    const wanted = new URLSearchParams({ sort: 'date_mod:desc', start, limit: String(pageSize) });
    const reply = await this.#door.ask({ method: 'GET', path: `/Assistance/Ticket?${wanted.toString()}` });
    if (reply.kind !== 'ok') return { fault: stoppedBy(reply, 'read changes') };
    const answer = V2Tickets.safeParse(reply.json);
    if (!answer.success) return { fault: misread('glpi', 'read changes') };
    const rows = answer.data.filter(({ date_mod: at }) => at >= since);
    return { rows, last: rows.length < answer.data.length || reply.status !== 206 };
  }

  async #one(id: string): Promise<Read> {
    const missing = { ticket: missingTicket(id, this.#clock.now()) };
    if (!this.#steps.isId(id)) return missing;
    const reply = await this.#door.ask({ method: 'GET', path: `/Assistance/Ticket/${id}` });
    if (isUnknown(reply)) return missing;
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = V2Ticket.safeParse(reply.json);
    return answer.success ? this.#seen(answer.data, 0) : { stopped: misread('glpi', 'read ticket') };
  }

  /** Of a person's own ticket nothing more is asked than the list shows. */
  async #seen(told: V2Ticket, since: number): Promise<Read> {
    const { ticket, url } = this.#steps.refOf(String(told.id));
    const key = keyOf(told);
    const comments = key === null || told.is_deleted ? [] : await this.#comments(ticket, since);
    if ('stopped' in comments) return comments;
    const assignee = membersOf(told, 'assigned', 'user').find(({ name }) => name !== '' && name !== this.#own);
    const seen: SeenTicket = {
      ...{ ticket, url, key, kind: kinds[told.type] ?? 'other', title: told.name },
      text: shortText(plainText(told.content ?? '')),
      standing: told.is_deleted ? 'deleted' : (standings[told.status] ?? 'in-progress'),
      ...{ changedAt: told.date_mod, priority: priorities[told.priority] ?? null },
      team: membersOf(told, 'assigned', 'group')[0]?.name ?? null,
      assignee: assignee?.name ?? null,
      ...{ requester: this.#requesterOf(told), mergedInto: null, comments },
    };
    return { ticket: seen };
  }

  /** The same one whatever their order; the account that opened it asks for nothing. */
  #requesterOf(told: V2Ticket): string | null {
    const people = membersOf(told, 'requester', 'user').filter(({ name }) => name !== this.#own);
    const ids = people.flatMap(({ id }) => (id === null || id < 1 ? [] : [id]));
    return ids.length === 0 ? null : String(Math.min(...ids));
  }

  async #comments(ticket: string, since: number): Promise<readonly SeenComment[] | { readonly stopped: Stop }> {
    const listed = await this.#steps.notes.listed(ticket);
    if ('stopped' in listed) {
      // Without the right to see them, or gone meanwhile: there are none to tell of.
      return listed.stopped.outcome === 'refused' ? [] : listed;
    }
    return commentsSince(
      listed.notes.map((note) => this.#comment(note)),
      since,
    );
  }

  #comment(note: Note): SeenComment {
    const author = note.user?.name ?? '';
    const at = note.date ?? note.date_creation ?? null;
    const text = plainText(note.content ?? '');
    const comment = seenComment({ id: String(note.id), at, author, public: !note.is_private, text });
    return { ...comment, own: comment.own || ownLink.test(text) || author === this.#own };
  }
}
