// The cues that speak for joining a situation, what each is worth by itself, and what they are worth together.

export const cueNames = ['same-place', 'topology', 'hub', 'learned', 'group', 'unmatched', 'text'] as const;
export type CueName = (typeof cueNames)[number];

/** What one cue saw. */
export interface Part {
  readonly cue: CueName;
  /** Cost of the path, where there is one. */
  readonly cost: number;
}

/** How likely the alert belongs to the situation, and by what. */
export interface Belief {
  readonly probability: number;
  readonly parts: readonly { readonly cue: CueName; readonly chance: number }[];
}

/** The port: how a situation is believed in. One table for all sites; another strategy is another table. */
export interface Strategy {
  /** Cues that are asked. */
  readonly cues: ReadonlySet<CueName>;
  believe(parts: readonly Part[]): Belief;
}

/**
 * Share of joins by this cue that labelled data calls right (ops-mix, noise that joins counted as wrong):
 * docs/judgement.md, "How sure", by `npm run bench:judgement`. No labelled set has joins by the last five to speak of:
 * a hub is as the storm's, a rule is the site's own word, the others are even odds until something is measured.
 */
const chances: Readonly<Record<CueName, (cost: number) => number>> = {
  'same-place': () => 0.45,
  topology: (cost) => (cost <= 1 ? 0.64 : cost <= 3 ? 0.68 : 0.39),
  hub: () => 0.95,
  learned: () => 0.5,
  group: () => 0.99,
  unmatched: () => 0.5,
  text: () => 0.5,
};

/** Nothing follows from cues with certainty. */
const mostSure = 0.99;

/** Where an alert is: one observation, however many neighbours it has there. The nearest speaks. */
const placeCues: readonly CueName[] = ['same-place', 'topology'];

function independent(parts: readonly Part[]): Part[] {
  const [nearest] = parts.filter(({ cue }) => placeCues.includes(cue)).sort((a, b) => a.cost - b.cost);
  const others = parts.filter(({ cue }) => !placeCues.includes(cue));
  return nearest === undefined ? others : [nearest, ...others];
}

/** Noisy or over independent cues: each alone may be what makes it belong; all must be wrong for it not to. */
export const measuredStrategy = {
  /** An ablation takes one out (`npm run bench:judgement -- --without CUE`). */
  cues: new Set<CueName>(cueNames),
  believe: believeWith(chances),
} satisfies Strategy;

function believeWith(of: typeof chances): Strategy['believe'] {
  return (parts) => {
    const told = independent(parts).map(({ cue, cost }) => ({ cue, chance: of[cue](cost) }));
    const doubt = told.reduce((product, { chance }) => product * (1 - chance), 1);
    return { probability: Math.min(mostSure, Math.round((1 - doubt) * 100) / 100), parts: told };
  };
}
