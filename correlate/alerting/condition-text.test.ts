import { describe, expect, it } from 'vitest';
import { toldAlert } from '../../tests/fakes/told-facts.ts';
import { emptyCondition, type Condition, type OpenEpisode } from './condition.ts';
import { conditionText } from './condition-text.ts';

const alert = toldAlert('HostDown', {
  labels: { 'a "b"': 'é\u0000\ud800', __proto__x: '1' },
  peerCi: 'lb-1',
  stale: true,
});
const open: OpenEpisode = {
  alert,
  episode: '42',
  clock: 'corrected',
  withinMs: 60_000,
  hints: ['srv', 'srv.example.net'],
  peer: null,
  flap: { asserted: true, changedAt: 5, clearedAt: null },
  olderClear: '41',
};
const ended: Condition['ended'] = {
  ...{ episode: null, alert: alert.id, openedAt: 1, clearedAt: 2, endedAt: 3 },
  endedBy: 'quiet',
};

describe('a condition as text', () => {
  const empty = emptyCondition('t', alert.fingerprint);
  it.each<[string, Condition]>([
    ['open', { ...empty, open, changedAt: [1, 2] }],
    ['open, with a runbook', { ...empty, open: { ...open, alert: { ...alert, runbook: 'https://a/' } } }],
    ['ended', { ...empty, ended }],
    ['open again', { ...empty, open: { ...open, flap: null, withinMs: null }, ended }],
    ['neither', empty],
  ])('reads back whole: %s', (_what, condition) => {
    expect(conditionText.read(conditionText.write(condition))).toEqual(condition);
    expect(conditionText.keyOf(condition)).toBe(`t/${alert.fingerprint}`);
  });

  it('is shorter by a third than with names', () => {
    const condition = { ...empty, open, changedAt: [1] };
    expect(conditionText.write(condition).length).toBeLessThan((JSON.stringify(condition).length * 2) / 3);
  });
});
