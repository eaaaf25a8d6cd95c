// The fake RT's tickets and transactions, with the state machine that was recorded.

export interface RtTransaction {
  readonly id: number;
  readonly ticket: number;
  readonly type: 'Create' | 'Comment' | 'Correspond' | 'Status' | 'Set' | 'AddLink' | 'CustomField';
  readonly creator: string;
  readonly created: string;
  readonly field: string;
  readonly oldValue: string;
  readonly newValue: string;
  /** Subject of a comment, with the line end that RT gives it. */
  readonly subject: string;
  /** Null: it says nothing. */
  readonly content: string | null;
  readonly contentType: string;
}

export interface RtFakeTicket {
  readonly id: number;
  subject: string;
  status: string;
  priority: number;
  queue: string;
  owner: string;
  readonly creator: string;
  requestors: string[];
  adminCcs: string[];
  readonly created: string;
  lastUpdated: string;
  lastUpdatedBy: string;
  effectiveId: number;
  etag: number;
  readonly fields: Map<string, string>;
  readonly links: { readonly ref: string; readonly to: string }[];
}

export interface RtField {
  readonly id: number;
  readonly name: string;
  /** Of a select field; absent: any text. */
  readonly values?: readonly string[];
}

export const statuses = ['new', 'open', 'stalled', 'resolved', 'rejected', 'deleted'] as const;
export const isActive = (status: string): boolean => ['new', 'open', 'stalled'].includes(status);

export type Told = Partial<Omit<RtTransaction, 'id' | 'ticket' | 'type' | 'created'>>;

export class RtStore {
  readonly tickets = new Map<number, RtFakeTicket>();
  readonly transactions: RtTransaction[] = [];
  /** Queue → its id; those that Vigie's user may see and use. */
  readonly queues = new Map([
    ['NOC', 1],
    ['Network Ops', 3],
    ['DB Ops', 4],
  ]);
  readonly hiddenQueues = new Set(['Secret']);
  readonly users = new Set(['vigie', 'alice', 'root', 'noright']);
  /** Of all queues. */
  readonly fields: RtField[] = [
    { id: 2, name: 'External Reference' },
    { id: 3, name: 'Severity', values: ['P1', 'P2', 'P3'] },
    { id: 4, name: 'Runbook' },
    { id: 6, name: 'Vigie Key' },
  ];
  /** Whether a create may set fields; without SetInitialCustomField RT drops them without a word. */
  maySetFields = true;
  /** `2026-11-23T19:17:56Z`. */
  now = '2026-11-23T19:17:56Z';
  #nextTicket = 1;
  #nextTransaction = 65;

  /** The id that the next ticket gets. */
  setNext(id: number): void {
    this.#nextTicket = id;
  }

  /** What a person's browser would load: the survivor of a merge. */
  loaded(id: number): RtFakeTicket | undefined {
    const ticket = this.tickets.get(id);
    return ticket === undefined || ticket.effectiveId === id ? ticket : this.loaded(ticket.effectiveId);
  }

  addTicket(parts: {
    queue: string;
    subject: string;
    creator: string;
    status?: string;
    content?: string;
  }): RtFakeTicket {
    const id = this.#nextTicket;
    this.#nextTicket += 1;
    const { queue, creator, status = 'new', content } = parts;
    const ticket: RtFakeTicket = {
      id,
      // Line ends are removed, and 200 characters are kept (recorded, 13k and 13l).
      subject: parts.subject.replace(/\n/g, '').slice(0, 200),
      status,
      priority: 0,
      queue,
      owner: 'Nobody',
      creator,
      requestors: [],
      adminCcs: [],
      created: this.now,
      lastUpdated: this.now,
      lastUpdatedBy: creator,
      effectiveId: id,
      etag: 0,
      fields: new Map(),
      links: [],
    };
    this.tickets.set(id, ticket);
    this.tell(ticket, 'Create', { creator, content: content ?? null });
    return ticket;
  }

  tell(ticket: RtFakeTicket, type: RtTransaction['type'], told: Told): RtTransaction {
    const transaction: RtTransaction = {
      creator: 'vigie',
      field: '',
      oldValue: '',
      newValue: '',
      subject: '',
      content: null,
      contentType: 'text/plain',
      ...told,
      id: this.#nextTransaction,
      ticket: ticket.id,
      type,
      created: this.now,
    };
    this.#nextTransaction += 1;
    this.transactions.push(transaction);
    ticket.etag = transaction.id;
    ticket.lastUpdated = this.now;
    ticket.lastUpdatedBy = transaction.creator;
    return transaction;
  }

  /** The sentence of what happened; null: nothing, it stood so already. */
  setStatus(ticket: RtFakeTicket, status: string, creator: string): string | null {
    const before = ticket.status;
    if (!(statuses as readonly string[]).includes(status))
      return `Status '${status}' isn't a valid status for this ticket.`;
    if (before === status) return null;
    const waits = ticket.links.some(
      ({ ref, to }) => ref === 'depends-on' && isActive(this.tickets.get(Number(to))?.status ?? ''),
    );
    if (!isActive(status) && status !== 'deleted' && waits) return 'That ticket has unresolved dependencies';
    ticket.status = status;
    this.tell(ticket, 'Status', { field: 'Status', oldValue: before, newValue: status, creator });
    return `Status changed from '${before}' to '${status}'`;
  }

  /** A correspondence opens what is new or ended; a comment changes nothing. */
  say(ticket: RtFakeTicket, kind: 'Comment' | 'Correspond', told: Told): RtTransaction {
    const transaction = this.tell(ticket, kind, told);
    if (kind === 'Correspond' && (ticket.status === 'new' || !isActive(ticket.status)))
      this.setStatus(ticket, 'open', 'RT_System');
    return transaction;
  }

  /** Those of a ticket, with what was merged into it. */
  historyOf(id: number): RtTransaction[] {
    const whole = this.loaded(id)?.id;
    return this.transactions.filter(({ ticket }) => this.loaded(ticket)?.id === whole);
  }
}
