// Links are found in made-up histories whose causes are known, and chance, chains and floods make none.
import { describe, expect, test } from 'vitest';
import { seededChance } from '../../tests/faults/seeded-chance.ts';
import type { Opening } from './gather-parents.ts';
import { defaultLinkPolicy, learnLinks } from './learn-links.ts';

const places = Array.from({ length: 12 }, (_none, n) => `p${String(n)}`);
/** A ring: each place stands next to two. */
const ring = {
  near: (place: string): string[] => {
    const at = places.indexOf(place);
    return [place, places[(at + 1) % 12] ?? '', places[(at + 11) % 12] ?? ''];
  },
};
const dayMs = 86_400_000;
const hop = (from: string, next: () => number): string => ring.near(from)[Math.floor(next() * 3)] ?? from;

/** `Power` brings `Link` half of the time, `Link` brings `Path`; `Noise` comes by itself, and often. */
function history(seed: number): Opening[] {
  const next = seededChance(seed);
  const openings: Opening[] = [];
  const spontaneous = (type: string, n: number): Opening[] =>
    Array.from({ length: n }, () => ({ at: next() * 7 * dayMs, type, place: places[Math.floor(next() * 12)] ?? '' }));
  for (const power of spontaneous('Power', 400)) {
    openings.push(power);
    if (next() < 0.5) continue;
    const link = { at: power.at + 1_000 + next() * 10_000, type: 'Link', place: hop(power.place, next) };
    openings.push(link);
    if (next() < 0.6)
      openings.push({ at: link.at + 1_000 + next() * 10_000, type: 'Path', place: hop(link.place, next) });
  }
  return [...openings, ...spontaneous('Link', 100), ...spontaneous('Noise', 3_000)];
}

function named(openings: readonly Opening[]): string[] {
  return learnLinks(openings, ring, defaultLinkPolicy).map(({ cause, effect }) => `${cause}>${effect}`);
}

describe('links', () => {
  test.each([1, 2, 3])('both causes are found, their chain is none, noise is none (seed %i)', (seed) => {
    expect(named(history(seed)).sort()).toEqual(['Link>Path', 'Power>Link']);
  });

  test('the same history in another order gives the same links, with what they rest on', () => {
    const openings = history(4);
    const links = learnLinks(openings, ring, defaultLinkPolicy);
    expect(learnLinks([...openings].reverse(), ring, defaultLinkPolicy)).toEqual(links);
    const power = links.find(({ cause }) => cause === 'Power');
    expect(power).toMatchObject({ effect: 'Link', causes: 400 });
    expect(power?.explained).toBeGreaterThan(150);
    expect(power?.delayMs).toBeGreaterThan(4_000);
  });

  test('too few, on places that do not touch, or nothing at all: no link', () => {
    expect(named([])).toEqual([]);
    expect(named(history(1).slice(0, 6))).toEqual([]);
    const apart = history(1).map((opening) => ({ ...opening, place: `${opening.place}-${opening.type}` }));
    expect(learnLinks(apart, { near: (place) => [place] }, defaultLinkPolicy)).toEqual([]);
  });
});
