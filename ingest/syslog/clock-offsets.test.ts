import { describe, expect, it } from 'vitest';
import { ClockOffsets } from './clock-offsets.ts';

/** What is known after lines every `everyMs`, each ahead by the given ms. */
function after(aheadMs: readonly number[], everyMs = 3000): number | undefined {
  const offsets = new ClockOffsets();
  return aheadMs
    .map((ahead, index) => offsets.observe('h', 1_000_000 + index * everyMs + ahead, 1_000_000 + index * everyMs))
    .at(-1);
}

describe('find clocks that are steadily off', () => {
  it.each([
    ['90 s ahead', [90_000, 90_010, 89_990, 90_000, 90_000], 90_000],
    ['two hours behind', [-7_200_000, -7_200_100, -7_200_000, -7_200_000, -7_199_900], -7_200_000],
    ['too few lines', [90_000, 90_000, 90_000, 90_000], undefined],
    ['within 5 s', [4000, 4100, 4000, 4050, 4000], undefined],
    ['not steady', [90_000, 10_000, 40_000, 90_000, 90_000], undefined],
    ['set right meanwhile', [90_000, 90_000, 90_000, 90_000, 90_000, 0], undefined],
  ])('%s', (_, ahead, expected) => {
    expect(after(ahead)).toBe(expected);
  });

  it('learns nothing from a burst of old lines', () => {
    expect(after([-370_000, -370_000, -370_000, -370_000, -370_000, -370_000], 200)).toBeUndefined();
  });

  it('follows a clock that was set right, after its last 20 lines', () => {
    expect(after([...Array<number>(20).fill(90_000), ...Array<number>(20).fill(0)])).toBeUndefined();
    expect(after([...Array<number>(20).fill(0), ...Array<number>(20).fill(60_000)])).toBe(60_000);
  });

  it('remembers a bounded number of hosts, and no line without time', () => {
    const offsets = new ClockOffsets();
    for (let host = 0; host < 20_000; host += 1) offsets.observe(`h${String(host)}`, 0, 0);
    expect(offsets.hosts).toBe(10_000);
    expect(offsets.observe('h', null, 0)).toBeUndefined();
    expect(offsets.observe('', 1, 1)).toBeUndefined();
  });
});
