// Which incidents the board shows: kept in the address, so that a link shows the same.
import type { IncidentRow } from '../api/shapes.ts';

export interface BoardFilter {
  readonly text: string;
  readonly priorities: readonly number[];
  readonly team: string | null;
  readonly unacknowledged: boolean;
}

export const noFilter: BoardFilter = { text: '', priorities: [], team: null, unacknowledged: false };

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

/** What the server does not narrow by: owner, acknowledgement. */
export function fitsFilter(incident: IncidentRow, filter: BoardFilter): boolean {
  if (filter.team !== null && incident.team !== filter.team) return false;
  return !filter.unacknowledged || incident.acknowledgedBy === null;
}
