// Tells what people did on tickets in RT: those changed since a second of RT's own clock, with their comments.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ReadOutcome, SeenComment, SeenTicket, TicketReader } from '../../reader.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { misread, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { missingTicket } from '../reading/seen-ticket.ts';
import { readCursor, writeCursor } from '../steps/second-cursor.ts';
import type { SecondCursor } from '../steps/second-cursor.ts';
import { plainText } from '../../text/html-text.ts';
import { Attachments, History, TicketList } from './rt-answers.ts';
import type { RtTicket } from './rt-answers.ts';
import type { RtConfig } from './rt-config.ts';
import type { RtQueues } from './rt-queues.ts';
import { keyOf, RtTickets, standingOf } from './rt-tickets.ts';

const pageSize = 100;
const commentsPerTicket = 50;
const shownLength = 16_000;

const listFields = 'Subject,Status,Priority,LastUpdated,CustomFields,EffectiveId,Owner,Queue,Requestor,Creator';

/** TicketSQL loses the time of a stamp that ends in Z: recorded, 31b and 31c. */
const stamp = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\.\d+Z$/, '+00:00');

interface Comments {
  readonly ticket: string;
  readonly sinceMs: number;
  /** Null: not a ticket of ours. */
  readonly account: string | null;
}

export class RtReader implements TicketReader {
  readonly #door: SystemDoor;
  readonly #config: RtConfig;
  readonly #queues: RtQueues;
  readonly #tickets: RtTickets;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(parts: { door: SystemDoor; config: RtConfig; queues: RtQueues; clock: Pick<Clock, 'now'> }) {
    this.#door = parts.door;
    this.#config = parts.config;
    this.#queues = parts.queues;
    this.#clock = parts.clock;
    this.#tickets = new RtTickets(parts.door, parts.config);
  }

  async readSince(cursor: string | null): Promise<ReadOutcome> {
    const from = readCursor(cursor);
    if (from === null) return this.#fixCursor();
    const list = await this.#changedSince(from);
    if ('stopped' in list) return unknown(list.stopped);
    const tickets: SeenTicket[] = [];
    for (const told of list.rows) {
      const seen = await this.#seen(told, String(told.id), from.second * 1_000);
      if ('stopped' in seen) return unknown(seen.stopped);
      tickets.push(seen.ticket);
    }
    const full = list.rows.length === pageSize;
    const last = Math.floor((list.rows.at(-1)?.LastUpdated ?? 0) / 1_000);
    return { outcome: 'read', tickets, cursor: writeCursor(from, full, last), more: full };
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const tickets: SeenTicket[] = [];
    for (const id of ids.slice(0, pageSize)) {
      const read = await this.#tickets.read(id);
      if ('stopped' in read && read.stopped.outcome !== 'refused') return unknown(read.stopped);
      const seen =
        'stopped' in read ? { ticket: missingTicket(id, this.#clock.now()) } : await this.#seen(read.told, id, 0);
      if ('stopped' in seen) return unknown(seen.stopped);
      tickets.push(seen.ticket);
    }
    return { outcome: 'read', tickets, cursor: '', more: false };
  }

  /** By RT's own clock, as its answers tell it. */
  async #fixCursor(): Promise<ReadOutcome> {
    const reply = await this.#door.ask({ method: 'GET', path: '/rt' });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'read the clock'));
    const told = Date.parse(reply.headers['date'] ?? '');
    const second = Math.floor((Number.isNaN(told) ? this.#clock.now() : told) / 1_000);
    return { outcome: 'read', tickets: [], cursor: writeCursor({ second, page: 1 }, false, second), more: false };
  }

  /** Tickets of our queues, and ours wherever they were moved; a second overlaps, since more may have changed in it. */
  async #changedSince({ second, page }: SecondCursor): Promise<{ rows: readonly RtTicket[] } | { stopped: Stop }> {
    const queues = this.#queues.all.map((queue) => `Queue = '${queue}'`).join(' OR ');
    const ours = `'CF.{${this.#config.keyField}}' IS NOT NULL`;
    const query = `(${queues} OR ${ours}) AND EffectiveId > 0 AND LastUpdated > '${stamp(second - 1)}'`;
    const wanted = new URLSearchParams({ query, fields: listFields, per_page: String(pageSize), page: String(page) });
    wanted.append('fields[Queue]', 'Name');
    for (const by of ['LastUpdated', 'id']) wanted.append('orderby', by);
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets?${wanted.toString()}` });
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read changes') };
    const answer = TicketList.safeParse(reply.json);
    return answer.success ? { rows: answer.data.items } : { stopped: misread('rt', 'read changes') };
  }

  async #seen(told: RtTicket, asked: string, sinceMs: number): Promise<{ ticket: SeenTicket } | { stopped: Stop }> {
    const survivor = String(told.EffectiveId);
    const merged = survivor !== asked;
    const key = keyOf(told, this.#config.keyField);
    const account = key === null ? null : told.Creator.id;
    // A ticket that was merged away has its comments on the survivor.
    const comments = merged ? [] : await this.#comments({ ticket: asked, sinceMs, account });
    if ('stopped' in comments) return comments;
    const owner = told.Owner?.id ?? null;
    const ticket: SeenTicket = {
      ticket: asked,
      url: `${this.#config.url}/Ticket/Display.html?id=${asked}`,
      key,
      kind: key === null ? 'other' : 'incident',
      title: told.Subject,
      text: '',
      standing: merged ? 'merged' : standingOf(told.Status, this.#config),
      changedAt: told.LastUpdated,
      priority: this.#priorityOf(told.Priority),
      team: this.#teamOf(told.Queue?.Name),
      assignee: owner === 'Nobody' ? null : owner,
      requester: told.Requestor?.[0]?.id ?? null,
      mergedInto: merged ? survivor : null,
      comments,
    };
    return { ticket };
  }

  /** The nearest of ours. */
  #priorityOf(value: number): number | null {
    const entries = Object.entries(this.#config.priorities);
    const nearest = entries.reduce((best, entry) =>
      Math.abs(entry[1] - value) < Math.abs(best[1] - value) ? entry : best,
    );
    return Number(nearest[0]);
  }

  #teamOf(queue: string | undefined): string | null {
    const team = Object.entries(this.#config.queues).find(([, name]) => name === queue)?.[0];
    return team ?? queue ?? null;
  }

  async #comments({ ticket, sinceMs, account }: Comments): Promise<readonly SeenComment[] | { stopped: Stop }> {
    const wanted = new URLSearchParams({
      fields: 'Type,Data,Created,Creator',
      per_page: '100',
      orderby: 'id',
      order: 'DESC',
    });
    const reply = await this.#door.ask({ method: 'GET', path: `/ticket/${ticket}/history?${wanted.toString()}` });
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read history') };
    const history = History.safeParse(reply.json);
    if (!history.success) return { stopped: misread('rt', 'read history') };
    const said = history.data.items
      .filter(({ Type, Created = 0 }) => ['Comment', 'Correspond'].includes(Type) && Created >= sinceMs)
      .slice(0, commentsPerTicket)
      .reverse();
    const comments: SeenComment[] = [];
    for (const { id, Type, Data, Created, Creator } of said) {
      const author = Creator?.id ?? '';
      const own = account === null ? isOurSubject(Data ?? '') : author === account;
      const text = own ? '' : await this.#textOf(id);
      if (typeof text !== 'string') return text;
      comments.push({ id: String(id), at: Created ?? null, author, own, public: Type === 'Correspond', text });
    }
    return comments;
  }

  async #textOf(transaction: number): Promise<string | { stopped: Stop }> {
    const path = `/transaction/${String(transaction)}/attachments?fields=Content,ContentType&per_page=20`;
    const reply = await this.#door.ask({ method: 'GET', path });
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read comment') };
    const answer = Attachments.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('rt', 'read comment') };
    const { items } = answer.data;
    const plain = items.find(({ ContentType }) => ContentType === 'text/plain')?.Content;
    const html = items.find(({ ContentType }) => ContentType === 'text/html')?.Content;
    return (plain ?? plainText(html ?? '')).slice(0, shownLength);
  }
}

/** A reply by mail quotes the subject of ours, mark and all. */
function isOurSubject(subject: string): boolean {
  return /\[[A-Z2-7]{13}\.\d+[pt]\]\s*$/.test(subject) && !/^\s*(?:re|fwd?|tr|aw|wg)\s*:/i.test(subject);
}
