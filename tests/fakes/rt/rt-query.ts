// The part of TicketSQL that the fake RT understands: comparisons joined by AND, OR and parentheses.
import { isActive } from './rt-store.ts';
import type { RtFakeTicket } from './rt-store.ts';

type Fits = (ticket: RtFakeTicket) => boolean;

export interface TicketQuery {
  readonly fits: Fits;
  /** Without a word on it, tickets that were merged away are left out. */
  readonly namesEffectiveId: boolean;
}

const tokens = /\s*(\(|\)|'(?:\\.|[^'\\])*'|[A-Za-z_.]+(?:\{[^}]*\})?|[<>!]?=|[<>]|-?\d+)/gy;

export class WrongQuery extends Error {}

function tokensOf(text: string): string[] {
  const found: string[] = [];
  tokens.lastIndex = 0;
  let end = 0;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    found.push(match[1] ?? '');
    end = tokens.lastIndex;
  }
  if (text.slice(end).trim() !== '') throw new WrongQuery(text.slice(end));
  return found;
}

const bare = (token: string): string => (token.startsWith("'") ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token);

/** As recorded (31*): a trailing Z loses the time of day, an offset works, and garbage is 1970. */
function timeOf(text: string): number {
  if (/^\d+ minutes ago$/.test(text)) return 0;
  const day = /^(\d{4}-\d\d-\d\d)T[\d:]+Z$/.exec(text)?.[1];
  if (day !== undefined) return Date.parse(`${day}T00:00:00Z`);
  const plain = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
  const time = /^\d{4}-\d\d-\d\dT/.test(plain) ? Date.parse(plain) : 0;
  return Number.isNaN(time) ? 0 : time;
}

function comparison(field: string, operator: string, value: string): Fits {
  const custom = /^CF\.\{(.*)\}$/.exec(field)?.[1];
  if (custom !== undefined)
    return operator === 'IS NOT'
      ? (ticket) => ticket.fields.has(custom)
      : (ticket) => ticket.fields.get(custom) === value;
  if (field === 'Subject')
    return operator === 'LIKE'
      ? (ticket) => ticket.subject.toLowerCase().includes(value.toLowerCase())
      : (ticket) => ticket.subject === value;
  if (field === 'Queue') return (ticket) => ticket.queue === value;
  if (field === 'Status')
    return value === '__Active__' ? (ticket) => isActive(ticket.status) : (ticket) => ticket.status === value;
  if (field === 'id') return (ticket) => String(ticket.id) === value;
  if (field === 'EffectiveId') return (ticket) => ticket.effectiveId > Number(value);
  if (field === 'LastUpdated') return (ticket) => Date.parse(ticket.lastUpdated) > timeOf(value);
  throw new WrongQuery(field);
}

export function parseQuery(text: string): TicketQuery {
  const rest = tokensOf(text);
  const take = (): string => {
    const token = rest.shift();
    if (token === undefined) throw new WrongQuery('end');
    return token;
  };
  const one = (): Fits => {
    const token = take();
    if (token === '(') {
      const inner = any();
      if (take() !== ')') throw new WrongQuery(')');
      return inner;
    }
    const operator = take();
    if (operator === 'IS')
      return take() === 'NOT' && take() === 'NULL' ? comparison(bare(token), 'IS NOT', '') : () => false;
    if (!['=', '>', '<', 'LIKE'].includes(operator)) throw new WrongQuery(operator);
    const value = take();
    if (!/^['\d-]/.test(value)) throw new WrongQuery(value);
    return comparison(bare(token), operator, bare(value));
  };
  const all = (): Fits => {
    const parts = [one()];
    while (rest[0] === 'AND') parts.push((take(), one()));
    return (ticket) => parts.every((fits) => fits(ticket));
  };
  const any = (): Fits => {
    const parts = [all()];
    while (rest[0] === 'OR') parts.push((take(), all()));
    return (ticket) => parts.some((fits) => fits(ticket));
  };
  const fits = any();
  if (rest.length > 0) throw new WrongQuery(rest.join(' '));
  return { fits, namesEffectiveId: text.includes('EffectiveId') };
}
