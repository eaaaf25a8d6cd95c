// Where an incident stands on the board: open before ended, majors first, then priority, then the newest.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import { timeKey } from './tables.ts';

const stateRank = { open: 0, resolved: 1, merged: 2 } as const;
const lastTime = 9_999_999_999_999;

export type Standing = Pick<Incident, 'id' | 'state' | 'priority' | 'incidentAt'> & { readonly major: boolean };

export function standingOf(incident: Incident): Standing {
  const { id, state, priority, incidentAt } = incident;
  return { id, state, priority, incidentAt, major: isMajorNow(incident) };
}

/** All incidents of one state: a prefix of their keys. */
export function boardPrefix(state: Incident['state']): string {
  return `${String(stateRank[state])}/`;
}

export function boardKey({ id, state, priority, incidentAt, major }: Standing): string {
  return `${boardPrefix(state)}${major ? '0' : '1'}/${String(priority)}/${timeKey(lastTime - incidentAt)}/${id}`;
}

/** Every key the incident may ever have had: what a stage without memory takes away. */
export function possibleBoardKeys(standing: Standing): string[] {
  const keys: string[] = [];
  for (const state of ['open', 'resolved', 'merged'] as const) {
    for (const major of [true, false]) {
      for (const priority of [1, 2, 3, 4, 5] as const) keys.push(boardKey({ ...standing, state, major, priority }));
    }
  }
  return keys;
}
