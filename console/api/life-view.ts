// How far an incident has come, and what is promised next, as the API shows it.
import type { SlaStanding } from '../../domain/incident-life.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { LifeRow } from '../projection/tables.ts';
import { instantOrNull } from '../reading/alert-entry.ts';
import { places } from '../reading/projection-reader.ts';
import type { LifeView, SlaRow } from './incident-contract.ts';
import type { View } from './view.ts';

function slaRow(standing: SlaStanding): SlaRow {
  return { ...standing, dueAt: instantOrNull(standing.dueAt) };
}

function isGoing({ state }: SlaStanding): boolean {
  return state === 'running' || state === 'waiting';
}

/** What runs comes before what waits; of two, the one that is due first. */
export function nextSla(clocks: readonly SlaStanding[]): SlaRow | null {
  const going = clocks.filter(isGoing).sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  return going[0] === undefined ? null : slaRow(going[0]);
}

export function lifeOf(incident: string, { reader }: View): Promise<LifeRow | null> {
  return reader.get(places.life, incident);
}

export function lifeView({ steps, clocks }: LifeRow): LifeView {
  return {
    steps: steps.map(({ step, at, by, dueAt }) => {
      return { step, by, at: instantOrNull(at), dueAt: dueAt === null ? null : rfc3339(dueAt) };
    }),
    clocks: clocks.map(slaRow),
  };
}
