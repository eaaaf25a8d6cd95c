// A situation's first row, before anything is counted in.
import type { SituationRow } from './working-rows.ts';

export type Beginning = Pick<SituationRow, 'id' | 'tenant' | 'openedAt' | 'firstAlert' | 'firstAlertAt' | 'worst'> &
  Partial<
    Pick<SituationRow, 'isChronic' | 'nearMiss' | 'rules' | 'splitFrom' | 'apartFrom' | 'causeApartFrom' | 'storm'>
  >;

export function newSituation(beginning: Beginning): SituationRow {
  return {
    incident: null,
    open: 0,
    clearable: 0,
    flapping: 0,
    total: 0,
    everClearable: 0,
    known: 0,
    harmful: 0,
    bySource: {},
    lastBySource: {},
    security: 0,
    securityWorst: 'info',
    lastNewAt: beginning.openedAt,
    lastClearAt: null,
    lastEndAt: null,
    hubs: {},
    absorbed: [],
    rules: [],
    heldSaid: false,
    isChronic: false,
    besides: [],
    learned: false,
    hasNews: true,
    nearMiss: null,
    stirred: true,
    counted: false,
    evaluatedAt: 0,
    rootCandidates: [],
    ...beginning,
  };
}
