import { describe, expect, it } from 'vitest';
import { afterFailure, afterSuccess, closedBreaker, passage } from './breaker.ts';
import type { Breaker } from './breaker.ts';

function tripped(failures: number, now = 0): Breaker {
  let breaker = closedBreaker;
  for (let n = 0; n < failures; n += 1) breaker = afterFailure({ ...breaker, openUntil: 0 }, 'glpi', now);
  return breaker;
}

describe('the breaker of a sink', () => {
  it('lets calls through until the fifth failure in a row', () => {
    expect(passage(tripped(4), 0)).toEqual({ pass: true, probe: false });
    expect(passage(tripped(5), 0)).toMatchObject({ pass: false });
  });

  it('rests longer each time, a minute at most, and as long as it is asked to', () => {
    const rests = [5, 6, 7, 30].map((failures) => tripped(failures).openUntil);
    expect(rests[0]).toBeGreaterThanOrEqual(1_000);
    expect(rests[1]).toBeGreaterThan(rests[0]!);
    expect(rests[3]).toBeLessThanOrEqual(60_000);
    expect(afterFailure(tripped(4), 'glpi', 0, 120_000).openUntil).toBe(120_000);
  });

  it('rests at the first word of a system that says when to come back, and asks with one call', () => {
    const asked = afterFailure(closedBreaker, 'glpi', 1_000, 30_000);
    expect(passage(asked, 30_999)).toEqual({ pass: false, until: 31_000 });
    expect(passage(asked, 31_000)).toEqual({ pass: true, probe: true });
  });

  it('lets one call ask, then waits for its answer', () => {
    const open = tripped(5);
    expect(passage(open, open.openUntil - 1)).toEqual({ pass: false, until: open.openUntil });
    expect(passage(open, open.openUntil)).toEqual({ pass: true, probe: true });
    expect(passage({ ...open, probing: true }, open.openUntil)).toEqual({ pass: false, until: null });
  });

  it('closes after an answer, rests again after a failed one', () => {
    expect(passage(afterSuccess(), 0)).toEqual({ pass: true, probe: false });
    const open = tripped(5);
    const again = afterFailure({ ...open, probing: true }, 'glpi', open.openUntil);
    expect(again.probing).toBe(false);
    expect(again.openUntil).toBeGreaterThan(open.openUntil);
  });

  it('is not prolonged by calls that were still in the air', () => {
    const open = tripped(5);
    expect(afterFailure(open, 'glpi', open.openUntil - 1)).toBe(open);
  });
});
