// What the fake RT does with a PUT: each member for itself, and a sentence for each, refusals among them.
import type { RtFakeTicket, RtStore } from './rt-store.ts';

type Input = Readonly<Record<string, unknown>>;

/** RT 5's default names of priorities. */
const priorityNames: readonly [string, number][] = [
  ['High', 100],
  ['Medium', 50],
  ['Low', 0],
];
const nameOf = (priority: number): string => priorityNames.find(([, from]) => priority >= from)?.[0] ?? 'Low';

/** NaN: neither a number nor a name. */
export function priorityOf(value: unknown): number {
  const named = priorityNames.find(([name]) => name === value)?.[1];
  return named ?? (typeof value === 'number' || /^-?\d+$/.test(String(value)) ? Number(value) : Number.NaN);
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

function setField(store: RtStore, ticket: RtFakeTicket, field: string, value: string): string | null {
  const known = store.fields.find(({ name }) => name === field);
  if (known === undefined) return null;
  if (known.values !== undefined && !known.values.includes(value)) return 'Invalid value for custom field';
  const before = ticket.fields.get(field);
  if (before === value) return null;
  ticket.fields.set(field, value);
  store.tell(ticket, 'CustomField', { field: String(known.id), oldValue: before ?? '', newValue: value });
  return before === undefined ? `${field} ${value} added` : `${field} ${before} changed to ${value}`;
}

const linkWords: Readonly<Record<string, [string, string]>> = {
  AddRefersTo: ['refers-to', 'refers to'],
  RefersTo: ['refers-to', 'refers to'],
  AddDependsOn: ['depends-on', 'depends on'],
  MemberOf: ['parent', 'member of'],
};

export function addLink(store: RtStore, ticket: RtFakeTicket, member: string, to: string): string | null {
  const [ref, words] = linkWords[member] ?? ['', ''];
  if (ref === '') return null;
  const number = /^\d+$/.test(to);
  if (number && !store.tickets.has(Number(to))) return `Couldn't resolve '${to}' into a link.`;
  if (to === String(ticket.id)) return "Link could not be created: Can't link a ticket to itself";
  const what = number ? `Ticket ${to}` : `URI ${to}`;
  const target = number ? String(store.loaded(Number(to))?.id ?? to) : to;
  if (!ticket.links.some((link) => link.ref === ref && link.to === target)) {
    ticket.links.push({ ref, to: target });
    store.tell(ticket, 'AddLink', { field: ref, newValue: to });
  }
  return `Ticket ${String(ticket.id)} ${words} ${what}.`;
}

function set(store: RtStore, ticket: RtFakeTicket, member: string, value: unknown): string | null {
  const text = String(value);
  if (member === 'Priority') {
    const [before, after] = [ticket.priority, priorityOf(value)];
    if (Number.isNaN(after)) return `'${text}' is an invalid value for Priority`;
    if (before === after) return null;
    ticket.priority = after;
    store.tell(ticket, 'Set', { field: 'Priority', oldValue: String(before), newValue: String(after) });
    return `Priority changed from '${nameOf(before)}' to '${nameOf(after)}'`;
  }
  if (member === 'Subject') {
    const [before, after] = [ticket.subject, text.replace(/\n/g, '').slice(0, 200)];
    if (before === after) return null;
    ticket.subject = after;
    store.tell(ticket, 'Set', { field: 'Subject', oldValue: before, newValue: after });
    return `Subject changed from '${before}' to '${after}'`;
  }
  if (member === 'Owner') return setOwner(store, ticket, text);
  if (member === 'Queue') return setQueue(store, ticket, text);
  return member === 'Status' ? store.setStatus(ticket, text, 'vigie') : null;
}

function setOwner(store: RtStore, ticket: RtFakeTicket, owner: string): string | null {
  if (!store.users.has(owner)) return 'That user does not exist';
  if (owner === 'noright') return 'That user may not own tickets in that queue';
  if (owner === ticket.owner) return 'That user already owns that ticket';
  const before = ticket.owner;
  ticket.owner = owner;
  store.tell(ticket, 'Set', { field: 'Owner', oldValue: before, newValue: owner });
  return `Owner changed from ${before} to ${owner}`;
}

function setQueue(store: RtStore, ticket: RtFakeTicket, queue: string): string | null {
  if (store.hiddenQueues.has(queue)) return 'Permission Denied';
  if (!store.queues.has(queue)) return `Queue ${queue} does not exist`;
  const before = ticket.queue;
  ticket.queue = queue;
  store.tell(ticket, 'Set', { field: 'Queue', oldValue: before, newValue: queue });
  return `Queue changed from ${before} to ${queue}`;
}

function merge(store: RtStore, ticket: RtFakeTicket, into: string): string {
  const survivor = store.loaded(Number(into));
  if (survivor === undefined || survivor.id === ticket.id) return "Couldn't load the ticket to merge into";
  ticket.effectiveId = survivor.id;
  store.tell(survivor, 'AddLink', { field: 'MergedInto', newValue: String(ticket.id) });
  ticket.lastUpdated = store.now;
  return 'Merge Successful';
}

/** In the order that was recorded: fields, status, subject; what is not known is passed over. */
export function changeTicket(store: RtStore, ticket: RtFakeTicket, input: Input): string[] {
  const named = (sentence: string | null): string[] =>
    sentence === null ? [] : [`Ticket ${String(ticket.id)}: ${sentence}`];
  const plain = (sentence: string | null): string[] => (sentence === null ? [] : [sentence]);
  const told = ['Queue', 'Owner', 'Priority', 'Status', 'Subject']
    .filter((member) => member in input)
    .flatMap((member) => named(set(store, ticket, member, input[member])));
  const fields = Object.entries((input['CustomFields'] ?? {}) as Input).flatMap(([field, value]) =>
    plain(setField(store, ticket, field, String(value))),
  );
  const links = Object.keys(linkWords)
    .filter((member) => member in input)
    .flatMap((member) => listOf(input[member]).flatMap((to) => plain(addLink(store, ticket, member, to))));
  const watchers = listOf(input['AdminCc'] ?? []).map((address) => {
    ticket.adminCcs.push(address.replace(/@.*/, ''));
    return `Added ${address.replace(/@.*/, '')} as AdminCc for this ticket`;
  });
  const merged = 'MergeInto' in input ? [merge(store, ticket, String(input['MergeInto']))] : [];
  return [...told, ...fields, ...links, ...watchers, ...merged];
}
