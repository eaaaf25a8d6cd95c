// Counts matching lines per host and captures, so that a rule may wait for the tenth failed password.
import type { Captures } from '../profiles/text-pattern.ts';
import type { ProfileRule, Profiles } from '../profiles/profiles.ts';
import { BoundedMap } from './bounded-map.ts';

/** Sources of guesses are many: the longest silent are forgotten first. */
const maxTallies = 20_000;

export interface Counted {
  readonly host: string;
  readonly receivedAt: number;
}

export class Tallies {
  readonly #arrivals = new BoundedMap<number[]>(maxTallies);
  readonly #ceilings = new Map<string, number>();
  readonly #profiles: Profiles;

  constructor(profiles: Profiles) {
    this.#profiles = profiles;
  }

  /** Counts the line if its rule says so, then tells whether the rule's needs are met. */
  admit(rule: ProfileRule, captures: Captures, counted: Counted): boolean {
    if (rule.tally !== undefined) this.#count(keyOf(counted.host, rule.tally, captures), rule.tally.name, counted);
    if (rule.needs === undefined) return true;
    const { tally, by, atLeast, withinMs } = rule.needs;
    const arrivals = this.#arrivals.get(keyOf(counted.host, { name: tally, by }, captures)) ?? [];
    return arrivals.filter((at) => at > counted.receivedAt - withinMs).length >= atLeast;
  }

  #count(key: string, name: string, { receivedAt }: Counted): void {
    const arrivals = this.#arrivals.touch(key, () => []);
    arrivals.push(receivedAt);
    if (arrivals.length > this.#ceiling(name)) arrivals.shift();
  }

  #ceiling(name: string): number {
    let ceiling = this.#ceilings.get(name);
    if (ceiling === undefined) {
      ceiling = Math.max(1, this.#profiles.tallyCeiling(name));
      this.#ceilings.set(name, ceiling);
    }
    return ceiling;
  }
}

function keyOf(host: string, { name, by }: { name: string; by: readonly string[] }, captures: Captures): string {
  return JSON.stringify([host, name, ...by.map((capture) => captures.get(capture) ?? '')]);
}
