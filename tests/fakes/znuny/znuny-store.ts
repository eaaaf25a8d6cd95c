// The fake Znuny's tickets and articles, its dictionaries, and what it loses on the way: emoji, long titles.
import { serverTime } from '../../../ticketing/sinks/text/server-time.ts';

export interface FakeArticle {
  readonly id: number;
  readonly subject: string;
  readonly body: string;
  readonly isPublic: boolean;
  readonly from: string;
  readonly to: string;
  readonly createTime: string;
  readonly at: number;
}

export interface FakeZnunyTicket {
  readonly id: number;
  readonly number: string;
  title: string;
  queue: string;
  state: string;
  priority: string;
  type: string;
  service: string;
  customer: string;
  owner: string;
  lock: string;
  changed: string;
  readonly created: string;
  readonly createdAt: number;
  readonly fields: Map<string, string>;
  readonly articles: FakeArticle[];
  /** Searches that do not see it yet. */
  hiddenFor: number;
}

export type Names = Readonly<Record<string, number>>;

export const queues: Names = { Raw: 2, 'Network Ops': 5, 'DB Ops': 6, Secret: 7, 'No Follow Up': 8 };
/** Of groups that the API user is in. */
export const openQueues = ['Network Ops', 'DB Ops', 'No Follow Up'];
export const states: Readonly<Record<string, readonly [id: number, type: string]>> = {
  new: [1, 'new'],
  'closed successful': [2, 'closed'],
  'closed unsuccessful': [3, 'closed'],
  open: [4, 'open'],
  removed: [5, 'removed'],
  'pending reminder': [6, 'pending reminder'],
  merged: [9, 'merged'],
};
export const priorities: Names = { '1 very low': 1, '2 low': 2, '3 normal': 3, '4 high': 4, '5 very high': 5 };
export const types: Names = { Unclassified: 1, Incident: 2 };
export const services: Names = { Payments: 1, Mail: 2 };
export const owners: Names = { 'root@localhost': 1, opsapi: 2, alice: 3, noright: 4 };
export const customers: Readonly<Record<string, string>> = { opsmonitor: '"Ops Monitor" <ops.monitor@lab.example>' };

/** What becomes of signs outside the basic plane, on utf8mb4 too (recorded, 13x). */
function stored(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '\ufffd');
}

type New = Pick<FakeZnunyTicket, 'title' | 'queue' | 'state' | 'priority' | 'customer'> &
  Partial<Pick<FakeZnunyTicket, 'type' | 'service' | 'owner' | 'lock'>>;

export class ZnunyStore {
  readonly tickets = new Map<number, FakeZnunyTicket>();
  /** Name → kind of the dynamic fields of tickets. */
  readonly dynamicFields = new Map([
    ['DetectedAt', 'DateTime'],
    ['ExternalReference', 'Text'],
    ['ImpactLab', 'Dropdown'],
    ['ProcessManagementActivityID', 'ProcessID'],
    ['ProcessManagementAttachment', 'Attachment'],
    ['ProcessManagementProcessID', 'ProcessID'],
    ['TicketCalendarEndTime', 'DateTime'],
    ['TicketCalendarStartTime', 'DateTime'],
  ]);
  /** Whether ticket types are on. */
  typesOn = false;
  /** How many searches do not see a new ticket. */
  indexLag = 0;
  /** How many creates fail at their article: the ticket stays, with its key (recorded, 27c and 27d). */
  failingArticles = 0;
  /** Epoch ms. */
  clock = (): number => Date.now();
  timezone = 'UTC';
  #nextTicket = 1;
  #nextNumber: string | null = null;
  #nextArticle = 1;

  /** The id, and perhaps the number, that the next ticket gets. */
  setNext(id: number, number: string | null = null): void {
    this.#nextTicket = id;
    this.#nextNumber = number;
  }

  now(): string {
    return serverTime(this.clock(), this.timezone);
  }

  numbered(number: string): FakeZnunyTicket {
    const found = [...this.tickets.values()].find((ticket) => ticket.number === number);
    if (found === undefined) throw new Error(`no ticket ${number}`);
    return found;
  }

  addTicket(wanted: New): FakeZnunyTicket {
    const id = this.#nextTicket;
    this.#nextTicket += 1;
    const number = this.#nextNumber;
    this.#nextNumber = null;
    const counted = `${this.now().slice(0, 10).replace(/-/g, '')}10${String(id).padStart(5, '0')}${String(id % 10)}`;
    const ticket: FakeZnunyTicket = {
      type: 'Incident',
      service: '',
      owner: 'opsapi',
      lock: 'unlock',
      ...wanted,
      title: stored(wanted.title).slice(0, 255),
      id,
      number: number ?? counted,
      changed: this.now(),
      created: this.now(),
      createdAt: Math.floor(this.clock() / 1_000),
      fields: new Map(),
      articles: [],
      hiddenFor: this.indexLag,
    };
    this.tickets.set(id, ticket);
    return ticket;
  }

  addArticle(
    ticket: FakeZnunyTicket,
    article: Pick<FakeArticle, 'subject' | 'body' | 'isPublic'> & Partial<FakeArticle>,
  ): FakeArticle {
    const added: FakeArticle = {
      id: this.#nextArticle,
      from: 'opsapi Lab',
      to: '',
      ...article,
      subject: stored(article.subject),
      body: stored(article.body),
      createTime: this.now(),
      at: Math.floor(this.clock() / 1_000),
    };
    this.#nextArticle += 1;
    ticket.articles.push(added);
    ticket.changed = this.now();
    return added;
  }

  change(
    ticket: FakeZnunyTicket,
    changes: Partial<Pick<FakeZnunyTicket, 'title' | 'queue' | 'state' | 'priority' | 'owner' | 'lock'>>,
  ): void {
    Object.assign(ticket, changes);
    if (changes.title !== undefined) ticket.title = stored(changes.title).slice(0, 255);
    // Closing unlocks.
    if (changes.state !== undefined && states[changes.state]?.[1] === 'closed') ticket.lock = 'unlock';
    ticket.changed = this.now();
  }
}
