// How the fake Znuny shows a ticket: the members that were recorded, numbers where they were numbers.
import type { ListedTicket } from '../ticket-list-page.ts';
import { owners, priorities, queues, services, states, types } from './znuny-store.ts';
import type { FakeArticle, FakeZnunyTicket, ZnunyStore } from './znuny-store.ts';

function articleView(ticket: FakeZnunyTicket, article: FakeArticle, position: number): Record<string, unknown> {
  return {
    ArticleID: article.id,
    ArticleNumber: position + 1,
    Bcc: '',
    Body: article.body,
    Cc: '',
    ChangeBy: 2,
    ChangeTime: article.createTime,
    Charset: 'utf8',
    CommunicationChannelID: 3,
    ContentCharset: 'utf8',
    ContentType: 'text/plain; charset=utf8',
    CreateBy: 2,
    CreateTime: article.createTime,
    From: article.from,
    InReplyTo: '',
    IncomingTime: article.at,
    IsVisibleForCustomer: article.isPublic ? 1 : 0,
    MessageID: '',
    MimeType: 'text/plain',
    References: '',
    ReplyTo: '',
    SenderType: 'agent',
    SenderTypeID: '1',
    Subject: article.subject,
    TicketID: ticket.id,
    TimeUnit: 0,
    To: article.to,
  };
}

export interface ShownParts {
  readonly articles: boolean;
  readonly dynamicFields: boolean;
  readonly extended: boolean;
}

export function ticketView(ticket: FakeZnunyTicket, store: ZnunyStore, parts: ShownParts): Record<string, unknown> {
  const [StateID, StateType] = states[ticket.state] ?? [0, ''];
  const articles = ticket.articles.map((article, position) => articleView(ticket, article, position));
  const fields = [...store.dynamicFields.keys()].map((Name) => ({ Name, Value: ticket.fields.get(Name) ?? null }));
  return {
    Age: Math.max(0, Math.floor(store.clock() / 1_000) - ticket.createdAt),
    ArchiveFlag: 'n',
    ...(parts.articles ? { Article: articles.length === 0 ? [{ TimeUnit: null }] : articles } : {}),
    ChangeBy: 2,
    Changed: ticket.changed,
    CreateBy: 2,
    Created: ticket.created,
    CustomerID: 'LAB',
    CustomerUserID: ticket.customer,
    ...(parts.dynamicFields ? { DynamicField: fields } : {}),
    EscalationResponseTime: 0,
    EscalationSolutionTime: 0,
    EscalationTime: 0,
    EscalationUpdateTime: 0,
    ...(parts.extended ? { FirstResponse: ticket.created } : {}),
    GroupID: 5,
    Lock: ticket.lock,
    LockID: ticket.lock === 'lock' ? 2 : 1,
    Owner: ticket.owner,
    OwnerID: owners[ticket.owner] ?? 1,
    Priority: ticket.priority,
    PriorityID: priorities[ticket.priority] ?? 3,
    Queue: ticket.queue,
    QueueID: queues[ticket.queue] ?? 0,
    RealTillTimeNotUsed: 0,
    Responsible: 'root@localhost',
    ResponsibleID: 1,
    SLAID: '',
    ...(ticket.service === ''
      ? { ServiceID: '' }
      : { Service: ticket.service, ServiceID: services[ticket.service] ?? 0 }),
    State: ticket.state,
    StateID,
    StateType,
    TicketID: ticket.id,
    TicketNumber: ticket.number,
    TimeUnit: 0,
    Title: ticket.title,
    Type: ticket.type,
    TypeID: types[ticket.type] ?? 1,
    UnlockTimeout: ticket.createdAt,
    UntilTime: 0,
  };
}

export function listedTickets(store: ZnunyStore): ListedTicket[] {
  return [...store.tickets.values()].map((ticket) => ({
    id: ticket.number,
    title: ticket.title,
    state: ticket.state,
    isOpen: !['closed', 'removed', 'merged'].includes(states[ticket.state]?.[1] ?? ''),
    priority: ticket.priority,
    linkedTo: ticket.articles.flatMap(({ body }) => /^[→←] Ticket#(\d+)$/.exec(body)?.[1] ?? []),
    said: ticket.articles.map(({ isPublic, body }) => ({ public: isPublic, text: body })),
  }));
}
