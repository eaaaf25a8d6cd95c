// Counts matching lines per host and captures, so that a rule may wait for the tenth failed password.
import type { Captures } from '../profiles/text-pattern.ts';
import type { ProfileRule, Profiles } from '../profiles/profiles.ts';
import { BoundedMap } from './bounded-map.ts';

/** Sources of guesses are many: the longest silent are forgotten first. */
const maxTallies = 20_000;

type Tally = ProfileRule['tally'][number];

export interface Counted {
  readonly host: string;
  readonly receivedAt: number;
}

/** When something was counted last, oldest first: by arrival, or by the text that sets one apart from another. */
type Arrivals = Map<number | string, number>;

export class Tallies {
  readonly #arrivals = new BoundedMap<Arrivals>(maxTallies);
  readonly #ceilings = new Map<string, number>();
  readonly #profiles: Profiles;
  #counted = 0;

  constructor(profiles: Profiles) {
    this.#profiles = profiles;
  }

  /** Counts the line if its rule says so, then tells whether the rule's needs are met. */
  admit(rule: ProfileRule, captures: Captures, counted: Counted): boolean {
    for (const tally of rule.tally) this.#count(tally, captures, counted);
    if (rule.needs === undefined) return true;
    const { tally, by, atLeast, withinMs } = rule.needs;
    const key = keyOf(counted.host, { name: tally, by }, captures);
    const arrivals = key === null ? undefined : this.#arrivals.get(key);
    if (arrivals === undefined) return false;
    return [...arrivals.values()].filter((at) => at > counted.receivedAt - withinMs).length >= atLeast;
  }

  #count(tally: Tally, captures: Captures, { host, receivedAt }: Counted): void {
    const key = keyOf(host, tally, captures);
    const apart = tally.distinct === undefined ? (this.#counted += 1) : captures.get(tally.distinct)?.toLowerCase();
    if (key === null || apart === undefined || apart === '') return;
    const arrivals = this.#arrivals.touch(key, () => new Map());
    arrivals.delete(apart);
    arrivals.set(apart, receivedAt);
    if (arrivals.size > this.#ceiling(tally.name)) forgetOldest(arrivals);
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

function forgetOldest(arrivals: Arrivals): void {
  const [oldest] = arrivals.keys();
  if (oldest !== undefined) arrivals.delete(oldest);
}

/** Null where the line lacks one of the captures: what names nobody is counted for nobody. */
function keyOf(host: string, { name, by }: Pick<Tally, 'name' | 'by'>, captures: Captures): string | null {
  const values = by.map((capture) => captures.get(capture)?.toLowerCase() ?? '');
  return values.includes('') ? null : JSON.stringify([host, name, ...values]);
}
