// A ticket of Znuny in the words of the reader's port. Pure.
import type { SeenTicket } from '../../reader.ts';
import { commentsSince, seenComment, shortText } from '../reading/seen-ticket.ts';
import { isKey, keyIn } from '../text/marks.ts';
import { readServerTime } from '../text/server-time.ts';
import type { ZnunyTicket } from './znuny-answers.ts';
import { priorityOf, standingOf } from './znuny-config.ts';
import type { ZnunyConfig } from './znuny-config.ts';

interface Terms {
  readonly config: ZnunyConfig;
  /** Comments since this instant, epoch ms. */
  readonly since: number;
  readonly url: string | null;
}

function kindOf(type: string, { ticketType }: ZnunyConfig): SeenTicket['kind'] {
  if (type === ticketType || /incident/i.test(type)) return 'incident';
  if (/request/i.test(type)) return 'request';
  return /problem/i.test(type) ? 'problem' : 'other';
}

function keyOf({ Title, DynamicField }: ZnunyTicket, text: string, { keyField }: ZnunyConfig): string | null {
  const own = DynamicField?.find(({ Name }) => Name === keyField)?.Value;
  return typeof own === 'string' && isKey(own) ? own : keyIn(Title, text);
}

/** Null: a time that cannot be read. Into what a ticket was merged is a link, which the web service does not show. */
export function seenTicket(ticket: ZnunyTicket, { config, since, url }: Terms): SeenTicket | null {
  const changedAt = readServerTime(ticket.Changed, config.timezone);
  if (changedAt === null) return null;
  const [first, ...later] = ticket.Article ?? [];
  const text = shortText(first?.Body ?? '');
  const key = keyOf(ticket, first?.Body ?? '', config);
  const comments = later.map(({ ArticleID, CreateTime, From, Body, IsVisibleForCustomer }) =>
    seenComment({
      id: ArticleID,
      at: readServerTime(CreateTime, config.timezone),
      author: From ?? '',
      public: IsVisibleForCustomer,
      text: Body ?? '',
    }),
  );
  return {
    ticket: ticket.TicketNumber,
    url,
    key,
    // Where ticket types are off, all are of one.
    kind: key === null ? kindOf(ticket.Type ?? '', config) : 'incident',
    title: ticket.Title,
    text,
    standing: standingOf(config, ticket.State, ticket.StateType),
    changedAt,
    priority: priorityOf(config, ticket.Priority),
    team: ticket.Queue,
    // Every ticket has an owner; who has it in charge has it locked.
    assignee: ticket.Lock === 'unlock' ? null : ticket.Owner,
    requester: ticket.CustomerUserID === '' ? null : (ticket.CustomerUserID ?? null),
    mergedInto: null,
    comments: commentsSince(comments, since),
  };
}
