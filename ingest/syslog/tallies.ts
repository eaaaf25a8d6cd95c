// Counts matching lines by host and captures, or by captures over all hosts, so that a rule may wait for the tenth failed password.
import type { Counted } from '../../domain/event.ts';
import type { Admitted, ProfileRule, Profiles, TallyKind } from '../profiles/profiles.ts';
import type { Captures } from '../profiles/text-pattern.ts';
import { BoundedMap } from './bounded-map.ts';
import { Latest } from './latest.ts';

/** Of one name. Sources of guesses are many: the longest silent are forgotten first. */
const maxTallies = 20_000;

type Tally = ProfileRule['tally'][number];
type Needs = NonNullable<ProfileRule['needs']>;

export interface Heard {
  readonly host: string;
  readonly receivedAt: number;
}

interface Counter {
  readonly kind: TallyKind;
  readonly counts: BoundedMap<Latest>;
}

export class Tallies {
  readonly #counters = new Map<string, Counter>();
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
    const { kind, counts } = this.#counter(tally);
    const key = keyOf(by, captures, kind.allHosts ? null : host);
    const counted = key === null ? undefined : counts.get(key);
    if (counted === undefined || counted.size < atLeast) return null;
    const lately = counted.since(receivedAt - withinMs);
    if (lately.length < atLeast) return null;
    const { distinct = 'line', allHosts } = kind;
    const latest = distinct === 'line' ? [] : lately.map(String);
    const values = Object.fromEntries(by.map((capture) => [capture, captures.get(capture) ?? '']));
    return { of: distinct, by: values, allHosts, count: lately.length, atLeast, withinMs, latest };
  }

  #count({ name, by, distinct }: Tally, captures: Captures, { host, receivedAt }: Heard): void {
    const { kind, counts } = this.#counter(name);
    const key = keyOf(by, captures, kind.allHosts ? null : host);
    const apart = distinct === undefined ? (this.#counted += 1) : valueOf(distinct, captures, host);
    if (key === null || apart === '') return;
    counts.touch(key, newLatest).count(apart, receivedAt, kind.ceiling);
  }

  /** Each name has room of its own: what many are counted by pushes nothing out that few are. */
  #counter(name: string): Counter {
    let counter = this.#counters.get(name);
    if (counter === undefined) {
      counter = { kind: this.#profiles.tally(name), counts: new BoundedMap(maxTallies) };
      this.#counters.set(name, counter);
    }
    return counter;
  }
}

function newLatest(): Latest {
  return new Latest();
}

/** Null where the line lacks one of the captures: what names nobody is counted for nobody. */
function keyOf(by: readonly string[], captures: Captures, host: string | null): string | null {
  let key = host === null ? '' : `${host.length}:${host}`;
  for (const capture of by) {
    const value = captures.get(capture)?.toLowerCase() ?? '';
    if (value === '') return null;
    key += `${value.length}:${value}`;
  }
  return key;
}

/** `host` is the machine that wrote the line. */
function valueOf(capture: string, captures: Captures, host: string): string {
  return capture === 'host' ? host : (captures.get(capture)?.toLowerCase() ?? '');
}
