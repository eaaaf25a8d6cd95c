// The fake Znuny's TicketSearch: what it takes as a condition, and what it lets pass without a word.
import { openQueues, states } from './znuny-store.ts';
import type { FakeZnunyTicket, ZnunyStore } from './znuny-store.ts';

type Ask = Readonly<Record<string, unknown>>;

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

/** `*` stands for any text; in any case, as the database. */
function like(value: string, wanted: string): boolean {
  const pattern = wanted.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${pattern}$`, 'isu').test(value);
}

/** Conditions on dynamic fields have to be objects, which the query of a GET cannot hold (recorded, 15 to 15o). */
function conditions(ask: Ask, store: ZnunyStore): { readonly name: string; readonly is: Ask }[] {
  const named = Object.entries(ask)
    .filter(([member, is]) => member.startsWith('DynamicField_') && typeof is === 'object' && is !== null)
    .map(([member, is]) => ({ name: member.slice('DynamicField_'.length), is: is as Ask }));
  const listed = Array.isArray(ask['DynamicField']) ? (ask['DynamicField'] as Ask[]) : [];
  return [...named, ...listed.map((is) => ({ name: String(is['Name']), is }))].filter(({ name }) =>
    store.dynamicFields.has(name),
  );
}

function fitsField(ticket: FakeZnunyTicket, { name, is }: { readonly name: string; readonly is: Ask }): boolean {
  const value = ticket.fields.get(name) ?? '';
  if ('Equals' in is) return value.toLowerCase() === String(is['Equals']).toLowerCase();
  if ('Like' in is) return value !== '' && like(value, String(is['Like']));
  return 'Empty' in is ? (value === '') === (String(is['Empty']) === '1') : true;
}

function changedSince(ask: Ask): string | undefined {
  return texts(ask['TicketLastChangeTimeNewerDate'] ?? ask['TicketChangeTimeNewerDate'])[0];
}

function fits(ticket: FakeZnunyTicket, ask: Ask): boolean {
  const [titles, numbers] = [texts(ask['Title']), texts(ask['TicketNumber'])];
  const [types, queues] = [texts(ask['StateType']), texts(ask['Queues'])];
  const since = changedSince(ask);
  if (titles.length > 0 && !titles.some((title) => like(ticket.title, title))) return false;
  if (numbers.length > 0 && !numbers.includes(ticket.number)) return false;
  if (types.length > 0 && !types.includes(states[ticket.state]?.[1] ?? '')) return false;
  if (queues.length > 0 && !queues.includes(ticket.queue)) return false;
  return since === undefined || ticket.changed >= since;
}

/** A date in another form than `Y-m-d H:i:s` finds nothing (recorded, 31d). */
function isMisdated(ask: Ask): boolean {
  const since = changedSince(ask);
  return since !== undefined && !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(since);
}

function sees(ticket: FakeZnunyTicket): boolean {
  if (ticket.hiddenFor === 0) return true;
  ticket.hiddenFor -= 1;
  return false;
}

export function searchTickets(ask: Ask, store: ZnunyStore): Record<string, unknown> {
  if (isMisdated(ask)) return {};
  const fieldConditions = conditions(ask, store);
  const found = [...store.tickets.values()]
    .filter((ticket) => openQueues.includes(ticket.queue))
    .filter((ticket) => fits(ticket, ask) && fieldConditions.every((condition) => fitsField(ticket, condition)))
    .filter(sees);
  const byChange = ask['SortBy'] === 'Changed';
  found.sort((a, b) => (byChange && a.changed !== b.changed ? (a.changed < b.changed ? -1 : 1) : a.id - b.id));
  if (ask['OrderBy'] !== 'Up') found.reverse();
  const limit = Number(ask['Limit'] ?? 500);
  const ids = found.slice(0, limit).map(({ id }) => String(id));
  return ids.length === 0 ? {} : { TicketID: ids };
}
