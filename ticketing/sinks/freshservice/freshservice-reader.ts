// Tells what people did on tickets in Freshservice: those updated since a second of its own clock, with their conversations.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ReadOutcome, SeenComment, SeenTicket, TicketReader } from '../../reader.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { commentsSince, missingTicket, shortText } from '../reading/seen-ticket.ts';
import { readCursor, sliceSince, writeCursor } from '../steps/second-cursor.ts';
import { misread, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { hasNoteMark } from '../text/marks.ts';
import { Conversations, isMissing, OneTicket, TicketPage } from './freshservice-answers.ts';
import type { FreshTicket } from './freshservice-answers.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';
import { isFreshId, keyIn, standingOf } from './freshservice-words.ts';

type Read = { readonly ticket: SeenTicket } | { readonly stopped: Stop };

export class FreshserviceReader implements TicketReader {
  readonly #door: SystemDoor;
  readonly #config: FreshserviceConfig;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(door: SystemDoor, config: FreshserviceConfig, clock: Pick<Clock, 'now'>) {
    this.#door = door;
    this.#config = config;
    this.#clock = clock;
  }

  async readSince(cursor: string | null): Promise<ReadOutcome> {
    const from = readCursor(cursor);
    if (from === null) return this.#fixCursor();
    const slice = await sliceSince(
      from,
      (ticket: FreshTicket) => ticket.updated_at,
      (page) => this.#page(from.second, page),
    );
    if ('fault' in slice) return unknown(slice.fault);
    const tickets: SeenTicket[] = [];
    for (const told of slice.rows) {
      const seen = await this.#seen(told, from.second * 1_000);
      if ('stopped' in seen) return unknown(seen.stopped);
      tickets.push(seen.ticket);
    }
    return { outcome: 'read', tickets, cursor: slice.cursor, more: slice.more };
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const tickets: SeenTicket[] = [];
    for (const id of ids.slice(0, 100)) {
      const read = await this.#readOne(id);
      if ('stopped' in read) return unknown(read.stopped);
      tickets.push(read.ticket);
    }
    return { outcome: 'read', tickets, cursor: '', more: false };
  }

  async #readOne(id: string): Promise<Read> {
    const missing = { ticket: missingTicket(id, this.#clock.now()) };
    if (!isFreshId(id)) return missing;
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets/${id}` });
    if (isMissing(reply)) return missing;
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = OneTicket.safeParse(reply.json);
    return answer.success ? this.#seen(answer.data.ticket, 0) : { stopped: misread('freshservice', 'read ticket') };
  }

  async #fixCursor(): Promise<ReadOutcome> {
    const reply = await this.#door.ask({ method: 'GET', path: '/tickets?per_page=1' });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'read the clock'));
    const told = Date.parse(reply.headers['date'] ?? '');
    const second = Math.floor((Number.isNaN(told) ? this.#clock.now() : told) / 1_000);
    return { outcome: 'read', tickets: [], cursor: writeCursor({ second, page: 1 }, false, second), more: false };
  }

  /** The list has no order by time of change: it is sorted here. */
  async #page(
    second: number,
    page: number,
  ): Promise<{ rows: readonly FreshTicket[]; last: boolean } | { fault: Stop }> {
    const since = new Date(second * 1_000).toISOString().replace('.000', '');
    const wanted = new URLSearchParams({ updated_since: since, per_page: '100', page: String(page) });
    if (this.#config.workspace !== undefined) wanted.set('workspace_id', String(this.#config.workspace));
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets?${wanted.toString()}` });
    if (reply.kind !== 'ok') return { fault: stoppedBy(reply, 'read changes') };
    const answer = TicketPage.safeParse(reply.json);
    if (!answer.success) return { fault: misread('freshservice', 'read changes') };
    const { tickets } = answer.data;
    return { rows: tickets.filter(({ updated_at }) => updated_at >= second * 1_000), last: tickets.length < 100 };
  }

  async #seen(told: FreshTicket, sinceMs: number): Promise<Read> {
    const comments = await this.#comments(told.id, sinceMs);
    if ('stopped' in comments) return comments;
    const priority = Object.entries(this.#config.priorities).find(([, value]) => value === told.priority)?.[0];
    const team = Object.entries(this.#config.groups).find(([, group]) => group === told.group_id)?.[0];
    const text = (value: number | null | undefined): string | null =>
      typeof value === 'number' ? String(value) : null;
    const ticket: SeenTicket = {
      ticket: String(told.id),
      url: `${this.#config.url}/a/tickets/${String(told.id)}`,
      key: keyIn(told.tags),
      kind: /request/i.test(told.type ?? '') ? 'request' : /incident/i.test(told.type ?? '') ? 'incident' : 'other',
      title: told.subject,
      text: shortText(told.description_text ?? ''),
      standing: standingOf(told, this.#config),
      changedAt: told.updated_at,
      priority: priority === undefined ? null : Number(priority),
      team: team ?? text(told.group_id),
      assignee: text(told.responder_id),
      requester: text(told.requester_id),
      mergedInto: null,
      comments,
    };
    return { ticket };
  }

  /** What came in by mail may quote our marks: it is never ours. */
  async #comments(ticket: number, sinceMs: number): Promise<readonly SeenComment[] | { stopped: Stop }> {
    const path = `/tickets/${String(ticket)}/conversations?per_page=100`;
    const reply = await this.#door.ask({ method: 'GET', path });
    if (reply.kind === 'refused' && reply.status === 404) return [];
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read notes') };
    const answer = Conversations.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('freshservice', 'read notes') };
    const comments = answer.data.conversations.map((note) => ({
      id: String(note.id),
      at: note.created_at,
      author: typeof note.user_id === 'number' ? String(note.user_id) : '',
      own: note.incoming !== true && (hasNoteMark(note.body_text) || note.body_text.startsWith('→ #')),
      public: !note.private,
      text: shortText(note.body_text),
    }));
    return commentsSince(comments, sinceMs);
  }
}
