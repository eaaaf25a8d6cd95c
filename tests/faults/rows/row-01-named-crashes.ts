// Row 1: the process dies at every named step, the 1st, 2nd and 10th time that it comes there, before every ticketing system.
import { Dice } from '../../simulation/dice.ts';
import { runWorld } from '../../simulation/run-world.ts';
import { drawWorld, type Statement, type World } from '../../simulation/world.ts';
import type { TicketSink } from '../../../ticketing/sink.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { ticketingBenches } from '../ticketing-benches.ts';

const steps = [
  'append events',
  'append tickets',
  'read events',
  'read alerts',
  'read incidents',
  'read tickets',
  'claim alerting',
  'claim judging',
  'claim planning',
  'claim delivery',
  'commit alerting',
  'commit judging',
  'commit planning',
  'commit delivery nothing',
  'commit delivery ticket-inflight',
  'commit delivery ticket-done',
  'commit delivery ticket-done ticket-inflight',
  'find',
  'create',
  'update',
  'escalate',
  'resolve',
  'reopen',
] as const;
const moments = ['before', 'after'] as const;
const hits = { part: [1], whole: [1, 2, 10] };
/** Enough for a part, which leaves out the systems behind a wire. */
const leastPoints = { part: 30, whole: 40 };

/** Two outages, of which one comes back: an open, an escalation, a resolve, a reopening. */
function calmWorld(seed: number): World {
  const said: Statement[] = [];
  const say = (atMs: number, host: string, state: 'problem' | 'ok'): unknown =>
    said.push({ atMs, host, check: `check-${host}`, state, severity: 'critical' });
  say(0, 'ci-0', 'problem');
  say(8_000, 'ci-1', 'problem');
  say(20_000, 'ci-0', 'ok');
  say(21_000, 'ci-1', 'ok');
  say(60_000, 'ci-0', 'problem');
  say(80_000, 'ci-0', 'ok');
  const fine = { crashOneIn: 0, refuseOneIn: 0, keeps: [1], freezeOneIn: 0, whims: ['fine'] } as const;
  const quick = { answersMs: [0], searchLagMs: 0, deleteOneIn: 0, concurrency: 4 } as const;
  return { ...drawWorld(seed), ...fine, ...quick, dice: new Dice(seed), statements: said };
}

/** Notes which keys are asked for, so that each can be looked up at the end. */
function noting(sink: TicketSink, keys: Set<string>): TicketSink {
  const create: TicketSink['create'] = (call) => {
    keys.add(call.operation.key);
    return sink.create(call);
  };
  return new Proxy(sink, {
    get: (of, member) => {
      if (member === 'create') return create;
      const value: unknown = Reflect.get(of, member, of);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}

interface Point {
  readonly step: string;
  readonly when: 'before' | 'after';
  readonly hit: number;
}

async function crashAt(name: string, sink: TicketSink, { step, when, hit }: Point, seed: number): Promise<Crash> {
  const keys = new Set<string>();
  let left = hit;
  const isLast = (at: string, moment: string): boolean => at === step && moment === when && (left -= 1) === 0;
  const { violations } = await runWorld(seed, calmWorld(seed), { sink: noting(sink, keys), isLast });
  const where = `${name}, ${when} ${step}, hit ${String(hit)}`;
  const found = violations.map((words) => `${where}: ${words}`);
  for (const key of keys) {
    const outcome = await sink.find(key);
    const count = outcome.outcome === 'found' ? outcome.tickets.length : -1;
    if (count !== 1) found.push(`${where}: ${String(count)} tickets of ${key}`);
  }
  return { died: left <= 0, violations: found };
}

interface Crash {
  readonly died: boolean;
  readonly violations: readonly string[];
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const points = new Set<string>();
  const violations: string[] = [];
  let [crashes, systems] = [0, 0];
  for (const [name, start] of ticketingBenches) {
    systems += 1;
    for (const step of steps) {
      for (const when of moments) {
        for (const hit of hits[scale]) {
          const bench = await start(new ToldClock(0));
          if (scale === 'part' && bench.drop !== null) {
            await bench.close();
            continue;
          }
          const crash = await crashAt(name, bench.sink, { step, when, hit }, seed);
          await bench.close();
          violations.push(...crash.violations);
          if (crash.died) points.add(`${step} ${when} ${String(hit)}`);
          if (crash.died) crashes += 1;
        }
      }
    }
  }
  if (points.size < leastPoints[scale]) violations.push(`only ${String(points.size)} points were reached`);
  return { counts: { 'ticketing systems': systems, 'crash points': points.size, crashes }, violations };
}

export const namedCrashes: FaultRow = {
  row: 1,
  fault: 'kill at every named point, 1st, 2nd and 10th time, before each ticketing system',
  missing: [],
  run,
};
