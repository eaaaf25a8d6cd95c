// How many alerts of the incident were open at each moment: steps from their openings and ends.
import type { AlertRow } from '../api/shapes.ts';

export interface Step {
  readonly atMs: number;
  readonly open: number;
}

export function openAlertsOverTime(alerts: readonly Pick<AlertRow, 'openedAt' | 'clearedAt'>[]): Step[] {
  const changes = new Map<number, number>();
  const add = (at: string, by: 1 | -1): void => {
    const atMs = Date.parse(at);
    changes.set(atMs, (changes.get(atMs) ?? 0) + by);
  };
  for (const alert of alerts) {
    add(alert.openedAt, 1);
    if (alert.clearedAt !== null) add(alert.clearedAt, -1);
  }
  let open = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([atMs, by]) => {
      open += by;
      return { atMs, open };
    });
}
