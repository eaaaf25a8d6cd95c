// Counts matching lines by host and captures, or by captures over all hosts, so that a rule may wait for the tenth failed password.
import type { Counted } from '../../domain/event.ts';
import type { Admitted, ProfileRule, Profiles } from '../profiles/profiles.ts';
import type { Captures } from '../profiles/text-pattern.ts';
import { BoundedMap } from './bounded-map.ts';

/** Of one name. Sources of guesses are many: the longest silent are forgotten first. */
const maxTallies = 20_000;

type Tally = ProfileRule['tally'][number];
type Needs = NonNullable<ProfileRule['needs']>;

export interface Heard {
  readonly host: string;
  readonly receivedAt: number;
}

/** When something was counted last, oldest first: by arrival, or by the text that sets one apart from another. */
type Arrivals = Map<number | string, number>;

export class Tallies {
  readonly #byName = new Map<string, BoundedMap<Arrivals>>();
  readonly #profiles: Profiles;
  #counted = 0;

  constructor(profiles: Profiles) {
    this.#profiles = profiles;
  }

  /** Counts the line if its rule says so, then tells whether, and by what count, the rule may speak. */
  admit(rule: ProfileRule, captures: Captures, heard: Heard): Admitted {
    if (rule.unless.some((needs) => this.#standing(needs, captures, heard) !== null)) return false;
    for (const tally of rule.tally) this.#count(tally, captures, heard);
    return rule.needs === undefined ? true : (this.#standing(rule.needs, captures, heard) ?? false);
  }

  /** Null: not as high as asked. */
  #standing(needs: Needs, captures: Captures, { host, receivedAt }: Heard): Counted | null {
    const { tally, by, atLeast, withinMs } = needs;
    const key = this.#keyOf(host, { name: tally, by }, captures);
    const arrivals = key === null ? undefined : this.#byName.get(tally)?.get(key);
    if (arrivals === undefined || arrivals.size < atLeast) return null;
    const lately = [...arrivals].filter(([, at]) => at > receivedAt - withinMs).map(([apart]) => apart);
    if (lately.length < atLeast) return null;
    const { distinct = 'line', allHosts } = this.#profiles.tally(tally);
    const latest = distinct === 'line' ? [] : lately.map(String);
    const values = Object.fromEntries(by.map((capture) => [capture, captures.get(capture) ?? '']));
    return { of: distinct, by: values, allHosts, count: lately.length, atLeast, withinMs, latest };
  }

  #count(tally: Tally, captures: Captures, { host, receivedAt }: Heard): void {
    const key = this.#keyOf(host, tally, captures);
    const apart = tally.distinct === undefined ? (this.#counted += 1) : valueOf(tally.distinct, captures, host);
    if (key === null || apart === '') return;
    const arrivals = this.#named(tally.name).touch(key, () => new Map());
    arrivals.delete(apart);
    arrivals.set(apart, receivedAt);
    if (arrivals.size > this.#profiles.tally(tally.name).ceiling) forgetOldest(arrivals);
  }

  /** Each name has room of its own: what many are counted by pushes nothing out that few are. */
  #named(name: string): BoundedMap<Arrivals> {
    let named = this.#byName.get(name);
    if (named === undefined) this.#byName.set(name, (named = new BoundedMap(maxTallies)));
    return named;
  }

  /** Null where the line lacks one of the captures: what names nobody is counted for nobody. */
  #keyOf(host: string, { name, by }: Pick<Tally, 'name' | 'by'>, captures: Captures): string | null {
    const values = by.map((capture) => captures.get(capture)?.toLowerCase() ?? '');
    if (values.includes('')) return null;
    return JSON.stringify(this.#profiles.tally(name).allHosts ? values : [host, ...values]);
  }
}

/** `host` is the machine that wrote the line. */
function valueOf(capture: string, captures: Captures, host: string): string {
  return capture === 'host' ? host : (captures.get(capture)?.toLowerCase() ?? '');
}

function forgetOldest(arrivals: Arrivals): void {
  const [oldest] = arrivals.keys();
  if (oldest !== undefined) arrivals.delete(oldest);
}
