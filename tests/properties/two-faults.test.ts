// Two faults at once in one connected call graph: what no common cause can explain stays two incidents, and so do two that
// each have a cause of their own. Where one may cause the other, or one dependency both, and nothing else speaks, they
// become one, and then both causes are among its first candidates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import { JudgingTable } from '../scenarios/judging-table.ts';

interface Drawn {
  readonly callers: readonly number[];
  readonly shortcuts: readonly (readonly [number, number])[];
  readonly hosts: number;
  readonly roots: readonly [number, number];
  /** How many callers of each cause fail with it, and who speaks first. */
  readonly reach: readonly [number, number];
  readonly turns: readonly boolean[];
}

/** Every service but the first is called by one of the three before it: connected, and long enough to be far apart. */
const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 12, max: 24 }).chain((size) =>
  fc.record({
    callers: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: size - 1, maxLength: size - 1 }),
    shortcuts: fc.array(fc.tuple(fc.nat(size - 4), fc.integer({ min: 1, max: 3 })), { maxLength: 3 }),
    hosts: fc.integer({ min: 1, max: 4 }),
    roots: fc.tuple(fc.nat(size - 1), fc.nat(size - 1)),
    reach: fc.tuple(fc.nat(2), fc.nat(2)),
    turns: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  }),
);

class CallGraph {
  readonly size: number;
  readonly #calls: readonly (readonly [number, number])[];
  readonly #hosts: number;

  constructor({ callers, shortcuts, hosts }: Drawn) {
    this.size = callers.length + 1;
    this.#hosts = hosts;
    const calls = callers.map((back, n) => [Math.max(0, n + 1 - back), n + 1] as const);
    const more = shortcuts.map(([from, ahead]) => [from, from + ahead] as const);
    this.#calls = [...new Map([...calls, ...more].map((call) => [call.join(), call])).values()];
  }

  get cmdb(): object {
    const services = [...Array(this.size).keys()];
    // Hosts carry others as well: crowded, as hosts are.
    const others = [...Array(4 * this.#hosts * 4).keys()].map((n) => `other-${String(n)}`);
    const hosts = [...Array(this.#hosts).keys()].map((n) => `host-${String(n)}`);
    const runsOn = [...services.map(named), ...others].map((from, n) => ({
      ...{ from, to: hosts[n % hosts.length], type: 'runs_on' },
    }));
    return {
      cis: [...services.map(named), ...others, ...hosts].map((id) => ({ id, class: 'application' })),
      services: [],
      relations: [
        ...this.#calls.map(([from, to]) => ({ from: named(from), to: named(to), type: 'depends_on' })),
        ...runsOn,
      ],
    };
  }

  /** The cause and some of who calls it, one call after another, the cause last: callers notice first. */
  fault(root: number, reach: number): number[] {
    const failing = [root];
    for (let at = root; failing.length <= reach;) {
      const caller = this.#calls.find(([, to]) => to === at)?.[0];
      if (caller === undefined) break;
      failing.unshift((at = caller));
    }
    return failing;
  }

  /** Whether one machine carries both. */
  shareHost(one: number, other: number): boolean {
    return one % this.#hosts === other % this.#hosts;
  }

  /** The fewest calls, whichever way, between two sets of services. */
  hopsBetween(some: readonly number[], others: readonly number[]): number {
    const reached = new Set(some);
    for (let hops = 0; hops <= this.size; hops += 1) {
      if (others.some((each) => reached.has(each))) return hops;
      for (const [from, to] of this.#calls.filter((call) => call.some((end) => reached.has(end))))
        reached.add(from).add(to);
    }
    return Infinity;
  }

  /**
   * The fewest calls by which one cause may explain both: down to what is called, then up to who calls, never down again.
   * Infinity: no cause can.
   */
  causalHops(some: readonly number[], others: readonly number[]): number {
    const downTo = this.#hopsFrom(some, 'callees');
    const fewest = [...downTo].map(([cause, down]) => {
      const up = this.#hopsFrom([cause], 'callers');
      return down + Math.min(...others.map((each) => up.get(each) ?? Infinity));
    });
    return Math.min(...fewest);
  }

  #hopsFrom(some: readonly number[], side: 'callees' | 'callers'): Map<number, number> {
    const reached = new Map(some.map((each) => [each, 0]));
    for (const [each, hops] of reached)
      for (const [from, to] of this.#calls) {
        const [here, next] = side === 'callees' ? [from, to] : [to, from];
        if (here === each && !reached.has(next)) reached.set(next, hops + 1);
      }
    return reached;
  }
}

function named(service: number): string {
  return `s${String(service)}`;
}

interface Outcome {
  readonly hops: number;
  /** The same by paths that a common cause may take. */
  readonly causalHops: number;
  /** Of each open incident, which faults are in it. */
  readonly incidents: readonly string[];
  /** Whether both causes are among the first three candidates of one, or each first in its own. */
  readonly namesBoth: boolean;
  /** Whether one machine carries both causes. */
  readonly shareHost: boolean;
}

/** What a cause says that is no consequence of anything, before or after who calls it complains. */
type OwnCauses = readonly [first: string, second: string];

/** Null: the two are one fault. */
function play(one: Drawn, ownCauses?: OwnCauses): Outcome | null {
  const graph = new CallGraph(one);
  const [a, b] = [graph.fault(one.roots[0], one.reach[0]), graph.fault(one.roots[1], one.reach[1])];
  const hops = graph.hopsBetween(a, b);
  if (hops === 0) return null;
  const table = new JudgingTable(graph.cmdb, { flags: [...allFlags] });
  const queues = [a, b].map((failing, side): [number, string][] => {
    const failures = failing.map((service): [number, string] => [service, 'ErrorRateHigh']);
    if (ownCauses === undefined) return failures;
    const own: [number, string] = [one.roots[side as 0 | 1], ownCauses[side as 0 | 1]];
    return one.turns[side] === true ? [own, ...failures] : [...failures, own];
  });
  const order = [...one.turns.map((isA) => (isA ? 0 : 1)), ...queues.flatMap((queue, side) => queue.map(() => side))];
  let second = 0;
  for (const side of order) {
    const next = queues[side]?.shift();
    if (next === undefined) continue;
    table.open((second += 5), { ci: named(next[0]), name: next[1], severity: 'critical' });
  }
  table.until(second + 60);
  const open = table.incidents().filter(({ state }) => state === 'open');
  const sidesOf = (cis: readonly { readonly ci: string }[]): string =>
    [a, b].map((side, n) => (cis.some(({ ci }) => side.map(named).includes(ci)) ? 'ab'.charAt(n) : '')).join('');
  const namesBoth = one.roots.every((root) =>
    open.some(({ rootCandidates }) =>
      rootCandidates.slice(0, open.length === 1 ? 3 : 1).some(({ ci }) => ci === named(root)),
    ),
  );
  const incidents = open.map(({ cis }) => sidesOf(cis)).sort();
  return { hops, causalHops: graph.causalHops(a, b), incidents, namesBoth, shareHost: graph.shareHost(...one.roots) };
}

/** Judgement-measured, cue 1: joined up to four calls away; a crowded callee is further. */
const joinedHops = 4;

describe('two faults at once in one connected call graph', () => {
  it('stay two incidents where no cause near both can explain both, however they interleave', () => {
    const between = { far: 0, callersOnly: 0 };
    fc.assert(
      fc.property(drawn, (one) => {
        const outcome = play(one);
        if (outcome === null || outcome.causalHops <= joinedHops) return;
        between[outcome.hops > joinedHops ? 'far' : 'callersOnly'] += 1;
        expect(outcome.incidents).toEqual(['a', 'b']);
        expect(outcome.namesBoth).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(between.far).toBeGreaterThan(15);
    expect(between.callersOnly).toBeGreaterThan(5);
  });

  it('become one where one can cause the other or a dependency both, and its first candidates name both', () => {
    const outcomes = fc.sample(drawn, { numRuns: 300, seed: 1 }).flatMap((one) => play(one) ?? []);
    const near = outcomes.filter(({ causalHops }) => causalHops <= joinedHops);
    const share = (of: (outcome: Outcome) => boolean): number => near.filter(of).length / near.length;
    expect(near.length).toBeGreaterThan(50);
    expect(share(({ incidents }) => ['ab', 'a,b'].includes(incidents.join()))).toBe(1);
    // 119 of 131 with this seed: docs/judgement.md.
    expect(share(({ namesBoth }) => namesBoth)).toBeGreaterThan(0.85);
  });

  it('stay two however near they are where each has a cause of its own, on machines of their own', () => {
    const found = { near: 0, pure: 0 };
    fc.assert(
      fc.property(drawn, (one) => {
        const outcome = play(one, ['DiskFull', 'CertificateExpired']);
        if (outcome === null || outcome.causalHops > joinedHops || outcome.shareHost) return;
        found.near += 1;
        if (outcome.incidents.join() === 'a,b') found.pure += 1;
        expect(outcome.incidents).toHaveLength(2);
        expect(outcome.namesBoth).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(found.near).toBeGreaterThan(50);
    // 33 of 72 with this seed; in the others a caller of the one is nearer to the other: docs/judgement.md.
    expect(found.pure).toBeGreaterThan(25);
  });
});
