import { expect, test } from 'vitest';
import type { Row } from '../../domain/ports/state-store.ts';
import { JudgingState } from './judging-state.ts';
import type { SituationRow } from './working-rows.ts';

const situation = { id: 'S1', absorbed: [], hubs: {}, bySource: {}, lastBySource: {}, lastNewAt: 9_000 };

test('which source told of what, and when, outlives a restart', () => {
  const state = new JudgingState();
  const row = { ...situation } as unknown as SituationRow;
  state.addSituation(row);
  state.noteActivity('syslog', row, 1_000);
  state.noteActivity('zabbix', row, 9_000);
  const restored = new JudgingState();
  restored.restore(state.take() as Row[]);
  for (const told of [state, restored]) {
    expect(told.activeSince('syslog', 1_000)).toEqual(['S1']);
    expect(told.activeSince('syslog', 1_001)).toEqual([]);
    expect(told.activeSince('zabbix', 9_000)).toEqual(['S1']);
  }
});

test('of two resolved incidents that said the same, the later one comes back, after a restart too', () => {
  const state = new JudgingState();
  const [later, earlier] = ['A', 'B'].map((incident, n) => ({ incident, number: '', resolvedAt: 9 - n, keys: ['k'] }));
  if (later === undefined || earlier === undefined) throw new Error('two were made');
  state.addResolved(earlier);
  state.addResolved(later);
  const restored = new JudgingState();
  restored.restore(state.take() as Row[]);
  for (const told of [state, restored]) {
    expect(told.resolvedBy('k')).toEqual(later);
    told.dropResolved(later);
    expect(told.resolvedBy('k')).toEqual(earlier);
  }
});
