// Asks the brokers, in one long question for all, whether partitions that somebody waits for have grown.
import { AdapterError } from '../../domain/errors.ts';
import { EndWatch } from '../log/end-watch.ts';
import { pause } from '../clock/pause.ts';
import type { BrokerLink, Found, TopicPlace } from './broker-link.ts';

/** How long a broker may keep the question; a waiter that comes meanwhile is asked for with the next one. */
const maxWaitMs = 100;
/** Pressed: half a MB of text. */
const maxBytes = 32 << 10;
const afterFailureMs = 500;

export interface PollSeat {
  readonly link: BrokerLink;
  /** What stands from `from` on. */
  readonly onFound: (from: number, found: Found) => void;
}

interface Watched {
  readonly place: TopicPlace;
  readonly watch: EndWatch;
  /** By waiter, the offset that it wants to see. */
  readonly waiting: Map<symbol, number>;
  /** It ends before where it already was: made anew, or records were lost. */
  isCutOff: boolean;
}

export class TailPoll {
  readonly #seat: PollSeat;
  readonly #watched = new Map<string, Watched>();
  #polling: Promise<void> | null = null;
  readonly #closing = new AbortController();

  constructor(seat: PollSeat) {
    this.#seat = seat;
  }

  /** @throws AdapterError `log-cut-off`: whoever stands there must begin again. */
  async waitFor(place: TopicPlace, from: number, signal: AbortSignal): Promise<void> {
    const watched = this.#of(place);
    const { watch, waiting } = watched;
    if (watch.end > from || signal.aborted || this.#closing.signal.aborted) return;
    const waiter = Symbol('waiter');
    waiting.set(waiter, from);
    this.#polling ??= this.#poll();
    await watch.waitFor(from, signal);
    waiting.delete(waiter);
    if (watched.isCutOff && !signal.aborted) throw cutOff(place);
  }

  /** Known by another way: this process wrote there, or read there. */
  grown(place: TopicPlace, end: number): void {
    this.#of(place).watch.advance(end);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const { watch } of this.#watched.values()) watch.wakeAll();
    await this.#polling;
  }

  #of(place: TopicPlace): Watched {
    const name = `${place.topic}/${place.partition}`;
    const known = this.#watched.get(name) ?? { place, watch: new EndWatch(0), waiting: new Map(), isCutOff: false };
    this.#watched.set(name, known);
    return known;
  }

  async #poll(): Promise<void> {
    for (;;) {
      const wanted = [...this.#watched.values()].filter(({ waiting }) => waiting.size > 0);
      if (this.#closing.signal.aborted || wanted.length === 0) break;
      await this.#ask(wanted);
    }
    this.#polling = null;
  }

  async #ask(wanted: readonly Watched[]): Promise<void> {
    const wishes = wanted.map(({ place, waiting }) => ({ ...place, offset: Math.min(...waiting.values()) }));
    try {
      for (const found of await this.#seat.link.fetch(wishes, { maxWaitMs, maxBytes })) {
        const from =
          wishes.find(({ topic, partition }) => topic === found.topic && partition === found.partition)?.offset ?? 0;
        this.#seat.onFound(from, found);
        this.grown(found, found.end);
      }
    } catch {
      await this.#askSingly(wishes);
    }
  }

  /** One partition that cannot be read where it was asked for holds up no other; whoever reads it hears why. */
  async #askSingly(wishes: readonly (TopicPlace & { offset: number })[]): Promise<void> {
    let woken = 0;
    for (const wish of wishes) {
      const end = await this.#seat.link.offsetAt(wish, 'end').catch(() => null);
      const watched = this.#of(wish);
      if (end === null || (end <= wish.offset && watched.watch.end <= end)) continue;
      watched.isCutOff ||= end < watched.watch.end;
      if (watched.isCutOff) watched.watch.wakeAll();
      else watched.watch.advance(end);
      woken += 1;
    }
    if (woken === 0) await pause(afterFailureMs, this.#closing.signal);
  }
}

function cutOff({ topic, partition }: TopicPlace): AdapterError {
  const text = `${topic}, partition ${partition}, ends before where it already was: it was made anew, or lost records`;
  return new AdapterError('log-cut-off', text, { at: topic });
}
