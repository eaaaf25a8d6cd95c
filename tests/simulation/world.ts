// A small world drawn from a seed: a site, what goes wrong in it and when, and what its machines and ticketing system do.
import { Cmdb } from '../../domain/cmdb.ts';
import { allFlags } from '../../domain/flags.ts';
import { Policy } from '../../domain/policy.ts';
import type { Whim } from '../fakes/forgetful-sink.ts';
import { Dice } from './dice.ts';

export interface Statement {
  readonly atMs: number;
  readonly host: string;
  readonly check: string;
  readonly state: 'problem' | 'ok';
  readonly severity: 'critical' | 'high' | 'warning';
}

export interface World {
  readonly seed: number;
  readonly dice: Dice;
  readonly cmdb: Cmdb;
  readonly policy: Policy;
  readonly statements: readonly Statement[];
  readonly crashOneIn: number;
  readonly refuseOneIn: number;
  /** What becomes of the state at a restart: kept, set back to a part, or gone. */
  readonly keeps: readonly [number, ...number[]];
  /** A restart in so many leaves the old process frozen, to thaw later. */
  readonly freezeOneIn: number;
  readonly whims: readonly [Whim, ...Whim[]];
  /** How long the ticketing system takes; and how long its search does not see what is new. */
  readonly answersMs: readonly [number, ...number[]];
  readonly searchLagMs: number;
  /** A ticket in so many calls is deleted by somebody. */
  readonly deleteOneIn: number;
  readonly concurrency: number;
}

/** From here on nothing more goes wrong, and all must come to rest. */
export const calmAtMs = 150_000;
export const endAtMs = calmAtMs + 500_000;
/** Slowest answer + search lag: only then a look-up tells the truth. */
export const quarantineMs = 9_000;

const policy = Policy.parse({
  flags: allFlags,
  hold: { criticalMs: 0, highMs: 5_000, warningMs: 20_000 },
  alerts: { quietMs: 20_000, flapWindowMs: 20_000, flapQuietMs: 30_000 },
  resolve: { afterMs: 15_000, reopenMs: 60_000 },
  major: { declareMs: 5_000, downgradeMs: 10_000, standDownMs: 15_000 },
});

export function drawWorld(seed: number): World {
  const dice = new Dice(seed);
  const cis = Array.from({ length: dice.between(1, 5) }, (_, n) => `ci-${String(n)}`);
  return {
    seed,
    dice,
    cmdb: drawCmdb(dice, cis),
    policy,
    statements: drawStatements(dice, [...cis, 'nowhere']),
    crashOneIn: dice.pick([0, 60, 200, 600]),
    refuseOneIn: dice.pick([0, 0, 10, 60]),
    keeps: dice.pick<World['keeps']>([[1], [1], [0], [1, 0.5, 0]]),
    freezeOneIn: dice.pick([0, 0, 2]),
    whims: dice.pick<World['whims']>([
      ['fine'],
      ['fine', 'fine', 'after'],
      ['fine', 'busy', 'before', 'after'],
      ['after', 'fine', 'busy'],
    ]),
    answersMs: dice.pick<World['answersMs']>([[0], [0, 20, 900], [0, 4_000]]),
    searchLagMs: dice.pick([0, 0, 2_000, 4_500]),
    deleteOneIn: dice.pick([0, 0, 12]),
    concurrency: dice.pick([1, 2, 8]),
  };
}

function drawCmdb(dice: Dice, cis: readonly string[]): Cmdb {
  const classes = ['switch', 'server', 'application'] as const;
  return Cmdb.parse({
    version: 1,
    cis: cis.map((id) => ({ id, class: dice.pick(classes), criticality: dice.pick(['critical', 'medium', 'low']) })),
    services: [{ id: 'shop', name: 'Shop', criticality: dice.pick(['critical', 'low']), users: dice.pick([5, 900]) }],
    relations: [
      ...cis.slice(1).map((id, n) => ({ from: id, to: cis[dice.between(0, n)] ?? 'ci-0', type: 'connected_to' })),
      { from: 'shop', to: cis[dice.between(0, cis.length - 1)] ?? 'ci-0', type: 'depends_on' },
    ],
  });
}

/** Problems that mostly end, some again and again, in the order of their times. */
function drawStatements(dice: Dice, hosts: readonly string[]): Statement[] {
  const statements: Statement[] = [];
  for (let n = dice.between(1, 6); n > 0; n -= 1) {
    const host = hosts[dice.between(0, hosts.length - 1)] ?? 'nowhere';
    const alert = {
      host,
      check: `check-${String(n)}`,
      severity: dice.pick(['critical', 'critical', 'high', 'warning'] as const),
    };
    let atMs = dice.between(0, 60_000);
    for (let turns = dice.pick([1, 1, 1, 2, 3]); turns > 0; turns -= 1) {
      statements.push({ ...alert, atMs, state: 'problem' });
      if (dice.oneIn(6)) break;
      atMs += dice.between(1, 30_000);
      statements.push({ ...alert, atMs, state: 'ok' });
      atMs += dice.between(1, 30_000);
    }
  }
  return statements.sort((a, b) => a.atMs - b.atMs);
}
