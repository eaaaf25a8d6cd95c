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
  return field === '12' && (wanted === 'notclosed' ? ticket.status !== 6 : String(ticket.status) === wanted);
}

function row(ticket: FakeTicket, store: GlpiStore, forced: readonly string[]): Record<string, unknown> {
  const columns: Readonly<Record<string, unknown>> = {
    '2': ticket.id,
    '12': ticket.status,
    '19': store.now,
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

const knownFields = ['1', '2', '12', '19', '21'];

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
  const found = [...store.tickets.values()]
    .filter(visible)
    .filter((ticket) => criteria.every(({ field, value }) => fits(ticket, field, value)));
  const [from] = (query.get('range') ?? '0-49').split('-').map(Number);
  const total = found.length;
  if ((from ?? 0) > total) return error('ERROR_RANGE_EXCEED_TOTAL');
  const rows = found.map((ticket) => row(ticket, store, [...forced, ...criteria.map(({ field }) => field)]));
  const range = `0-${String(total - 1)}/${String(total)}`;
  const body = {
    totalcount: total,
    count: total,
    sort: [1],
    order: ['ASC'],
    ...(total > 0 ? { data: rows } : {}),
    'content-range': range,
  };
  return {
    status: 200,
    body,
    headers: { 'Accept-Range': 'Ticket 1000', ...(total > 0 ? { 'Content-Range': range } : {}) },
  };
}
