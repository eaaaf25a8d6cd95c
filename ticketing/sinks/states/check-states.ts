// What `doctor` says of a state map: names that the system does not have, with the nearest that it has, and statuses in use that no step names.
import { distance } from 'fastest-levenshtein';
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding } from '../../probe.ts';
import type { States } from './state-map.ts';

export interface KnownStatuses {
  readonly system: string;
  readonly statuses: readonly string[];
  /** True: the system lists all that it has. False: these are in use, there may be others. */
  readonly isAll: boolean;
}

function nearest(status: string, known: readonly string[]): string | null {
  const byDistance = known
    .map((name) => ({ name, edits: distance(status.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  const [best] = byDistance;
  return best !== undefined && best.edits <= Math.max(2, Math.ceil(status.length / 2)) ? best.name : null;
}

function misnamed(states: States, { system, statuses, isAll }: KnownStatuses): ProbeFinding[] {
  return states.named
    .filter(({ status }) => !statuses.includes(status))
    .map(({ step, status }): ProbeFinding => {
      const near = nearest(status, statuses);
      const meant = near === null ? `it has ${statuses.slice(0, 12).join(', ') || 'none'}` : `the nearest is "${near}"`;
      const where = isAll ? 'there is no such status' : 'no ticket there has this status';
      const what = `${system}: states.${step} names "${status}", but ${where}; ${meant}`;
      return isAll
        ? fault(what, `correct states.${step}`)
        : warning(what, `see by hand that "${status}" exists there, or correct states.${step}`);
    });
}

/** `assumed`: how an unnamed status is read. */
export function checkStates(
  states: States,
  known: KnownStatuses,
  assumed: (status: string) => boolean,
): ProbeFinding[] {
  const strange = known.statuses.filter((status) => assumed(status));
  const closing = states.resolvesAsClosed;
  const findings: ProbeFinding[] = [
    ...misnamed(states, known),
    ...strange.map((status) =>
      warning(
        `${known.system}: "${status}" is in no step of states: it is read as in progress`,
        `name it in states, as { assigned: "${status}" }`,
      ),
    ),
    ...(closing === null
      ? []
      : [
          warning(
            `${known.system}: states.resolved is "${closing}", which is closed there: no user is asked whether it works again`,
            'name a status in which users still can answer',
          ),
        ]),
  ];
  if (findings.length > 0) return findings;
  const how = known.isAll ? 'exist' : 'are not contradicted by the tickets there';
  return [fine(`${known.system}: the statuses of states ${how}`)];
}
