// A short run of the kill harness: nothing accepted is lost, no ticket is doubled, and the log leads to the same state again.
import { expect, test } from 'vitest';
import { differing, killStorm } from '../faults/kill-storm.ts';

test('ten kills while the storm goes on', { timeout: 240_000 }, async () => {
  const report = await killStorm({ seed: 7, kills: 10, speed: 70, withinMs: 500 });
  expect(report.kills).toBe(10);
  expect(report.posts).toBeGreaterThan(100);
  expect(report.tickets).toBeGreaterThan(0);
  const { lost, doubled, waitingOperations, grown } = report;
  expect({ lost, doubled, waitingOperations, grown, differing: differing(report) }).toEqual({
    lost: [],
    doubled: [],
    waitingOperations: 0,
    grown: [],
    differing: [],
  });
});
