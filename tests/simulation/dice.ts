// Chance in a simulation: all of it comes from one seed.
import { seededChance } from '../faults/seeded-chance.ts';

export class Dice {
  readonly #chance: () => number;

  constructor(seed: number) {
    this.#chance = seededChance(seed);
  }

  /** True once in `n` on average; never for 0. */
  oneIn(n: number): boolean {
    return n > 0 && this.#chance() * n < 1;
  }

  /** Whole, ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#chance() * (to - from + 1));
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.between(0, from.length - 1)] ?? from[0];
  }
}
