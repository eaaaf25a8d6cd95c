// Kills one process of a cluster after another while problems are told to it; each that was taken must get one ticket, solved.
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaSettings } from '../../runtime/kafka/kafka-settings.ts';
import { openKafkaLog } from '../../runtime/kafka/open-kafka-log.ts';
import { openRedisStore } from '../../runtime/redis/open-redis-store.ts';
import { ticketDoneKind, TicketStep } from '../../domain/ticket.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import { plannedGlpi } from './clean-replay.ts';
import { ClusterRun } from './cluster-run.ts';
import { KilledCrew } from './killed-crew.ts';
import { replayShared } from './replay-shared-log.ts';
import { seededChance } from './seeded-chance.ts';

const roles = ['ingest', 'correlate', 'correlate', 'ticketing', 'ticketing'] as const;
/** A dead process is missed sooner than after 10 s, so that more deaths find work under way. */
const sessionMs = 2_000;
const kafka = { properties: () => ({ 'group.min.session.timeout.ms': '1000' }) };
/** Nothing holds a call back here: an answer takes 80 ms. */
const serverMaxMs = 1_000;
/** Problems that wait for their ticket, and those that burn, at most; and what lies between two of them on average. */
const [waitingMost, burningMost, gapMs] = [6, 10, 60];
/** Of what is told: something new; else what burns is told again, as sources do. */
const newShare = 0.3;
/**
 * A kill falls within this time after a ticket was made: mostly so soon that others are on their way. One in five falls
 * before, on the process that was launched last.
 */
const [soonMs, withinMs] = [100, 1_000];
const [soonShare, atStartShare] = [0.7, 0.2];
/** Without any ticket for this long something stands still for good. */
const standstillMs = 120_000;
const settleMs = 120_000;
const stopMs = 30_000;
const hostsPerKill = 20;

export interface ClusterKillWish {
  readonly seed: number;
  readonly kills: number;
}

export interface ClusterKillReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  /** Kept where something did not hold, to be looked into. */
  readonly kept: string | null;
}

export async function killCluster({ seed, kills }: ClusterKillWish): Promise<ClusterKillReport> {
  const run = await ClusterRun.open({ hosts: kills * hostsPerKill, settings: { sessionMs }, kafka, serverMaxMs });
  const killing = new ClusterKills(run, seededChance(seed));
  const violations = await killing.play(kills).catch((thrown: unknown) => [`it ended: ${String(thrown)}`]);
  const counts = killing.counts();
  const kept = violations.length > 0 ? await run.keep() : null;
  if (kept === null) await run.close();
  return { counts, violations, kept };
}

class ClusterKills {
  readonly #run: ClusterRun;
  readonly #crew: KilledCrew;
  readonly #chance: () => number;
  readonly #burning: string[] = [];
  #told = 0;
  #repeated = 0;
  #adopted = 0;
  #seats = 0;

  constructor(run: ClusterRun, chance: () => number) {
    this.#run = run;
    this.#chance = chance;
    this.#crew = new KilledCrew(run.cluster, roles);
  }

  async play(kills: number): Promise<string[]> {
    await this.#crew.up();
    await this.#killWhileTold(kills);
    await this.#crew.up();
    for (const host of this.#burning) await this.#tell(host, 'ok');
    await this.#run.settle(settleMs);
    await this.#run.untilSolved(settleMs);
    const hanging = await this.#crew.stop(stopMs);
    return [...this.#run.violations(), ...hanging, ...this.#crew.fallen, ...(await this.#replay())];
  }

  counts(): Record<string, number> {
    const { unheard, store } = this.#run.glpi;
    const creates = unheard.filter(({ method, path }) => method === 'POST' && path === 'Ticket').length;
    return {
      ...Object.fromEntries([...this.#crew.kills].map(([role, count]) => [`kills of ${role}`, count])),
      'of them at start': this.#crew.killsAtStart,
      acknowledged: this.#run.taken,
      'told again': this.#repeated,
      tickets: store.tickets.size,
      'creates whose answer nobody heard': creates,
      'other calls whose answer nobody heard': unheard.length - creates,
      'tickets adopted': this.#adopted,
      'seats held to an undisturbed process': this.#seats,
    };
  }

  async #killWhileTold(kills: number): Promise<void> {
    const over = new AbortController();
    const talking = this.#talk(over.signal);
    try {
      await Promise.race([this.#killAll(kills), talking]);
    } finally {
      over.abort();
    }
    await talking;
  }

  async #killAll(kills: number): Promise<void> {
    for (let killed = 0; killed < kills; killed += 1) {
      const isAtStart = killed > 0 && this.#chance() < atStartShare;
      if (!isAtStart) await this.#untilTicket();
      await pause(this.#chance() * (!isAtStart && this.#chance() < soonShare ? soonMs : withinMs));
      await this.#crew.kill(isAtStart ? this.#crew.youngest : Math.floor(this.#chance() * this.#crew.size));
    }
  }

  async #untilTicket(): Promise<void> {
    const { tickets } = this.#run.glpi.store;
    const before = tickets.size;
    for (const end = performance.now() + standstillMs; tickets.size === before; await pause(5))
      if (performance.now() > end) throw new Error(`no ticket within ${String(standstillMs)} ms`);
  }

  async #talk(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(this.#chance() * 2 * gapMs);
      const mayBegin = this.#told - this.#run.glpi.store.tickets.size < waitingMost;
      if (mayBegin && this.#chance() < newShare) await this.#tellNew();
      else await this.#tellAgain();
    }
  }

  async #tellNew(): Promise<void> {
    const host = this.#run.hosts[this.#told];
    if (host === undefined) throw new Error('more was told than there are hosts');
    this.#told += 1;
    await this.#tell(host, 'problem');
    if (this.#burning.push(host) <= burningMost) return;
    const [oldest = ''] = this.#burning;
    await this.#tell(oldest, 'ok');
    this.#burning.shift();
  }

  async #tellAgain(): Promise<void> {
    const host = this.#burning[Math.floor(this.#chance() * this.#burning.length)];
    if (host !== undefined) await this.#tell(host, 'problem');
  }

  /** Until it is acknowledged, as a source would. */
  async #tell(host: string, state: 'problem' | 'ok'): Promise<void> {
    // The fake's time stands still unless it is told.
    this.#run.glpi.store.now = new Date().toISOString().slice(0, 19).replace('T', ' ');
    for (;;) {
      this.#run.door = await this.#crew.door();
      if (await this.#run.say(host, state).catch(isUnheard)) return;
      this.#repeated += 1;
      await pause(50);
    }
  }

  async #replay(): Promise<string[]> {
    const { cluster } = this.#run;
    const partitions = { events: 6, alerts: 2 };
    const settings = KafkaSettings.parse({ brokers: [cluster.kafka.address()], partitions });
    const log = await openKafkaLog({ settings, keep: {} });
    const store = await openRedisStore({ url: cluster.redis.url, prefix: 'vigie' }, log);
    try {
      this.#adopted = await adoptedIn(log);
      const { seats, differences } = await replayShared({ log, store }, 'default', plannedGlpi);
      this.#seats = seats;
      return [...differences];
    } finally {
      await store.close();
      await log.close();
    }
  }
}

/** The process that was asked is dead: whoever told it does not know whether it was taken. */
function isUnheard(thrown: unknown): false {
  if (thrown instanceof TypeError) return false;
  throw thrown;
}

async function adoptedIn(log: EventLog): Promise<number> {
  let [from, adopted] = [0, 0];
  for (;;) {
    const records = await log.read('tickets', 0, from, 500);
    const last = records.at(-1);
    if (last === undefined) return adopted;
    for (const { kind, body } of records)
      if (kind === ticketDoneKind && isAdopted(TicketStep.parse(body))) adopted += 1;
    from = last.offset + 1;
  }
}

const isAdopted = ({ decisions }: TicketStep): boolean => decisions.some(({ reason }) => reason === 'ticket-adopted');
