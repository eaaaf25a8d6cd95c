// What the fake Znuny does for each operation of a logged-in agent.
import type { FakeAnswer } from '../fake-system.ts';
import { fault, invalid, missing, said, ZnunyRefusal } from './znuny-answer.ts';
import { searchTickets } from './znuny-search.ts';
import { customers, openQueues, owners, priorities, queues, services, states, types } from './znuny-store.ts';
import type { FakeZnunyTicket, ZnunyStore } from './znuny-store.ts';
import { ticketView } from './znuny-views.ts';

type Ask = Readonly<Record<string, unknown>>;

const record = (value: unknown): Ask | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? (value as Ask)
    : null;
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const denied = (): ZnunyRefusal => new ZnunyRefusal('AccessDenied', 'User does not have access to the ticket!');

/** The name, by name or by id; names are taken in any case, and fail later (recorded, 13v). */
function named(ticket: Ask, member: string, names: Readonly<Record<string, unknown>>): string | null {
  const wanted = text(ticket[member]);
  const id = text(ticket[`${member}ID`]);
  const idOf = (value: unknown): string => String(Array.isArray(value) ? value[0] : value);
  const found = Object.entries(names).find(
    ([name, value]) => name.toLowerCase() === wanted.toLowerCase() || idOf(value) === id,
  );
  return found?.[0] ?? null;
}

const either = (member: string): string => `Ticket->${member}ID or Ticket->${member}`;

export class ZnunyOperations {
  readonly #store: ZnunyStore;
  readonly #agent: string;

  constructor(store: ZnunyStore, agent: string) {
    this.#store = store;
    this.#agent = agent;
  }

  search(ask: Ask): FakeAnswer {
    return said(searchTickets(ask, this.#store));
  }

  get(ids: readonly string[], ask: Ask): FakeAnswer {
    const on = (member: string): boolean => text(ask[member]) === '1';
    const parts = { articles: on('AllArticles'), dynamicFields: on('DynamicFields'), extended: on('Extended') };
    const Ticket = ids.map((id) => ticketView(this.#one(id), this.#store, parts));
    return said({ Ticket });
  }

  create(ask: Ask): FakeAnswer {
    const ticket = record(ask['Ticket']);
    const article = record(ask['Article']);
    if (ticket === null) throw missing('Ticket parameter is missing or not valid!');
    if (article === null) throw missing('Article parameter is missing or not valid!');
    this.#checkPresent(ticket);
    this.#checkNames(ticket);
    this.#checkArticle(article);
    const fields = this.#fields(ask['DynamicField']);
    const queue = named(ticket, 'Queue', queues) ?? '';
    if (!this.#mayUse(queue))
      throw new ZnunyRefusal('AccessDenied', 'Can not create tickets in given Queue or QueueID!');
    if (queue !== text(ticket['Queue']) && ticket['QueueID'] === undefined)
      return fault('Ticket could not be created, please contact the system administrator');
    return this.#created(ticket, article, fields);
  }

  update(id: string, ask: Ask): FakeAnswer {
    const ticket = this.#one(id);
    const wanted = record(ask['Ticket']);
    const article = record(ask['Article']);
    if (article !== null) this.#checkArticle(article);
    if (wanted !== null) this.#checkNames(wanted);
    const fields = this.#fields(ask['DynamicField']);
    const queue = wanted === null ? null : named(wanted, 'Queue', queues);
    if (queue !== null && !openQueues.includes(queue))
      return fault('Ticket queue could not be updated, please contact system administrator!');
    if (wanted !== null) this.#change(ticket, wanted, queue);
    for (const [name, value] of fields) ticket.fields.set(name, value);
    if (fields.length > 0) ticket.changed = this.#store.now();
    const added = article === null ? null : this.#store.addArticle(ticket, this.#articleOf(article));
    const shown = { TicketID: String(ticket.id), TicketNumber: ticket.number };
    return said(added === null ? shown : { ArticleID: added.id, ...shown });
  }

  #created(ticket: Ask, article: Ask, fields: readonly [string, string][]): FakeAnswer {
    const made = this.#store.addTicket({
      title: text(ticket['Title']),
      queue: named(ticket, 'Queue', queues) ?? '',
      state: named(ticket, 'State', states) ?? '',
      priority: named(ticket, 'Priority', priorities) ?? '',
      customer: text(ticket['CustomerUser']),
      type: named(ticket, 'Type', types) ?? 'Unclassified',
      service: named(ticket, 'Service', services) ?? '',
      owner: named(ticket, 'Owner', owners) ?? this.#agent,
      lock: text(ticket['Lock']) === 'lock' ? 'lock' : 'unlock',
    });
    for (const [name, value] of fields) made.fields.set(name, value);
    if (this.#store.failingArticles > 0) {
      this.#store.failingArticles -= 1;
      return fault('Article could not be created, please contact the system administrator');
    }
    const from = customers[made.customer] ?? made.customer;
    const added = this.#store.addArticle(made, { ...this.#articleOf(article), from, to: made.queue });
    return said({ ArticleID: added.id, TicketID: String(made.id), TicketNumber: made.number });
  }

  #articleOf(article: Ask): { subject: string; body: string; isPublic: boolean } {
    const isPublic = article['IsVisibleForCustomer'] === undefined || text(article['IsVisibleForCustomer']) === '1';
    return { subject: text(article['Subject']), body: text(article['Body']), isPublic };
  }

  #change(ticket: FakeZnunyTicket, wanted: Ask, queue: string | null): void {
    const state = named(wanted, 'State', states);
    if (state?.startsWith('pending') === true && wanted['PendingTime'] === undefined)
      throw missing("Can't set a ticket on a pending state without pendig time!");
    const priority = named(wanted, 'Priority', priorities);
    const owner = named(wanted, 'Owner', owners);
    this.#store.change(ticket, {
      ...(typeof wanted['Title'] === 'string' ? { title: wanted['Title'] } : {}),
      ...(queue === null ? {} : { queue }),
      ...(state === null ? {} : { state }),
      ...(priority === null ? {} : { priority }),
      ...(owner === null ? {} : { owner }),
    });
  }

  /** Unknown and forbidden alike; owners may update whatever queue it is in (recorded, 26d). */
  #one(id: string): FakeZnunyTicket {
    const ticket = this.#store.tickets.get(Number(id));
    if (ticket === undefined || !openQueues.includes(ticket.queue)) throw denied();
    if (this.#agent === 'noright' && ticket.owner !== 'noright') throw denied();
    return ticket;
  }

  #mayUse(queue: string): boolean {
    return this.#agent !== 'noright' && openQueues.includes(queue);
  }

  #checkPresent(ticket: Ask): void {
    if (ticket['Title'] === undefined) throw missing('Ticket->Title parameter is missing!');
    if (ticket['CustomerUser'] === undefined) throw missing('Ticket->CustomerUser parameter is missing!');
    for (const member of ['Queue', 'State', 'Priority'])
      if (ticket[member] === undefined && ticket[`${member}ID`] === undefined)
        throw missing(`${either(member)} parameter is required!`);
    if (this.#store.typesOn && ticket['Type'] === undefined)
      throw missing(`${either('Type')} parameter is required by sysconfig option!`);
  }

  #checkNames(ticket: Ask): void {
    const known = { Queue: queues, State: states, Priority: priorities, Service: services, Owner: owners, Type: types };
    for (const [member, names] of Object.entries(known)) {
      const given = ticket[member] !== undefined || ticket[`${member}ID`] !== undefined;
      if (given && named(ticket, member, names) === null) throw invalid(either(member));
    }
    const customer = text(ticket['CustomerUser']);
    if (customer !== '' && !(customer in customers) && !customer.includes('@')) throw invalid('Ticket->CustomerUser');
    // A service has to be one of the customer user's own (recorded, 13d and 13g).
    const service = text(ticket['Service']);
    if (service !== '' && customer !== '' && (!(customer in customers) || service === 'Mail'))
      throw invalid(either('Service'));
  }

  #checkArticle(article: Ask): void {
    for (const member of ['Subject', 'Body'])
      if (article[member] === undefined) throw missing(`Article->${member} parameter is missing!`);
    if (article['ContentType'] === undefined)
      throw missing('Article->ContentType or Ticket->MimeType and Article->Charset parameters are required!');
    if (!/charset=utf-?8/i.test(text(article['ContentType'])))
      throw new ZnunyRefusal('InvalidParameter', 'Article->ContentType is invalid!');
    const channel = article['CommunicationChannel'];
    if (channel !== undefined && !['Internal', 'Email', 'Phone'].includes(text(channel)))
      throw new ZnunyRefusal(
        'InvalidParameter',
        'Article->CommunicationChannel or Article->CommunicationChannelID parameter is invalid or not supported!',
      );
  }

  #fields(given: unknown): [string, string][] {
    const list = (Array.isArray(given) ? given : given === undefined ? [] : [given]) as Ask[];
    return list.map(({ Name, Value }) => {
      const kind = this.#store.dynamicFields.get(text(Name));
      if (kind === undefined) throw invalid('DynamicField->Name');
      const value = text(Value);
      const isDate = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value);
      if ((kind === 'DateTime' && !isDate) || (kind === 'Dropdown' && !['1', '2', '3'].includes(value)))
        throw invalid('DynamicField->Value');
      return [text(Name), value];
    });
  }
}
