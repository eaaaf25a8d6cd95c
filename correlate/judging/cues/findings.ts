// What the cues found so far: the best match of each situation, all cues that speak for it, and what just missed.
import type { Choice, Match, NearMiss } from './arrival.ts';
import type { Belief, CueName, Strategy } from './cue.ts';

export class Findings {
  readonly #strategy: Strategy;
  readonly #isLike: (situation: string) => boolean;
  readonly #best = new Map<string, Match>();
  readonly #parts = new Map<string, Map<CueName, number>>();
  readonly #besides = new Set<string>();
  #nearMiss: NearMiss | null = null;

  /** `isLike`: whether a situation is of the alert's own sort; only a rule of the site joins it to another. */
  constructor(strategy: Strategy, isLike: (situation: string) => boolean) {
    this.#strategy = strategy;
    this.#isLike = isLike;
  }

  isEmpty(): boolean {
    return this.#best.size === 0;
  }

  /** Unless its cue is not asked. Kept where it is nearer than what is known of its situation. */
  add(match: Match): void {
    if (!this.#speaks(match)) return;
    const known = this.#best.get(match.situation);
    if (known === undefined || match.cost < known.cost) this.#best.set(match.situation, match);
  }

  /** Kept where nothing else speaks for its situation. */
  addWhereNone(match: Match): void {
    if (this.#speaks(match) && !this.#best.has(match.situation)) this.#best.set(match.situation, match);
  }

  /** Kept whatever else speaks. */
  addFirst(match: Match): void {
    if (this.#speaks(match)) this.#best.set(match.situation, match);
  }

  /** It would have fitted, and is of the other sort: chronic, or not. */
  standsBeside(situation: string): void {
    this.#besides.add(situation);
  }

  miss(miss: NearMiss): void {
    const known = this.#nearMiss;
    if (known === null || miss.cost < known.cost || (miss.cost === known.cost && miss.situation < known.situation))
      this.#nearMiss = miss;
  }

  /** Notes what the cue saw; false: it is not asked. */
  #speaks({ situation, by, cost }: Match): boolean {
    if (!this.#strategy.cues.has(by)) return false;
    if (by !== 'group' && !this.#isLike(situation)) {
      this.miss({ situation, why: 'not-a-symptom', cost });
      return false;
    }
    const parts = this.#parts.get(situation);
    if (parts === undefined) this.#parts.set(situation, new Map([[by, cost]]));
    else parts.set(by, Math.min(cost, parts.get(by) ?? cost));
    return true;
  }

  #belief(situation: string): Belief {
    const parts = [...(this.#parts.get(situation) ?? [])].map(([cue, cost]) => ({ cue, cost }));
    return this.#strategy.believe(parts.sort((a, b) => (a.cue < b.cue ? -1 : 1)));
  }

  result(): Choice {
    const all = [...this.#best.values()];
    const strong = all.filter((match) => !match.isWeak);
    const matches = (strong.length > 0 ? strong : all)
      .sort((a, b) => a.cost - b.cost || (a.situation < b.situation ? -1 : 1))
      .map((match, n) => (n === 0 ? { ...match, belief: this.#belief(match.situation) } : match));
    return { matches, nearMiss: this.#nearMiss, besides: [...this.#besides].sort() };
  }
}
