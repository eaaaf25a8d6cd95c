// Whatever opens, ends, joins, merges, is split and called back: every open alert is in exactly one living situation, what a
// situation counts is what is in it, a clear raises no priority, and more trouble never means less impact.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member, Presence, SituationRow } from '../../correlate/judging/working-rows.ts';
import { allFlags } from '../../domain/flags.ts';
import type { Severity } from '../../domain/severity.ts';
import { JudgingTable } from '../scenarios/judging-table.ts';
import { plant } from '../scenarios/plant.ts';

const cis = ['core', 'acc-1', 'acc-2', 'srv-1', 'srv-2', 'srv-3', 'srv-5', 'srv-6', 'shop-web', 'island'];
const names = ['HostDown', 'HighLoad', 'ErrorRateHigh', 'DiskAlmostFull', 'CertificateExpired'];

type Step =
  | {
      readonly does: 'open';
      readonly after: number;
      readonly ci: string;
      readonly name: string;
      readonly severity: Severity;
    }
  | { readonly does: 'clear'; readonly after: number; readonly which: number }
  | { readonly does: 'part'; readonly after: number; readonly which: number; readonly cis: readonly string[] }
  | { readonly does: 'restart'; readonly after: number };

const after = fc.oneof(fc.nat(5), fc.nat(90), fc.nat(900));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('open' as const),
      after,
      ci: fc.constantFrom(...cis),
      name: fc.constantFrom(...names),
      severity: fc.constantFrom<Severity>('critical', 'high', 'warning'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('clear' as const), after, which: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('part' as const),
      after,
      which: fc.nat(5),
      cis: fc.subarray(cis, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const), after }) },
);

/** Storms need many at once. */
const hasty: fc.Arbitrary<Step> = step.map((each) => ({ ...each, after: each.after % 15 }));

/** Two minutes apart are enough to be split. */
const splitting = { split: { afterMs: 120_000 } };
/** Two incidents a minute are a storm already, over after a minute. */
const stormy = {
  ...splitting,
  flags: [...allFlags],
  hold: { highMs: 0, warningMs: 0 },
  storm: { newPerMinute: 1, calmMs: 60_000 },
};
/** Causes of their own part what paths join: the same CIs in one chain of calls. */
const caused = { ...splitting, flags: [...allFlags] };
const chained = {
  cis: cis.map((id) => ({ id, class: 'application' })),
  relations: cis.slice(1).map((to, n) => ({ from: cis[n], to, type: 'depends_on' })),
};
/** The same hosts, most of them by themselves, at two sites. */
const apart = {
  cis: cis.map((id, n) => ({ id, class: 'server', site: n < 7 ? 'lyon' : 'paris' })),
  relations: [
    { from: 'srv-1', to: 'acc-1', type: 'depends_on' },
    { from: 'srv-2', to: 'acc-1', type: 'depends_on' },
  ],
};

const cmdbOf = new Map<object, object>([
  [caused, chained],
  [stormy, apart],
]);

class Play {
  readonly table: JudgingTable;
  readonly open = new Map<string, string>();
  #second = 0;

  constructor(policy: object = splitting) {
    this.table = new JudgingTable(cmdbOf.get(policy) ?? plant, policy);
  }

  /** Time passes, and nothing is said. */
  tick(seconds: number): void {
    this.#second += seconds;
    this.table.until(this.#second);
  }

  take(step: Step): void {
    this.#second += step.after + 1;
    if (step.does === 'open') {
      const key = `${step.ci}/${step.name}`;
      if (!this.open.has(key)) this.open.set(key, this.table.open(this.#second, step));
    } else if (step.does === 'clear') {
      const key = [...this.open.keys()][step.which % Math.max(1, this.open.size)];
      if (key === undefined) return;
      this.table.clear(this.#second, this.open.get(key) ?? '');
      this.open.delete(key);
    } else if (step.does === 'part') this.#part(step);
    else this.table.restart();
  }

  #part({ which, cis: apart }: Extract<Step, { readonly does: 'part' }>): void {
    const open = this.table.incidents().filter(({ state }) => state === 'open');
    const incident = open[which % Math.max(1, open.length)];
    if (incident === undefined) return;
    const said = { command: 'split' as const, by: 'Ada', reason: '', incident: incident.id, cis: [...apart] };
    this.table.command(this.#second, said);
  }

  rows<T>(table: string): T[] {
    return [...this.table.rows.values()]
      .filter((row) => row.table === table && !row.json?.startsWith('{"next"'))
      .flatMap(({ json }) => (json === null ? [] : [JSON.parse(json) as T]));
  }
}

describe('situations', () => {
  it.each([
    ['', splitting, step],
    [', gathered in storms and split out again', stormy, hasty],
    [', parted by causes of their own', caused, hasty],
  ])('keep every open alert, once, and count what is in them%s', (_name, policy, steps) => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 5, maxLength: 60 }), (taken) => {
        const play = new Play(policy);
        for (const each of taken) play.take(each);
        const members = play.rows<Member>('member').filter(({ id }) => typeof id === 'string');
        expect(members.map(({ id }) => id).sort()).toEqual([...play.open.values()].sort());
        const situations = play.rows<SituationRow>('situation');
        const home = new Map(situations.flatMap((row) => [row.id, ...row.absorbed].map((id) => [id, row.id] as const)));
        const held = new Map<string, number>();
        for (const { situation } of members) {
          const at = home.get(situation ?? '') ?? 'lost';
          held.set(at, (held.get(at) ?? 0) + 1);
        }
        expect(held.has('lost')).toBe(false);
        const places = play.rows<Presence>('presence');
        for (const row of situations.filter(({ storm }) => storm === undefined)) {
          const counted = places.filter(({ situation }) => situation === row.id);
          const sum = (of: (presence: Presence) => number): number => counted.reduce((all, each) => all + of(each), 0);
          expect([row.open, sum((each) => each.clearable + each.quiet)]).toEqual([held.get(row.id) ?? 0, row.open]);
          expect(sum((each) => each.total)).toBe(row.total);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are told in one place each while there is a storm: an incident of their own, or one summary that lives', () => {
    let [gathered, parts] = [0, 0];
    fc.assert(
      fc.property(fc.array(hasty, { minLength: 20, maxLength: 60 }), (steps) => {
        const play = new Play(stormy);
        for (const each of steps) play.take(each);
        // As late as mere counts may reach the page of a summary (judge-situation.ts).
        play.tick(5);
        const situations = play.rows<SituationRow>('situation');
        const summaries = new Map(
          situations.flatMap((row) => (row.storm === undefined ? [] : [[row.id, row] as const])),
        );
        const incidents = new Map(play.table.incidents().map((incident) => [incident.id, incident]));
        for (const row of situations) {
          if (row.gathered === undefined) continue;
          gathered += 1;
          expect([row.incident, row.storm]).toEqual([null, undefined]);
          expect(summaries.get(row.gathered.storm)?.incident).toBe(row.gathered.incident);
          expect(incidents.get(row.gathered.incident)?.state).toBe('open');
        }
        for (const { id, incident } of summaries.values()) {
          const told = situations.filter((row) => row.gathered?.storm === id);
          const { storm, alertCount } = incidents.get(incident ?? '') ?? {};
          expect([storm?.count, alertCount]).toEqual([told.length, told.reduce((sum, { total }) => sum + total, 0)]);
        }
        parts += [...incidents.values()].filter(({ splitFrom }) => splitFrom?.storm === true).length;
      }),
      { numRuns: 150 },
    );
    expect(gathered).toBeGreaterThan(100);
    expect(parts).toBeGreaterThan(20);
  });

  it('leave nothing behind when a storm is over: all that burns has an incident of its own', () => {
    fc.assert(
      fc.property(fc.array(hasty, { minLength: 20, maxLength: 40 }), (steps) => {
        const play = new Play(stormy);
        for (const each of steps) play.take(each);
        play.tick(3 * 3600);
        const situations = play.rows<SituationRow>('situation');
        const held = situations.filter(({ storm }) => storm !== undefined);
        const majors = play.table.incidents().filter(({ major }) => major?.downgradedAt === null);
        const together = new Set(majors.map(({ situation }) => situation));
        expect(held.filter(({ id }) => !together.has(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['', splitting, step, undefined],
    [' by causes of their own', caused, hasty, 'own-cause'],
  ])('never bring back what was merged away, and name each other when they are split%s', (_name, policy, steps, by) => {
    let splits = 0;
    fc.assert(
      fc.property(fc.array(steps, { minLength: 10, maxLength: 60 }), (taken) => {
        const play = new Play(policy);
        for (const each of taken) play.take(each);
        play.tick(400);
        const merged = new Set<string>();
        for (const { incident } of play.table.changes()) {
          if (incident.state === 'merged') merged.add(incident.id);
          else expect(merged.has(incident.id)).toBe(false);
        }
        const all = new Map(play.table.incidents().map((incident) => [incident.id, incident]));
        for (const { id, splitFrom } of all.values()) {
          if (splitFrom === undefined) continue;
          if (by === undefined || splitFrom.by === by) splits += 1;
          expect(all.get(splitFrom.incident)?.splitInto?.map(({ incident }) => incident)).toContain(id);
        }
      }),
      // So many that chance leaves more than twenty splits.
      { numRuns: 400 },
    );
    expect(splits).toBeGreaterThan(20);
  });

  it('a clear never raises a priority', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const play = new Play();
        for (const each of steps) {
          play.tick(each.after + 1);
          const before = new Map(play.table.incidents().map(({ id, priority }) => [id, priority]));
          if (each.does !== 'clear') play.take({ ...each, after: -1 });
          else {
            play.take({ ...each, after: -1 });
            for (const { id, priority, state } of play.table.incidents())
              if (state === 'open') expect(priority).toBeGreaterThanOrEqual(before.get(id) ?? 1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('one more CI down never means fewer users hit or a lower impact', () => {
    const levels = ['low', 'medium', 'high'];
    const impactOf = (down: readonly string[]): [number, number] => {
      const table = new JudgingTable(plant);
      table.open(0, { ci: 'shop-web', name: 'ErrorRateHigh', severity: 'critical', more: { effect: 'degraded' } });
      down.forEach((ci, n) =>
        table.open(n + 1, { ci, name: 'HostDown', severity: 'critical', more: { effect: 'down' } }),
      );
      const open = table.incidents().filter(({ state }) => state === 'open');
      const [worst] = open.map(({ impact }) => levels.indexOf(impact)).sort((a, b) => b - a);
      return [worst ?? 0, open.reduce((sum, { users }) => Math.max(sum, users), 0)];
    };
    const servers = ['srv-1', 'srv-2', 'srv-5', 'srv-6', 'srv-8', 'acc-1', 'acc-2', 'core'];
    fc.assert(
      fc.property(fc.shuffledSubarray(servers, { minLength: 1 }), (down) => {
        const [less, more] = [impactOf(down.slice(0, -1)), impactOf(down)];
        expect(more[0]).toBeGreaterThanOrEqual(less[0]);
        expect(more[1]).toBeGreaterThanOrEqual(less[1]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('two faults at once in one call graph', () => {
  /** Two chains of services, `a1 → a2 → …` and `b1 → b2 → …`, on hosts that they share with others. */
  const graphOf = (length: number, hosts: number): object => {
    const chain = (side: string): string[] => Array.from({ length }, (_none, n) => `${side}${String(n + 1)}`);
    const services = [...chain('a'), ...chain('b')];
    const others = Array.from({ length: 4 * length }, (_none, n) => `other-${String(n)}`);
    const machines = Array.from({ length: hosts }, (_none, n) => `host-${String(n)}`);
    const calls = (ids: string[]): object[] => ids.slice(1).map((to, n) => ({ from: ids[n], to, type: 'depends_on' }));
    return {
      cis: [...services, ...others, ...machines].map((id) => ({ id, class: 'application' })),
      services: [],
      relations: [
        ...calls(chain('a')),
        ...calls(chain('b')),
        ...[...services, ...others].map((from, n) => ({ from, to: machines[n % hosts], type: 'runs_on' })),
      ],
    };
  };

  it('stay two incidents, however they interleave', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 2 }),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (length, hosts, turns) => {
          const table = new JudgingTable(graphOf(length, hosts));
          const next = { a: length, b: length };
          turns.forEach((isA, n) => {
            const side = isA ? 'a' : 'b';
            if (next[side] > 0)
              table.open(n * 5, { ci: `${side}${String(next[side]--)}`, name: 'ErrorRateHigh', severity: 'critical' });
          });
          const sides = table
            .incidents()
            .filter(({ state }) => state === 'open')
            .map(({ cis }) => [...new Set(cis.map(({ ci }) => ci.charAt(0)))].join(''));
          const told = [next.a < length ? 'a' : '', next.b < length ? 'b' : ''].filter((side) => side !== '');
          expect(sides.sort()).toEqual(told);
        },
      ),
      { numRuns: 80 },
    );
  });
});
