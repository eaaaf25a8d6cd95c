// Which kind of alert brings about which other, learned from history. Each alert is shared out among all that may
// have brought it about (its own base rate, and each earlier alert on the same CI or one next to it) until the shares
// settle (expectation–maximisation of a Hawkes process over the topology). So a chain A → B → C gives no link A → C.
import type { LearnedLink } from '../../domain/learned-links.ts';
import type { AdjacentPlaces } from './adjacent-places.ts';
import { gatherParents, type Opening, type Parents } from './gather-parents.ts';

export interface LinkPolicy {
  /** An alert this long after another is brought about by it at most: docs/judgement.md. */
  readonly withinMs: number;
  /** Followers that a link must explain. Below what significance asks it adds nothing; 10 costs .08 to .10: docs/judgement.md. */
  readonly least: number;
  /** How many times more often than by chance. Judgement-measured: 5. */
  readonly lift: number;
  /** How many times stronger than the way back. Judgement-measured: 2; 1.5 drops the agreement of two halves to .53. */
  readonly direction: number;
  /** Chance of a link by accident, over all pairs of types: docs/judgement.md. */
  readonly significance: number;
}

export const defaultLinkPolicy: LinkPolicy = {
  withinMs: 60_000,
  least: 5,
  lift: 5,
  direction: 2,
  significance: 0.001,
};

/** Shares have settled long before: the gain of another round is below a thousandth. */
const rounds = 60;
/** Delays are learned as a histogram over these bounds, as shares of the time. */
const bins = [0, 1 / 30, 2 / 30, 4 / 30, 8 / 30, 16 / 30, 1];

interface Fit {
  readonly base: Float64Array;
  readonly pull: Float64Array;
  readonly delays: Float64Array;
}

/** Best explained first. */
export function learnLinks(openings: readonly Opening[], adjacent: AdjacentPlaces, policy: LinkPolicy): LearnedLink[] {
  const parents = gatherParents(openings, adjacent, policy.withinMs);
  const sums = weigh(parents, settle(parents));
  const size = parents.types.length;
  const links: LearnedLink[] = [];
  for (let at = 0; at < size * size; at += 1) {
    const link = linkAt(parents, sums, at);
    const back = sums.explained[(at % size) * size + Math.floor(at / size)] ?? 0;
    if (link !== null && holds(link, back, { ...policy, pairs: size * size })) links.push(link);
  }
  return links.sort((a, b) => b.gain - a.gain || (a.cause + a.effect < b.cause + b.effect ? -1 : 1));
}

/** Null: of a type with itself. */
function linkAt(parents: Parents, { explained, gain }: Sums, at: number): LearnedLink | null {
  const size = parents.types.length;
  const [cause, effect] = [Math.floor(at / size), at % size];
  if (cause === effect) return null;
  return {
    cause: parents.types[cause] ?? '',
    effect: parents.types[effect] ?? '',
    explained: Math.round(explained[at] ?? 0),
    causes: parents.counts[cause] ?? 0,
    effects: parents.counts[effect] ?? 0,
    lift: Math.round(liftOf(parents, cause, effect) * 10) / 10,
    gain: Math.round((gain[at] ?? 0) * 10) / 10,
    delayMs: Math.round((parents.delaySums[at] ?? 0) / Math.max(1, parents.pairs[at] ?? 0)),
  };
}

function holds(link: LearnedLink, back: number, policy: LinkPolicy & { readonly pairs: number }): boolean {
  return (
    link.explained >= policy.least &&
    link.explained >= policy.direction * back &&
    link.lift >= policy.lift &&
    link.gain >= Math.log(policy.pairs / policy.significance)
  );
}

/** Pairs seen within the time over those that chance would bring. */
function liftOf(
  { types, pairs, exposure, counts, spanMs, places, withinMs }: Parents,
  cause: number,
  effect: number,
): number {
  const perPlace = (counts[effect] ?? 0) / Math.max(1, spanMs) / Math.max(1, places);
  const byChance = (exposure[cause] ?? 0) * withinMs * perPlace;
  return byChance === 0 ? 0 : (pairs[cause * types.length + effect] ?? 0) / byChance;
}

function settle(parents: Parents): Fit {
  const size = parents.types.length;
  let fit: Fit = {
    base: Float64Array.from(parents.counts, (count) => count / 2 / parents.spanMs / parents.places),
    pull: new Float64Array(size * size).fill(0.01),
    delays: new Float64Array(bins.length - 1).fill(1 / (bins.length - 1)),
  };
  for (let round = 0; round < rounds; round += 1) fit = share(parents, fit);
  return fit;
}

/** Density of a delay per ms. */
function density({ delays }: Fit, bin: number, withinMs: number): number {
  const width = ((bins[bin + 1] ?? 1) - (bins[bin] ?? 0)) * withinMs;
  return (delays[bin] ?? 0) / width;
}

function binOf(delayMs: number, withinMs: number): number {
  const at = delayMs / withinMs;
  let bin = bins.length - 2;
  while (bin > 0 && at < (bins[bin] ?? 0)) bin -= 1;
  return bin;
}

/** One round: every alert shared out by the present fit, the fit made anew from the shares. */
function share(parents: Parents, fit: Fit): Fit {
  const size = parents.types.length;
  const base = new Float64Array(size);
  const pulled = new Float64Array(size * size);
  const delays = new Float64Array(bins.length - 1);
  eachShare(parents, fit, {
    base: (type, part) => (base[type] = (base[type] ?? 0) + part),
    pulled: (at, part, bin) => {
      pulled[at] = (pulled[at] ?? 0) + part;
      delays[bin] = (delays[bin] ?? 0) + part;
    },
  });
  const total = delays.reduce((sum, part) => sum + part, 0) || 1;
  return {
    base: base.map((part) => Math.max(part, 1e-9) / parents.spanMs / parents.places),
    pull: pulled.map((part, at) => part / Math.max(1, parents.exposure[Math.floor(at / size)] ?? 1)),
    delays: delays.map((part) => part / total),
  };
}

interface Shares {
  base(type: number, part: number): void;
  pulled(at: number, part: number, bin: number): void;
}

function eachShare(parents: Parents, fit: Fit, shares: Shares): void {
  const size = parents.types.length;
  for (let event = 0; event < parents.typeOf.length; event += 1) {
    const effect = parents.typeOf[event] ?? 0;
    const from = parents.offsets[event] ?? 0;
    const to = parents.offsets[event + 1] ?? 0;
    let rate = fit.base[effect] ?? 0;
    const weights: number[] = [];
    for (let n = from; n < to; n += 1) {
      const at = (parents.typeOf[parents.parent[n] ?? 0] ?? 0) * size + effect;
      const weight =
        (fit.pull[at] ?? 0) * density(fit, binOf(parents.delay[n] ?? 0, parents.withinMs), parents.withinMs);
      weights.push(weight);
      rate += weight;
    }
    shares.base(effect, (fit.base[effect] ?? 0) / rate);
    for (let n = from; n < to; n += 1) {
      const at = (parents.typeOf[parents.parent[n] ?? 0] ?? 0) * size + effect;
      shares.pulled(at, (weights[n - from] ?? 0) / rate, binOf(parents.delay[n] ?? 0, parents.withinMs));
    }
  }
}

interface Sums {
  readonly explained: Float64Array;
  readonly gain: Float64Array;
}

/** What each link explains, and how much worse all would be explained without it. */
function weigh(parents: Parents, fit: Fit): Sums {
  const size = parents.types.length;
  const explained = new Float64Array(size * size);
  const gain = new Float64Array(size * size);
  let current = new Map<number, number>();
  const close = (): void => {
    for (const [at, part] of current) gain[at] = (gain[at] ?? 0) - Math.log(Math.max(1e-6, 1 - part));
    current = new Map<number, number>();
  };
  eachShare(parents, fit, {
    base: close,
    pulled: (at, part) => {
      explained[at] = (explained[at] ?? 0) + part;
      current.set(at, (current.get(at) ?? 0) + part);
    },
  });
  close();
  for (let at = 0; at < gain.length; at += 1)
    gain[at] = (gain[at] ?? 0) - (fit.pull[at] ?? 0) * (parents.exposure[Math.floor(at / size)] ?? 0);
  return { explained, gain };
}
