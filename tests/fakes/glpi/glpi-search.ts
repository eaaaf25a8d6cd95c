// The fake's `search/Ticket`: contains with ^ and $ as anchors and % as wildcard, blind to case and accents.
import { error } from './glpi-answer.ts';
import type { GlpiAnswer } from './glpi-answer.ts';
import type { FakeTicket, GlpiStore } from './glpi-store.ts';

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
  return field === '12' && (wanted === 'notclosed' ? ticket.status !== 6 : String(ticket.status) === wanted);
}

function row(ticket: FakeTicket, store: GlpiStore, forced: readonly string[]): Record<string, unknown> {
  const columns: Readonly<Record<string, unknown>> = {
    '2': ticket.id,
    '12': ticket.status,
    '3': ticket.priority,
    '14': ticket.type,
    '19': ticket.date_mod,
    '21': ticket.content,
  };
  const shown = Object.fromEntries(forced.filter((field) => field in columns).map((field) => [field, columns[field]]));
  return { '1': ticket.name, '80': store.entities.get(ticket.entities_id), ...shown };
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
  const rows = found.map((ticket) => row(ticket, store, [...forced, ...criteria.map(({ field }) => field)]));
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
