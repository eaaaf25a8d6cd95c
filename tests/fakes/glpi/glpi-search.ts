// The fake's `search/Ticket`: contains with ^ and $ as anchors and % as wildcard, blind to case and accents.
import { error } from './glpi-answer.ts';
import type { GlpiAnswer } from './glpi-answer.ts';
import { requesterLink } from './glpi-store.ts';
import type { FakeTicket, GlpiStore } from './glpi-store.ts';

interface Shown {
  readonly forced: readonly string[];
  /** By names as `Ticket.id` instead of numbers. */
  readonly byUid: boolean;
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** GLPI stores escaped text: a value with `<` or `&` finds nothing. */
function matches(text: string, wanted: string): boolean {
  if (/[<&]/.test(wanted)) return false;
  const [head, tail] = [wanted.startsWith('^'), wanted.endsWith('$')];
  const bare = wanted.slice(head ? 1 : 0, tail ? -1 : undefined);
  const pattern = fold(bare)
    .split('%')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`${head ? '^' : ''}${pattern}${tail ? '$' : ''}`, 's').test(fold(text));
}

function fits(ticket: FakeTicket, field: string, wanted: string): boolean {
  if (field === '1') return matches(ticket.name, wanted);
  if (field === '21') return matches(ticket.content, wanted);
  // Strictly later, to the second: recorded, 213.
  if (field === '19') return ticket.date_mod > wanted;
  if (field === '2') return matches(String(ticket.id), wanted);
  return field === '12' && (wanted === 'notclosed' ? ticket.status !== 6 : String(ticket.status) === wanted);
}

/** One as a text, several as a list, as recorded (228); that nobody is `null` is a guess. */
function cell(ids: readonly number[]): unknown {
  const texts = ids.map(String);
  return texts.length > 1 ? texts : (texts[0] ?? null);
}

/** Of each field that the fake knows: what `uid_cols` calls it, and what stands there. */
function columns(
  ticket: FakeTicket,
  store: GlpiStore,
): Readonly<Record<string, readonly [uid: string, told: unknown]>> {
  const groups = store.groupLinks.filter((link) => link.tickets_id === ticket.id);
  const people = store.userLinks.filter((link) => link.tickets_id === ticket.id && link.type === requesterLink);
  return {
    '1': ['Ticket.name', ticket.name],
    '2': ['Ticket.id', ticket.id],
    '3': ['Ticket.priority', ticket.priority],
    '4': ['Ticket.Ticket_User.User.name', cell(people.map(({ users_id }) => users_id))],
    '7': ['Ticket.ITILCategory.completename', String(ticket.itilcategories_id)],
    '8': ['Ticket.Group_Ticket.Group.completename', store.groups.get(groups[0]?.groups_id ?? 0)?.name ?? null],
    '10': ['Ticket.urgency', ticket.urgency],
    '11': ['Ticket.impact', ticket.impact],
    '12': ['Ticket.status', ticket.status],
    '13': ['Ticket.Item_Ticket.items_id', cell(Object.values(ticket.items_id).flat() as number[])],
    '14': ['Ticket.type', ticket.type],
    '15': ['Ticket.date', ticket.date_mod],
    '19': ['Ticket.date_mod', ticket.date_mod],
    '21': ['Ticket.content', ticket.content],
    '80': ['Ticket.Entity.completename', store.entities.get(ticket.entities_id)],
  };
}

function row(ticket: FakeTicket, store: GlpiStore, { forced, byUid }: Shown): Record<string, unknown> {
  const all = columns(ticket, store);
  const shown = ['1', '80', ...forced].flatMap((field) => {
    const column = all[field];
    return column === undefined ? [] : [[byUid ? column[0] : field, column[1]] as const];
  });
  return Object.fromEntries(shown);
}

function visible(ticket: FakeTicket): boolean {
  if (ticket.hiddenFor > 0) {
    ticket.hiddenFor -= 1;
    return false;
  }
  return ticket.is_deleted === 0;
}

function sorted(tickets: readonly FakeTicket[], field: number, descending: boolean): FakeTicket[] {
  const keyOf = (ticket: FakeTicket): string =>
    field === 19 ? ticket.date_mod : field === 2 ? '' : ticket.name.toLowerCase();
  const rising = [...tickets].sort((a, b) => {
    const [one, two] = [keyOf(a), keyOf(b)];
    return one === two ? a.id - b.id : one < two ? -1 : 1;
  });
  return descending ? rising.toReversed() : rising;
}

/** Problems by their name, as tickets are found. */
export function foundRows(problems: readonly { id: number; name: string }[], query: URLSearchParams): object {
  const wanted = query.get('criteria[0][value]') ?? '';
  const rows = problems.filter(({ name }) => matches(name, wanted)).map(({ id, name }) => ({ '1': name, '2': id }));
  return { totalcount: rows.length, count: rows.length, ...(rows.length === 0 ? {} : { data: rows }) };
}

const knownFields = ['1', '2', '3', '12', '14', '19', '21'];

export function searchTickets(store: GlpiStore, query: URLSearchParams): GlpiAnswer {
  const criteria: { field: string; value: string }[] = [];
  for (let n = 0; query.has(`criteria[${String(n)}][field]`); n += 1) {
    criteria.push({
      field: query.get(`criteria[${String(n)}][field]`) ?? '',
      value: query.get(`criteria[${String(n)}][value]`) ?? '',
    });
  }
  if (criteria.some(({ field }) => !knownFields.includes(field))) return error('ERROR');
  const forced = [...query].filter(([name]) => name.startsWith('forcedisplay')).map(([, field]) => field);
  const all = [...store.tickets.values()]
    .filter(visible)
    .filter((ticket) => criteria.every(({ field, value }) => fits(ticket, field, value)));
  const [from = 0, to = 49] = (query.get('range') ?? '0-49').split('-').map(Number);
  const total = all.length;
  if (from > total) return error('ERROR_RANGE_EXCEED_TOTAL');
  const sort = Number(query.get('sort') ?? '1');
  const found = sorted(all, sort, query.get('order') === 'DESC').slice(from, to + 1);
  const shown = {
    forced: [...forced, ...criteria.map(({ field }) => field)],
    byUid: query.get('uid_cols') === 'true',
  };
  const rows = found.map((ticket) => row(ticket, store, shown));
  const range = `${String(from)}-${String(from + found.length - 1)}/${String(total)}`;
  const body = {
    totalcount: total,
    count: found.length,
    sort: [sort],
    order: [query.get('order') ?? 'ASC'],
    ...(found.length > 0 ? { data: rows } : {}),
    'content-range': range,
  };
  return {
    status: found.length < total ? 206 : 200,
    body,
    headers: { 'Accept-Range': 'Ticket 1000', ...(total > 0 ? { 'Content-Range': range } : {}) },
  };
}

/** By name alone, as recorded (718). */
export function searchAssets(store: GlpiStore, query: URLSearchParams): GlpiAnswer {
  const wanted = query.get('criteria[0][value]') ?? '';
  const found = store.assets.filter(({ name }) => matches(name, wanted));
  const rows = found.map(({ id, name, itemtype }) => ({ '1': name, '2': id, id, itemtype }));
  return {
    status: 200,
    body: { totalcount: rows.length, count: rows.length, ...(rows.length > 0 ? { data: rows } : {}) },
  };
}
