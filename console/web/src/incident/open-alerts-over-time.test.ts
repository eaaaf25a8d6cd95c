// Steps up at each opening, down at each end.
import { expect, it } from 'vitest';
import { openAlertsOverTime } from './open-alerts-over-time.ts';

const instant = (second: number): string => new Date(second * 1000).toISOString();

it('counts what is open after each change', () => {
  const alerts = [
    { openedAt: instant(10), clearedAt: instant(30) },
    { openedAt: instant(5), clearedAt: null },
    { openedAt: instant(10), clearedAt: null },
  ];
  expect(openAlertsOverTime(alerts)).toEqual([
    { atMs: 5000, open: 1 },
    { atMs: 10_000, open: 3 },
    { atMs: 30_000, open: 2 },
  ]);
  expect(openAlertsOverTime([])).toEqual([]);
});
