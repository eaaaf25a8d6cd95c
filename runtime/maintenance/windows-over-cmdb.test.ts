// Names to CIs, ids under their feed; and the list that a change system tells.
import { describe, expect, test } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { readWindowList } from './read-window-list.ts';
import { feedWindows, windowsOfFeed, withWindows } from './windows-over-cmdb.ts';

const cmdb = Cmdb.parse({
  version: 1,
  cis: [{ id: 'srv-1', name: 'srv-1.example.net', aliases: ['192.0.2.1'] }, { id: 'srv-2' }],
  groups: [{ id: 'web', members: ['srv-1', 'srv-2'], needs: 1 }],
  maintenance: [{ id: 'own', cis: ['srv-2'], from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }],
});
const told = (...names: string[]) => ({ id: '7', names, fromMs: 0, toMs: 1, reason: 'x' });

test('a name is an id, a name, an alias or a group, in any case; an unknown one stays', () => {
  const [window] = feedWindows('chg', [told('SRV-1.example.net', '192.0.2.1', 'Web', 'gone')], cmdb);
  expect(window).toMatchObject({ id: 'chg/7', cis: ['srv-1', 'srv-2', 'gone'], reason: 'x' });
});
test('feeds lie beside what the CMDB says, and are found again', () => {
  const windows = feedWindows('chg', [{ ...told('srv-1'), id: 'x'.repeat(300) }], cmdb);
  expect(windows[0]?.id.length).toBeLessThanOrEqual(200);
  const whole = withWindows(cmdb, windows);
  expect(Cmdb.parse(whole).maintenance).toHaveLength(2);
  expect(windowsOfFeed(whole, 'chg')).toEqual(windows);
});

describe('a list of windows', () => {
  const horizon = { fromMs: Date.UTC(2026, 10, 23), toMs: Date.UTC(2026, 11, 28), timezone: 'UTC' };
  const entry = { id: 12, cis: 'srv-1', from: '2026-11-24T20:00:00+01:00', to: '2026-11-24T21:00:00Z', priority: 3 };
  test('is bare or a member; what is off or long ago is left out', () => {
    const off = { ...entry, status: 'Cancelled' };
    const old = { ...entry, from: '2025-11-24T20:00:00Z', to: '2025-11-24T21:00:00Z' };
    const read = readWindowList(JSON.stringify({ windows: [entry, off, old] }), horizon);
    expect(read).toEqual([
      { id: '12', names: ['srv-1'], fromMs: Date.UTC(2026, 10, 24, 19), toMs: Date.UTC(2026, 10, 24, 21), reason: '' },
    ]);
    expect(readWindowList(JSON.stringify([entry]), horizon)).toEqual(read);
  });
  test.each([
    '',
    '{',
    '[{}]',
    '{"windows": 1}',
    '[{"id":"1","cis":[],"from":"soon","to":"later"}]',
    '{"__proto__": []}',
  ])('that is broken is refused: %s', (text) => {
    expect(() => readWindowList(text, horizon)).toThrow(
      expect.objectContaining({ code: 'windows-unreadable' }) as Error,
    );
  });
});
