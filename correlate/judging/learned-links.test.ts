// Learned links join what topology alone keeps apart, next door and a moment ago; without the file nothing changes.
import { expect, test } from 'vitest';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';

/** Forty rooms on one ring main: too crowded for topology to link two of them through it. */
const rooms = Array.from({ length: 40 }, (_none, n) => `room-${String(n)}`);
const cmdb = {
  cis: ['main', ...rooms, 'far'].map((id) => ({ id, class: 'other', name: id })),
  services: [],
  relations: rooms.map((from) => ({ from, to: 'main', type: 'powered_by' })),
};
const link = {
  cause: 'VoltageDip',
  effect: 'Restarted',
  explained: 40,
  causes: 50,
  effects: 44,
  lift: 12,
  gain: 90,
  delayMs: 4_000,
};
const learned = {
  version: 1,
  learnedFrom: { alerts: 900, places: 41, from: '2026-11-01T00:00:00Z', to: '2026-11-08T00:00:00Z' },
  withinMs: 60_000,
  links: [link],
};

function told(policy: unknown, seconds: number, second: string): string[] {
  const table = new JudgingTable(cmdb, policy);
  table.open(0, { ci: 'main', name: 'VoltageDip' });
  table.open(seconds, { ci: second, name: 'Restarted' });
  return table.reasons().filter((reason) => reason.startsWith('joined') || reason === 'situation-opened');
}

test('a known effect next door joins, with what was learned as evidence', () => {
  expect(told({ learned }, 5, 'room-7')).toEqual(['situation-opened', 'joined-learned']);
  const table = new JudgingTable(cmdb, { learned });
  table.open(0, { ci: 'room-3', name: 'Restarted' });
  table.open(5, { ci: 'main', name: 'VoltageDip' });
  const said = table.decisions().find(({ reason }) => reason === 'joined-learned');
  expect(said?.evidence).toMatchObject({ cause: 'VoltageDip', effect: 'Restarted', explained: 40, lift: 12 });
});

test.each([
  ['nothing was learned', {}, 5, 'room-7'],
  ['it comes too late', { learned }, 90, 'room-7'],
  ['it is not next door', { learned }, 5, 'far'],
  ['another pair was learned', { learned: { ...learned, links: [{ ...link, effect: 'Hot' }] } }, 5, 'room-7'],
])('it stays apart when %s', (_why, policy, seconds, second) => {
  expect(told(policy, seconds, second)).toEqual(['situation-opened', 'situation-opened']);
});
