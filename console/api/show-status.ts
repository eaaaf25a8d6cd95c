// What the frame of every page shows: the clock, what burns by priority, and why there are no more tickets.
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { boardPrefix } from '../projection/board-key.ts';
import { alertKey } from '../projection/tables.ts';
import { places, ProjectionReader } from '../reading/projection-reader.ts';
import type { ApiOptions } from './api-options.ts';
import { countCeiling, type Status } from './status-contract.ts';

type Counts = Pick<Status, 'incidents' | 'alerts'>;

/** Asides looked at, newest first: older ones have mostly ended. */
const asidesLookedAt = 500;
/** Majors in the making stand at the top of the board. */
const topOfBoard = 100;
/** A count costs with what it counts: few rows are counted again at once, many only every ten seconds. */
const cheapRows = 500;
const cheapAgeMs = 250;
const dearAgeMs = 10_000;

/** Counts, taken again when they are old; asked by many pages at once, counted once. */
export class StatusCounts {
  readonly #reader: ProjectionReader;
  readonly #pace: Clock;
  #counted: Promise<Counts> | null = null;
  #validUntil = 0;

  constructor(options: Pick<ApiOptions, 'store' | 'pace'>) {
    this.#reader = new ProjectionReader(options.store);
    this.#pace = options.pace;
  }

  take(): Promise<Counts> {
    if (this.#counted === null || this.#pace.now() >= this.#validUntil) {
      this.#validUntil = Infinity;
      this.#counted = this.#count();
    }
    return this.#counted;
  }

  async #count(): Promise<Counts> {
    try {
      const [incidents, alerts] = await Promise.all([countIncidents(this.#reader), countAlerts(this.#reader)]);
      this.#validUntil = this.#pace.now() + (alerts.open <= cheapRows ? cheapAgeMs : dearAgeMs);
      return { incidents, alerts };
    } catch (thrown) {
      this.#counted = null;
      throw thrown;
    }
  }
}

async function countIncidents(reader: ProjectionReader): Promise<Status['incidents']> {
  const keys = await reader.keys(places.board, boardPrefix('open'), countCeiling);
  const byPriority = { '1': 0, '2': 0, '3': 0, '4': 0, '5': 0 };
  for (const key of keys) byPriority[priorityIn(key)] += 1;
  const top = await reader.scan(places.board, { prefix: boardPrefix('open'), limit: topOfBoard });
  const incidents = await Promise.all(top.map(({ row }) => reader.get(places.incident, row)));
  return {
    open: keys.length,
    majors: keys.filter((key) => key.startsWith(`${boardPrefix('open')}0/`)).length,
    majorWatch: incidents.filter((incident) => incident !== null && incident.majorWatchSince !== null).length,
    byPriority,
  };
}

/** `0/1/3/…`: state, major, priority. */
function priorityIn(key: string): keyof Status['incidents']['byPriority'] {
  const digit = key.split('/')[2];
  return digit === '1' || digit === '2' || digit === '3' || digit === '4' ? digit : '5';
}

async function countAlerts(reader: ProjectionReader): Promise<Status['alerts']> {
  const marked = async (mark: string): Promise<number> =>
    (await reader.keys(places.alertMark, `${mark}/`, countCeiling)).length;
  const [open, held, flapping, stale] = await Promise.all([
    reader.keys(places.openAlert, '', countCeiling),
    reader.keys(places.held, '', countCeiling),
    marked('flapping'),
    marked('stale'),
  ]);
  return { open: open.length, held: held.length, flapping, stale, ...(await countAsides(reader)) };
}

async function countAsides(reader: ProjectionReader): Promise<Pick<Status['alerts'], 'suppressed' | 'aside'>> {
  const asides = await reader.scan(places.aside, { limit: asidesLookedAt, descending: true });
  const open = await Promise.all(asides.map(({ row }) => reader.get(places.openAlert, alertKey(row.alert))));
  const still = new Map(
    asides.flatMap(({ row }, at) => (open[at] === null ? [] : [[row.alert, row.without] as const])),
  );
  const suppressed = [...still.values()].filter(isSuppressed).length;
  return { suppressed, aside: still.size - suppressed };
}

/** Kept from a ticket on purpose: by a maintenance window, a silence or a rule. The others merely inform, or are chronic. */
const onPurpose = ['maintenance', 'silence', 'suppressed'];

function isSuppressed(without: string): boolean {
  return onPurpose.some((by) => without.startsWith(by));
}

export async function showStatus(options: ApiOptions, counts: StatusCounts, withHash: boolean): Promise<Status> {
  const { version, tenant, language, timezone, clock, log, demo } = options;
  const now = clock.now();
  const faults = options.faults();
  return {
    ...{ version, tenant, language, timezone, now: rfc3339(now), demo: demo() },
    ...(await counts.take()),
    sources: await sourcesHeard(options, now),
    sinks: sinksNow(options, now),
    rulesFault: faults.rules,
    cmdbFault: faults.cmdb,
    deadLetters: await log.end('dead-letters', 0),
    stateHash: withHash ? await stateHashes(options) : null,
  };
}

async function sourcesHeard({ store, sources }: ApiOptions, now: number): Promise<Status['sources']> {
  const rows = await new ProjectionReader(store).scan(places.source, { limit: 1_000 });
  const heard = new Map<string, number>();
  for (const { source, lastEventAt } of [...rows.map(({ row }) => row), ...sources()]) {
    heard.set(source, Math.max(heard.get(source) ?? 0, lastEventAt));
  }
  return [...heard].sort().map(([source, at]) => {
    return { source, lastEventAt: rfc3339(at), ageMs: Math.max(0, now - at) };
  });
}

function sinksNow({ sinks }: ApiOptions, now: number): Status['sinks'] {
  return sinks().map(({ sink, state, backlog, oldestAt }) => {
    return { sink, state, backlog, ageMs: oldestAt === null ? null : Math.max(0, now - oldestAt) };
  });
}

async function stateHashes({ store, hashedStages }: ApiOptions): Promise<Record<string, string>> {
  const hashes = await Promise.all(hashedStages.map(async (stage) => [stage, await store.hash(stage, 0)] as const));
  return Object.fromEntries(hashes);
}
