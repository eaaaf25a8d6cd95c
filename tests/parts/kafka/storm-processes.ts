// The storm on a real Kafka and a real Redis, told record by record, its correlate seats shared out over processes that die.
import { randomUUID } from 'node:crypto';
import type { EventLog } from '../../../domain/ports/event-log.ts';
import type { StateStore } from '../../../domain/ports/state-store.ts';
import type { StreamName } from '../../../domain/record.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { KafkaSettings } from '../../../runtime/kafka/kafka-settings.ts';
import { openKafkaLog } from '../../../runtime/kafka/open-kafka-log.ts';
import { ControlBodies } from '../../../runtime/log/control-bodies.ts';
import { InputMarks } from '../../../runtime/input-marks.ts';
import { openRedisStore } from '../../../runtime/redis/open-redis-store.ts';
import type { ReplayParticipant } from '../../../runtime/replay-driver.ts';
import { StageOwner } from '../../../runtime/stage-owner.ts';
import type { PipelineStage } from '../../../runtime/wiring/pipeline-stages.ts';

export interface Servers {
  readonly broker: string;
  readonly redisUrl: string;
  readonly partitions: { readonly events: number; readonly alerts: number };
  /** Of topics and keys: a storm of its own. */
  readonly prefix?: string;
}

/** Connections of its own, as a process has them. */
interface StormProcess {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly bodies: ControlBodies;
}

interface Seat {
  readonly stage: PipelineStage;
  readonly partition: number;
  process: StormProcess;
  owner: StageOwner;
}

/** How often each partition was appended to: who has read it empty since needs not to be asked. */
class Touched {
  readonly #counts = new Map<string, number>();

  count(stream: StreamName, partition: number): number {
    return this.#counts.get(`${stream}/${partition}`) ?? 0;
  }

  by(log: EventLog): EventLog {
    const append: EventLog['append'] = async (stream, records, named) => {
      const positions = await log.append(stream, records, named);
      for (const { partition } of positions)
        this.#counts.set(`${stream}/${partition}`, this.count(stream, partition) + 1);
      return positions;
    };
    return {
      append,
      identity: (stream) => log.identity(stream),
      partitions: (stream) => log.partitions(stream),
      read: (stream, partition, from, max) => log.read(stream, partition, from, max),
      end: (stream, partition) => log.end(stream, partition),
      waitFor: (stream, partition, from, signal) => log.waitFor(stream, partition, from, signal),
      trim: (stream, beforeMs) => log.trim(stream, beforeMs),
      close: () => log.close(),
    };
  }
}

export class StormProcesses {
  readonly clock: ToldClock;
  readonly #servers: Required<Servers>;
  readonly #touched = new Touched();
  readonly #seats: Seat[] = [];
  #isDue = false;
  #processes: StormProcess[] = [];
  /** Delivery and what is shown: nobody kills it. */
  #steady: StormProcess | null = null;
  kills = 0;

  constructor(servers: Servers, startMs: number) {
    this.#servers = { prefix: `storm-${randomUUID()}`, ...servers };
    this.clock = new ToldClock(startMs);
  }

  get log(): EventLog {
    return this.#of(this.#steady).log;
  }

  /** The log as the player of the storm writes to it: a kill that is due falls on what was just written. */
  get doorLog(): EventLog {
    const { log } = this;
    const append: EventLog['append'] = async (stream, records) => {
      const positions = await log.append(stream, records);
      if (this.#isDue) await this.#kill();
      return positions;
    };
    return { ...log, append };
  }

  killAtNextAppend(): void {
    this.#isDue = true;
  }

  /** Records of these streams that repeat what stood there before: what two owners wrote at once. */
  async repeats(streams: readonly StreamName[]): Promise<number> {
    let count = 0;
    for (const stream of streams) {
      for (let partition = 0; partition < this.log.partitions(stream); partition += 1) {
        const marks = new InputMarks();
        let from = 0;
        for (let records = await this.log.read(stream, partition, 0, 500); records.length > 0;) {
          const fresh = marks.fresh(records);
          marks.pass(fresh);
          count += records.length - fresh.length;
          from = (records.at(-1)?.offset ?? 0) + 1;
          records = await this.log.read(stream, partition, from, 500);
        }
      }
    }
    return count;
  }

  get store(): StateStore {
    return this.#of(this.#steady).store;
  }

  async open(correlating: number): Promise<void> {
    this.#steady = await this.#launch();
    for (let n = 0; n < correlating; n += 1) this.#processes.push(await this.#launch());
  }

  /** One participant per partition; a stage that correlates is dealt out over the processes. */
  async seat(stage: PipelineStage, correlates: boolean): Promise<ReplayParticipant[]> {
    const participants: ReplayParticipant[] = [];
    for (let partition = 0; partition < this.log.partitions(stage.input); partition += 1) {
      const process = correlates
        ? this.#processes[(this.#seats.length + partition) % this.#processes.length]
        : this.#steady;
      const seat = { stage, partition, process: this.#of(process ?? null) };
      const seated: Seat = { ...seat, owner: await this.#sit(seat) };
      this.#seats.push(seated);
      participants.push(this.#participant(seated));
    }
    return participants;
  }

  /**
   * One correlate process dies in the middle of its work: what it had begun goes on for a moment, as it does on another
   * machine, while the others take its seats.
   */
  async #kill(): Promise<void> {
    this.#isDue = false;
    const [victim, ...others] = this.#processes;
    if (victim === undefined) return;
    this.kills += 1;
    this.#processes = [...others, await this.#launch()];
    const orphans = this.#seats.filter(({ process }) => process === victim);
    const dying = orphans.map(({ owner }) => owner.step().catch((thrown: unknown) => thrown));
    for (const [n, seat] of orphans.entries()) {
      seat.process = this.#of(this.#processes[n % this.#processes.length] ?? null);
      seat.owner = await this.#sit(seat);
    }
    await Promise.all(dying);
    await victim.store.close();
    await victim.log.close();
  }

  async close(): Promise<void> {
    for (const { log, store } of [...this.#processes, this.#of(this.#steady)]) {
      await store.close();
      await log.close();
    }
  }

  async #launch(): Promise<StormProcess> {
    const { broker, redisUrl, prefix, partitions } = this.#servers;
    const settings = KafkaSettings.parse({ brokers: [broker], prefix, partitions });
    const log = this.#touched.by(await openKafkaLog({ settings, keep: {} }));
    const store = await openRedisStore({ url: redisUrl, prefix }, log);
    return { log, store, bodies: new ControlBodies(log) };
  }

  #sit({ stage, partition, process }: Pick<Seat, 'stage' | 'partition' | 'process'>): Promise<StageOwner> {
    const { log, store, bodies } = process;
    return StageOwner.open({ ...stage, partition, log, store, clock: this.clock, controls: bodies });
  }

  #participant(seat: Seat): ReplayParticipant {
    const { stage, partition } = seat;
    let readEmptyAt = -1;
    return {
      name: seat.owner.name,
      get tickAt() {
        return seat.owner.tickAt;
      },
      get hasTimer() {
        return seat.owner.hasTimer;
      },
      tick: () => seat.owner.tick(),
      step: async () => {
        const touched = this.#touched.count(stage.input, partition);
        if (touched === readEmptyAt) return 0;
        const processed = await seat.owner.step();
        if (processed === 0) readEmptyAt = touched;
        return processed;
      },
    };
  }

  #of(process: StormProcess | null): StormProcess {
    if (process === null) throw new Error('not opened');
    return process;
  }
}
