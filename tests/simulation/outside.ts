// What lies outside one life of a process: log, state, clock and ticketing system, each step of which may be its last.
import { AdapterError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import type { Dice } from './dice.ts';
import type { Life, VirtualScheduler } from './virtual-scheduler.ts';

export interface Perils {
  /** A step in so many is the last of its process; 0: none. */
  crashOneIn: number;
  /** A call in so many is not served, or its answer is lost; 0: none. */
  refuseOneIn: number;
}

/** A step, told by its name, that is its process' last: `commit judging before`. */
export type LastStep = (step: string, when: 'before' | 'after') => boolean;

export interface OutsideParts {
  readonly scheduler: VirtualScheduler;
  readonly dice: Dice;
  readonly perils: Perils;
  readonly life: Life;
  readonly onDeath: () => void;
  /** The ticketing system is asked over a real wire. */
  readonly wire?: boolean;
  /** Absent: only the perils decide. */
  readonly isLast?: LastStep;
}

export class Outside {
  readonly #parts: OutsideParts;

  constructor(parts: OutsideParts) {
    this.#parts = parts;
  }

  log(log: EventLog): EventLog {
    return {
      identity: (stream) => log.identity(stream),
      partitions: (stream) => log.partitions(stream),
      append: (stream, records) => this.#step(`append ${stream}`, () => log.append(stream, records), 'log-busy'),
      read: (stream, partition, from, max) =>
        this.#step(`read ${stream}`, () => log.read(stream, partition, from, max)),
      end: (stream, partition) => log.end(stream, partition),
      waitFor: (stream, partition, from, signal) => this.#wait(log.waitFor(stream, partition, from, signal)),
      trim: (stream, beforeMs) => log.trim(stream, beforeMs),
      close: () => Promise.resolve(),
    };
  }

  store(store: StateStore): StateStore {
    return {
      position: (stage, partition) => store.position(stage, partition),
      load: (stage, partition) => store.load(stage, partition),
      claim: (stage, partition) => this.#step(`claim ${stage}`, () => store.claim(stage, partition)),
      commit: (unit) => this.#step(commitName(unit), () => store.commit(unit), 'state-unreachable'),
      get: (stage, partition, table, key) => store.get(stage, partition, table, key),
      scan: (stage, partition, table, scan) => store.scan(stage, partition, table, scan),
      hash: (stage, partition) => store.hash(stage, partition),
      reset: (stage, partition) => this.#step(`reset ${stage}`, () => store.reset(stage, partition)),
      close: () => Promise.resolve(),
    };
  }

  clock(clock: Clock): Clock {
    return { now: () => clock.now(), until: (atMs, signal) => this.#wait(clock.until(atMs, signal)) };
  }

  /** A request that was sent is served, whether its sender lives or not. */
  sink(sink: TicketSink): TicketSink {
    const { capabilities } = sink;
    return {
      capabilities,
      find: (key) => this.#ask('find', () => sink.find(key)),
      create: (call) => this.#ask('create', () => sink.create(call)),
      update: (call) => this.#ask('update', () => sink.update(call)),
      escalate: (call) => this.#ask('escalate', () => sink.escalate(call)),
      resolve: (call) => this.#ask('resolve', () => sink.resolve(call)),
      reopen: (call) => this.#ask('reopen', () => sink.reopen(call)),
      merge: (call) => this.#ask('merge', () => sink.merge(call)),
    };
  }

  async #ask<T>(method: string, work: () => Promise<T>): Promise<T> {
    const { scheduler, life, wire = false } = this.#parts;
    await scheduler.slot(life, true);
    if (this.#isLast(method, 'before')) return never();
    if (wire) scheduler.onTheWire += 1;
    const answer = await work();
    if (wire) scheduler.onTheWire -= 1;
    await scheduler.slot(life);
    return this.#dies(method, 'after') ? never() : answer;
  }

  async #step<T>(name: string, work: () => Promise<T>, refusal: string | null = null): Promise<T> {
    const { scheduler, life } = this.#parts;
    await scheduler.slot(life);
    if (this.#dies(name, 'before')) return never();
    if (this.#isRefused(refusal)) throw new AdapterError(refusal ?? '', 'not served', { retryable: true });
    const result = await work();
    if (this.#dies(name, 'after')) return never();
    await scheduler.slot(life);
    // An answer that is lost: only where asking again is as good.
    if (refusal === 'state-unreachable' && this.#isRefused(refusal)) {
      throw new AdapterError(refusal, 'no answer', { retryable: true });
    }
    return result;
  }

  async #wait(waited: Promise<void>): Promise<void> {
    await waited;
    await this.#parts.scheduler.slot(this.#parts.life);
  }

  #dies(step: string, when: 'before' | 'after'): boolean {
    const { dice, perils, life, onDeath } = this.#parts;
    if (life.dead || this.#isLast(step, when)) return true;
    if (!dice.oneIn(perils.crashOneIn)) return false;
    onDeath();
    return true;
  }

  #isLast(step: string, when: 'before' | 'after'): boolean {
    const { life, isLast, onDeath } = this.#parts;
    if (life.dead || isLast?.(step, when) !== true) return false;
    onDeath();
    return true;
  }

  #isRefused(refusal: string | null): boolean {
    return refusal !== null && this.#parts.dice.oneIn(this.#parts.perils.refuseOneIn);
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** Delivery's commits by what they make durable. */
function commitName({ stage, out }: UnitOfWork): string {
  const kinds = new Set(out.map(({ record }) => record.kind));
  const what = [...kinds].sort().join(' ');
  return stage === 'delivery' ? `commit delivery ${what === '' ? 'nothing' : what}` : `commit ${stage}`;
}
