// Key moments stand alone; runs of small decisions fold from three on.
import { expect, it } from 'vitest';
import type { TimelineEntry } from '../api/shapes.ts';
import { foldTimeline } from './fold-timeline.ts';

function entries(...whats: readonly string[]): TimelineEntry[] {
  return whats.map((what, at) => ({
    ...{ id: String(at), at: '2026-11-23T19:16:00.000Z', what, text: what, alerts: [], alertCount: 0 },
    ...{ decision: null, ticket: null, by: null, kind: what === 'joined' ? 'alert' : 'decision' },
  }));
}

const shape = (...whats: readonly string[]): string[] =>
  foldTimeline(entries(...whats)).map(({ entries: held, folded }) =>
    folded ? `+${String(held.length)}` : (held[0]?.what ?? ''),
  );

it.each([
  [
    ['bound', 'held', 'root-ranked', 'major-declared'],
    ['+3', 'major-declared'],
  ],
  [
    ['bound', 'held', 'priority-set', 'bound', 'bound', 'bound'],
    ['bound', 'held', 'priority-set', '+3'],
  ],
  [
    ['bound', 'joined', 'bound'],
    ['bound', 'joined', 'bound'],
  ],
  [[], []],
])('%j becomes %j', (whats, expected) => {
  expect(shape(...whats)).toEqual(expected);
});
