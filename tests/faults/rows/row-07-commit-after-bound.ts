// Row 7: the ticketing system commits creates later than its declared bound, when a second ticket stands already.
import { ticketDoneKind } from '../../../domain/ticket.ts';
import type { SinkOutcome } from '../../../ticketing/sink.ts';
import { minuteMs, TwoWayHouse } from '../../scenarios/two-way-house.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';

const incidents = { part: 10, whole: 1_000 };
/** After the call was given up: past the quarantine of 5 s by this much at most. */
const latestMs = 10 * minuteMs;
/** The promise: docs/reliability.md. One look of 30 s more, since it looks on its own beat. */
const bar = { mergedMs: 5 * minuteMs, lookMs: 30_000 };
/** Apart in time, so that none is taken for a part of another. */
const betweenMs = 3 * minuteMs;

const lost: SinkOutcome = { outcome: 'in-doubt', code: 'lost', message: 'the answer was lost' };

class LateSystem {
  readonly house: TwoWayHouse;
  readonly #chance: () => number;
  readonly #committedAt = new Map<string, number>();
  /** From the late commit to the merge. */
  readonly waits: number[] = [];
  /** Tickets that were committed after their bound. */
  late = 0;

  constructor(house: TwoWayHouse, chance: () => number) {
    this.house = house;
    this.#chance = chance;
    const { sink } = house.system;
    const [create, merge] = [sink.create.bind(sink), sink.merge.bind(sink)];
    const begun = new Set<string>();
    sink.create = async (call) => {
      const { key } = call.operation;
      if (call.ticket !== null || begun.has(key)) return create(call);
      begun.add(key);
      void this.#commitLate(key, () => create(call));
      return lost;
    };
    sink.merge = async (call) => {
      const outcome = await merge(call);
      const committedAt = this.#committedAt.get(call.operation.key);
      if (outcome.outcome === 'done' && committedAt !== undefined)
        this.waits.push(this.house.clock.now() - committedAt);
      return outcome;
    };
  }

  async #commitLate(key: string, commit: () => Promise<unknown>): Promise<void> {
    const { clock, system } = this.house;
    const afterMs = system.sink.capabilities.quarantineMs + 1_000 + Math.floor(this.#chance() * latestMs);
    await clock.until(clock.now() + afterMs, new AbortController().signal);
    await commit();
    this.#committedAt.set(key, clock.now());
    this.late += 1;
  }
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const count = incidents[scale];
  const hosts = Array.from({ length: count }, (_, n) => `host-${String(n)}`);
  const cmdb = { version: 1 as const, cis: hosts.map((id) => ({ id, class: 'server' })) };
  const house = await TwoWayHouse.open({ cmdb, policy: { ticketing: { createsPerHour: 1_000 } } });
  const late = new LateSystem(house, seededChance(seed));
  for (const host of hosts) {
    await house.say(host, 'disk');
    await house.pass(betweenMs);
  }
  await house.pass(latestMs + bar.mergedMs + 2 * bar.lookMs);
  const live = liveByKey(house);
  for (const host of hosts) await house.say(host, 'disk', 'ok');
  await house.pass(15 * minuteMs);
  const left = [...liveByKey(house).values()].reduce((sum, open) => sum + open, 0);
  const kinds = (await house.log.read('tickets', 0, 0, 1_000_000)).filter(({ kind }) => kind === ticketDoneKind);
  await house.close();
  const longestMs = Math.max(0, ...late.waits);
  return {
    counts: {
      incidents: count,
      'committed late': late.late,
      merged: late.waits.length,
      'longest until merged, s': Math.round(longestMs / 1_000),
      operations: kinds.length,
    },
    violations: [
      ...(late.late === count ? [] : [`only ${String(late.late)} of ${String(count)} creates came late`]),
      ...(live.size === count ? [] : [`${String(count - live.size)} incidents have no ticket`]),
      ...[...live].filter(([, open]) => open !== 1).map(([key, open]) => `I2: ${String(open)} live tickets of ${key}`),
      ...(longestMs > bar.mergedMs + bar.lookMs ? [`merged after ${String(longestMs)} ms`] : []),
      ...(left === 0 ? [] : [`I3: ${String(left)} tickets stay open after all has ended`]),
    ],
  };
}

function liveByKey({ system }: TwoWayHouse): Map<string, number> {
  const live = new Map<string, number>();
  for (const { key, open } of system.sink.tickets.values()) live.set(key, (live.get(key) ?? 0) + (open ? 1 : 0));
  return live;
}

export const commitAfterBound: FaultRow = {
  row: 7,
  fault: 'the ticketing system commits a create after its declared bound',
  missing: [],
  run,
};
