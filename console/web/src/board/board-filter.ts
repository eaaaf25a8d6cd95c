// Which incidents the board shows: kept in the address, so that a link shows the same.
import type { IncidentRow } from '../api/shapes.ts';
import { bareTitle } from '../parts/tell-headline.ts';

export interface BoardFilter {
  readonly text: string;
  readonly priorities: readonly number[];
  readonly team: string | null;
  readonly unacknowledged: boolean;
}

export function readFilter(search: URLSearchParams): BoardFilter {
  const priorities = (search.get('priority') ?? '').split(',').map(Number);
  return {
    text: search.get('q') ?? '',
    priorities: [1, 2, 3, 4, 5].filter((priority) => priorities.includes(priority)),
    team: search.get('owner'),
    unacknowledged: search.has('unacknowledged'),
  };
}

/** The address with the filter in it; what else stands there (`wall`) stays. */
export function writeFilter(search: URLSearchParams, filter: BoardFilter): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, value: string | null): void => {
    if (value === null) next.delete(name);
    else next.set(name, value);
  };
  put('q', filter.text === '' ? null : filter.text);
  put('priority', filter.priorities.length === 0 ? null : filter.priorities.join(','));
  put('owner', filter.team);
  put('unacknowledged', filter.unacknowledged ? '1' : null);
  return next;
}

export function filtersNothing(filter: BoardFilter): boolean {
  return filter.text === '' && filter.priorities.length === 0 && filter.team === null && !filter.unacknowledged;
}

function textOf(incident: IncidentRow): string {
  const causes = incident.rootCandidates.map((cause) => cause.name);
  const services = incident.services.map((service) => service.name);
  const tickets = incident.tickets.flatMap((ticket) => [ticket.key, ticket.id ?? '']);
  const words = [bareTitle(incident.title), incident.number, incident.team ?? '', incident.acknowledgedBy ?? ''];
  return [...words, ...causes, ...services, ...incident.cis, ...tickets].join('\n').toLowerCase();
}

export function fitsFilter(incident: IncidentRow, filter: BoardFilter): boolean {
  if (filter.priorities.length > 0 && !filter.priorities.includes(incident.priority)) return false;
  if (filter.team !== null && incident.team !== filter.team) return false;
  if (filter.unacknowledged && incident.acknowledgedBy !== null) return false;
  const found = textOf(incident);
  const asked = filter.text.toLowerCase().split(/\s+/u);
  return asked.every((word) => found.includes(word));
}
