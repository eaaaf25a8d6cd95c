// A fake Request Tracker on a loopback port: answers as RT 5.0.3 was recorded, and fails as told.
import { FakeSystem } from '../fake-system.ts';
import type { FakeAnswer, FakeQuestion } from '../fake-system.ts';
import type { ListedTicket } from '../ticket-list-page.ts';
import { addLink, changeTicket, priorityOf } from './rt-changes.ts';
import { parseQuery, WrongQuery } from './rt-query.ts';
import { isActive, RtStore, statuses } from './rt-store.ts';
import type { RtFakeTicket } from './rt-store.ts';
import { RtViews } from './rt-views.ts';

export const rtToken = '1-27-0123456789abcdef0123456789abcdef';

type Input = Readonly<Record<string, unknown>>;

const no = (status: number, message: string): FakeAnswer => ({ status, body: { message } });
const notFound = no(404, 'Not Found');

const textOf = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);

export class FakeRt extends FakeSystem {
  readonly store = new RtStore();

  private constructor() {
    super({
      name: 'Request Tracker',
      base: '/REST/2.0',
      contentType: 'application/json; charset="utf-8"',
      answer: (question) => this.#answer(question),
      shelf: {
        listed: () => this.#listed(),
        remove: (id) => void (this.store.tickets.get(Number(id))!.status = 'deleted'),
        resolve: (id) => void this.store.setStatus(this.store.tickets.get(Number(id))!, 'resolved', 'alice'),
      },
    });
  }

  static start(port = 0): Promise<FakeRt> {
    return new FakeRt().listen(port);
  }

  #answer(question: FakeQuestion): FakeAnswer {
    const { method, path, headers, body } = question;
    if (headers.authorization !== `token ${rtToken}`) return no(401, 'Unauthorized');
    if (!['GET', 'POST', 'PUT', 'DELETE'].includes(method)) return no(501, 'Not Implemented');
    if (method === 'GET') return this.#read(question);
    if (!(headers['content-type'] ?? '').startsWith('application/json')) return no(415, 'Unsupported Media Type');
    let input: Input;
    try {
      input = (body === '' ? {} : JSON.parse(body)) as Input;
    } catch {
      return no(400, `JSON parse error: '"' expected, at character offset 1 (before "${body.slice(1)}")\n`);
    }
    if (method === 'POST' && path === 'ticket') return this.#create(input);
    const [, id, kind] = /^ticket\/(\d+)(?:\/(comment|correspond))?$/.exec(path) ?? [];
    if (id === undefined) return notFound;
    return kind === undefined ? this.#change(id, input, question) : this.#say(id, kind, input);
  }

  #create(input: Input): FakeAnswer {
    const queue = textOf(input['Queue']);
    if (queue === '') return no(400, 'Could not create ticket. Queue not set');
    if (!this.store.queues.has(queue)) return no(403, `No permission to create tickets in the queue '${queue}'`);
    const status = textOf(input['Status'], 'new');
    if (!(statuses as readonly string[]).includes(status))
      return no(400, `Status '${status}' isn't a valid status for tickets in this queue.`);
    const priority = input['Priority'] ?? 0;
    // A name works on PUT, not here (recorded, 13h).
    if (Number.isNaN(Number(priority))) return no(400, 'Ticket could not be created due to an internal error');
    const ticket = this.store.addTicket({
      queue,
      status,
      subject: textOf(input['Subject']),
      content: textOf(input['Content']),
      creator: 'vigie',
    });
    ticket.priority = priorityOf(priority);
    const requestor = textOf(input['Requestor']);
    if (requestor.includes('@')) ticket.requestors.push(requestor);
    const owner = textOf(input['Owner']);
    if (this.store.users.has(owner) && owner !== 'noright') ticket.owner = owner;
    this.#setFields(ticket, (input['CustomFields'] ?? {}) as Input);
    for (const member of ['MemberOf', 'RefersTo'])
      for (const to of (input[member] ?? []) as string[]) addLink(this.store, ticket, member, to);
    const place = `${this.url}/ticket/${String(ticket.id)}`;
    const body = { id: String(ticket.id), type: 'ticket', _url: place };
    return { status: 201, body, headers: { Location: `/REST/2.0/ticket/${String(ticket.id)}` } };
  }

  /** What it does not know, or may not set, is dropped without a word. */
  #setFields(ticket: RtFakeTicket, fields: Input): void {
    for (const { name, values } of this.store.fields) {
      const value = fields[name];
      if (typeof value === 'string' && this.store.maySetFields && (values?.includes(value) ?? true))
        ticket.fields.set(name, value);
    }
  }

  #change(id: string, input: Input, { headers }: FakeQuestion): FakeAnswer {
    const ticket = this.store.loaded(Number(id));
    if (ticket === undefined) return no(404, 'Resource does not exist; use POST to create');
    const wanted = headers['if-match'];
    if (wanted !== undefined && wanted !== `"${String(ticket.etag)}"`) return no(412, 'Precondition Failed');
    return { status: 200, body: changeTicket(this.store, ticket, input) };
  }

  #say(id: string, kind: string, input: Input): FakeAnswer {
    const ticket = this.store.loaded(Number(id));
    if (ticket === undefined) return no(400, 'Permission Denied');
    if (typeof input['ContentType'] !== 'string')
      return no(400, 'ContentType is a required field for application/json');
    const told = {
      subject: textOf(input['Subject']),
      content: textOf(input['Content']),
      contentType: input['ContentType'],
    };
    const type = kind === 'comment' ? 'Comment' : 'Correspond';
    const { id: transaction } = this.store.say(ticket, type, told);
    const status = textOf(input['Status']);
    const changed = status === '' ? null : this.store.setStatus(ticket, status, 'vigie');
    const body = [
      type === 'Comment' ? 'Comments added' : 'Correspondence added',
      ...(changed === null ? [] : [changed]),
    ];
    return { status: 201, body, headers: { Location: `/REST/2.0/transaction/${String(transaction)}` } };
  }

  #read({ path, query, at }: FakeQuestion): FakeAnswer {
    const views = new RtViews(this.store, this.url);
    const [type = '', id = '', sub] = path.split('/');
    if (path === 'rt')
      return {
        status: 200,
        body: { Version: '5.0.3+dfsg-3~deb12u6' },
        headers: { Date: new Date(at).toUTCString() },
      };
    if (path === 'tickets') return this.#search(query, views);
    if (type === 'queue') {
      const name = [...this.store.queues].find(([queue, number]) => queue === id || String(number) === id)?.[0];
      return name === undefined ? notFound : { status: 200, body: views.queue(name), headers: { ETag: '"34"' } };
    }
    if (type === 'transaction') {
      const told = this.store.transactions.filter((row) => String(row.id) === id && row.content !== null);
      return { status: 200, body: views.page(told, query, (row) => views.attachment(row, query)) };
    }
    const ticket = type === 'ticket' && /^\d+$/.test(id) ? this.store.loaded(Number(id)) : undefined;
    if (ticket === undefined) return notFound;
    if (sub === undefined)
      return { status: 200, body: views.ticket(ticket, query), headers: { ETag: `"${String(ticket.etag)}"` } };
    const history = this.store.historyOf(ticket.id);
    if (query.get('order') === 'DESC') history.reverse();
    if (sub === 'history')
      return { status: 200, body: views.page(history, query, (row) => views.transaction(row, query)) };
    const told = history.filter(({ content }) => content !== null);
    return { status: 200, body: views.page(told, query, (row) => views.attachment(row, query)) };
  }

  #search(query: URLSearchParams, views: RtViews): FakeAnswer {
    try {
      const { fits, namesEffectiveId } = parseQuery(query.get('query') ?? 'id = 0');
      const found = [...this.store.tickets.values()]
        .filter((ticket) => ticket.status !== 'deleted' && (namesEffectiveId || ticket.effectiveId === ticket.id))
        .filter(fits);
      if (query.getAll('orderby').includes('LastUpdated'))
        found.sort((a, b) => Date.parse(a.lastUpdated) - Date.parse(b.lastUpdated) || a.id - b.id);
      if (query.get('order') === 'DESC') found.reverse();
      return { status: 200, body: views.page(found, query, (ticket) => views.listed(ticket, query)) };
    } catch (wrong) {
      if (!(wrong instanceof WrongQuery)) throw wrong;
      return no(
        400,
        `Wrong query, expecting a AGGREGATOR in '>${wrong.message}<--here' at lib/RT/Tickets.pm line 3187.\n`,
      );
    }
  }

  #listed(): ListedTicket[] {
    return [...this.store.tickets.values()].map((ticket) => ({
      id: String(ticket.id),
      title: ticket.subject,
      state: ticket.effectiveId === ticket.id ? ticket.status : `merged into ${String(ticket.effectiveId)}`,
      isOpen: ticket.effectiveId === ticket.id && isActive(ticket.status),
      priority: String(ticket.priority),
      linkedTo: ticket.links.filter(({ ref }) => ref === 'refers-to').map(({ to }) => to),
      said: this.store.transactions
        .filter((told) => told.ticket === ticket.id && told.content !== null)
        .map((told) => ({ public: told.type !== 'Comment', text: told.content ?? '' })),
    }));
  }
}
