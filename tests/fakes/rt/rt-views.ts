// How the fake RT shows tickets, transactions, attachments and queues: whole, in lists, and by page.
import { isActive } from './rt-store.ts';
import type { RtFakeTicket, RtStore, RtTransaction } from './rt-store.ts';

type Shown = Readonly<Record<string, unknown>>;

const never = '1970-01-01T00:00:00Z';

export class RtViews {
  readonly #store: RtStore;
  readonly #url: string;

  constructor(store: RtStore, url: string) {
    this.#store = store;
    this.#url = url;
  }

  ref(type: string, id: string | number): Shown {
    return { type, id: String(id), _url: `${this.#url}/${type}/${String(id)}` };
  }

  #fieldRefs(): Shown[] {
    return this.#store.fields.map(({ id, name }) => ({ ...this.ref('customfield', id), ref: 'customfield', name }));
  }

  #fieldValues(ticket: RtFakeTicket): Shown[] {
    return this.#store.fields.map(({ id, name }) => {
      const value = ticket.fields.get(name);
      return { ...this.ref('customfield', id), name, values: value === undefined ? [] : [value] };
    });
  }

  #queueRef(queue: string): Shown {
    return this.ref('queue', this.#store.queues.get(queue) ?? 0);
  }

  #links({ id, links, status }: RtFakeTicket): Shown[] {
    const self = `${this.#url}/ticket/${String(id)}`;
    const related = links.map(({ ref, to }) =>
      /^\d+$/.test(to) ? { ref, ...this.ref('ticket', to) } : { ref, type: 'external', _url: to },
    );
    const next = isActive(status)
      ? { ref: 'lifecycle', from: status, to: 'resolved', label: 'Resolve', update: 'Comment', _url: `${self}/comment` }
      : null;
    return [
      { ref: 'self', type: 'ticket', id, _url: self },
      ...related,
      ...this.#fieldRefs(),
      { ref: 'history', _url: `${self}/history` },
      { ref: 'correspond', _url: `${self}/correspond` },
      { ref: 'comment', _url: `${self}/comment` },
      ...(next === null ? [] : [next]),
    ];
  }

  ticket(ticket: RtFakeTicket, query: URLSearchParams): Shown {
    const users = (ids: readonly string[]): Shown[] => ids.map((id) => this.ref('user', id));
    const queue = this.#queueRef(ticket.queue);
    return {
      id: ticket.id,
      Type: 'ticket',
      Subject: ticket.subject,
      Status: ticket.status,
      Priority: String(ticket.priority),
      InitialPriority: '0',
      FinalPriority: '0',
      Queue: query.get('fields[Queue]') === 'Name' ? { ...queue, Name: ticket.queue } : queue,
      Owner: this.ref('user', ticket.owner),
      Creator: this.ref('user', ticket.creator),
      LastUpdatedBy: this.ref('user', ticket.lastUpdatedBy),
      Requestor: users(ticket.requestors),
      Cc: [],
      AdminCc: users(ticket.adminCcs),
      EffectiveId: this.ref('ticket', ticket.effectiveId),
      Created: ticket.created,
      LastUpdated: ticket.lastUpdated,
      ...Object.fromEntries(['Started', 'Starts', 'Due', 'Resolved'].map((name) => [name, never])),
      ...Object.fromEntries(['TimeWorked', 'TimeLeft', 'TimeEstimated'].map((name) => [name, '0'])),
      ...(this.#store.historyOf(ticket.id).some(({ type }) => type === 'Correspond')
        ? { Told: ticket.lastUpdated }
        : {}),
      CustomFields: this.#fieldValues(ticket),
      _hyperlinks: this.#links(ticket),
    };
  }

  /** In a list: only what was asked for, ids as text. */
  listed(ticket: RtFakeTicket, query: URLSearchParams): Shown {
    const whole = { ...this.ticket(ticket, query), EffectiveId: String(ticket.effectiveId) };
    return { ...this.#chosen(whole, query), ...this.ref('ticket', ticket.id) };
  }

  transaction(told: RtTransaction, query: URLSearchParams): Shown {
    const whole = {
      Type: told.type,
      Creator: this.ref('user', told.creator),
      Created: told.created,
      Field: told.field,
      OldValue: told.oldValue,
      NewValue: told.newValue,
      Data: ['Comment', 'Correspond'].includes(told.type) ? `${told.subject || 'No Subject'}\n` : '',
    };
    return { ...this.#chosen(whole, query), ...this.ref('transaction', told.id) };
  }

  attachment(told: RtTransaction, query: URLSearchParams): Shown {
    const whole = { Subject: told.subject, ContentType: told.contentType, Content: told.content ?? '', Filename: '' };
    return { ...this.#chosen(whole, query), ...this.ref('attachment', told.id) };
  }

  queue(name: string): Shown {
    const id = this.#store.queues.get(name) ?? 0;
    const self = `${this.#url}/queue/${String(id)}`;
    const nobody = { Cc: [], AdminCc: [], CustomFields: [], TicketTransactionCustomFields: [] };
    const texts = { Description: '', CommentAddress: '', CorrespondAddress: '', Lifecycle: 'default' };
    const numbers = { Disabled: '0', SortOrder: '0', SLADisabled: '1' };
    const by = this.ref('user', 'RT_System');
    return {
      ...nobody,
      ...texts,
      ...numbers,
      id,
      Name: name,
      Created: this.#store.now,
      LastUpdated: this.#store.now,
      Creator: by,
      LastUpdatedBy: by,
      TicketCustomFields: this.#fieldRefs(),
      _hyperlinks: [
        { ref: 'self', type: 'queue', id, _url: self },
        { ref: 'history', _url: `${self}/history` },
        { ref: 'create', type: 'ticket', _url: `${this.#url}/ticket?Queue=${String(id)}` },
      ],
    };
  }

  /** `total` and `pages` are null in lists that check a right per row. */
  page<Row>(rows: readonly Row[], query: URLSearchParams, show: (row: Row) => Shown): Shown {
    const perPage = Math.min(100, Number(query.get('per_page') ?? '20'));
    const page = Number(query.get('page') ?? '1');
    const shown = rows.slice((page - 1) * perPage, page * perPage);
    const pages = Math.ceil(rows.length / perPage);
    const linked = (name: string, at: number): Shown =>
      at >= 1 && at <= pages ? { [name]: `${this.#url}/tickets?${query.toString()}&page=${String(at)}` } : {};
    return {
      page,
      per_page: perPage,
      pages,
      count: shown.length,
      total: rows.length,
      items: shown.map(show),
      ...linked('next_page', page + 1),
      ...linked('prev_page', page - 1),
    };
  }

  #chosen(whole: Shown, query: URLSearchParams): Shown {
    const fields = query.get('fields')?.split(',') ?? [];
    return Object.fromEntries(fields.filter((field) => field in whole).map((field) => [field, whole[field]]));
  }
}
