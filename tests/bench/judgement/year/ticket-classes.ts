// Which sorts of trouble got tickets that nobody wanted, more than one, or none although somebody would.
import type { Figure } from '../../figure.ts';
import type { ReplayedIncident } from '../replayed.ts';
import { rowsBy } from '../dataset-folder.ts';
import type { Fault } from './faults.ts';

export interface Verdict {
  readonly fault: Fault;
  readonly found: readonly ReplayedIncident[];
}

/** Incidents that hold nothing that deserves one. */
function vainIncidents(verdicts: readonly Verdict[]): Map<string, Fault> {
  const wanted = new Set(verdicts.flatMap(({ fault, found }) => (fault.deserves ? found.map(({ id }) => id) : [])));
  const vain = new Map<string, Fault>();
  for (const { fault, found } of verdicts) for (const { id } of found) if (!wanted.has(id)) vain.set(id, fault);
  return vain;
}

/** A line for each kind: how many there were, how many tickets, in vain, more than one, none. */
export function ticketClasses(verdicts: readonly Verdict[]): string[] {
  const vain = rowsBy([...vainIncidents(verdicts).values()], ({ kind }) => kind);
  return [...rowsBy(verdicts, ({ fault }) => fault.kind)].map(([kind, those]) => {
    const events = those.reduce((sum, { fault }) => sum + fault.told.length, 0);
    const tickets = new Set(those.flatMap(({ found }) => found.map(({ id }) => id))).size;
    const deserving = those.filter(({ fault }) => fault.deserves);
    const twice = deserving.filter(({ found }) => found.length > 1).length;
    const missed = deserving.filter(({ found }) => found.length === 0).length;
    return `${kind}: ${those.length} (${events} events), ${tickets} incidents; in vain ${vain.get(kind)?.length ?? 0}, more than one for ${twice}, none for ${missed} of ${deserving.length} that deserve one`;
  });
}

export function ticketFigures(verdicts: readonly Verdict[]): Figure[] {
  const deserving = verdicts.filter(({ fault }) => fault.deserves);
  const noise = verdicts.filter(({ fault }) => !fault.deserves);
  const heard = deserving.filter(({ found }) => found.length > 0).length / Math.max(1, deserving.length);
  const quiet = 1 - vainIncidents(verdicts).size / Math.max(1, noise.length);
  const figure = (metric: string, value: number, bar: string | null): Figure => ({
    ...{ bench: 'year', metric, value, unit: '', bar },
  });
  return [
    figure(`faults that deserve a ticket and have one, of ${deserving.length}`, heard, null),
    figure(`noise without a ticket of its own, of ${noise.length}`, quiet, null),
  ];
}
