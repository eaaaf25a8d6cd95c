// Any ticketing system as it is on a bad day: creates are done and their answers lost, searches see late what is new.
import type { FindOutcome, SinkCapabilities, SinkCall, SinkOutcome, TicketSink } from '../../ticketing/sink.ts';

export interface BadDay {
  readonly now: () => number;
  /** Drawn per ticket. */
  readonly searchLagMs: () => number;
  readonly longestLagMs: number;
  /** Whether the answer to this create is lost. */
  readonly loses: () => boolean;
  /** Makes the system drop the next answer that matters; null: the answer is lost here. */
  readonly drop: (() => void) | null;
}

export class DoubtfulSink implements TicketSink {
  readonly capabilities: SinkCapabilities;
  readonly #sink: TicketSink;
  readonly #day: BadDay;
  /** Key → when a search sees its ticket. */
  readonly #seenFrom = new Map<string, number>();
  inDoubt = 0;

  constructor(sink: TicketSink, day: BadDay) {
    this.#sink = sink;
    this.#day = day;
    const { capabilities } = sink;
    this.capabilities = { ...capabilities, quarantineMs: capabilities.quarantineMs + day.longestLagMs };
  }

  async find(key: string): Promise<FindOutcome> {
    const from = this.#seenFrom.get(key);
    if (from !== undefined && this.#day.now() < from) return { outcome: 'found', tickets: [] };
    return this.#sink.find(key);
  }

  async create(call: SinkCall): Promise<SinkOutcome> {
    const isFirst = call.ticket === null;
    const loses = isFirst && this.#day.loses();
    if (isFirst) this.#seenFrom.set(call.operation.key, this.#day.now() + this.#day.searchLagMs());
    if (loses) this.#day.drop?.();
    const outcome = await this.#sink.create(call);
    const told: SinkOutcome = loses && this.#day.drop === null ? lost : outcome;
    if (told.outcome === 'in-doubt') this.inDoubt += 1;
    return told;
  }

  update(call: SinkCall): Promise<SinkOutcome> {
    return this.#sink.update(call);
  }

  escalate(call: SinkCall): Promise<SinkOutcome> {
    return this.#sink.escalate(call);
  }

  resolve(call: SinkCall): Promise<SinkOutcome> {
    return this.#sink.resolve(call);
  }

  reopen(call: SinkCall): Promise<SinkOutcome> {
    return this.#sink.reopen(call);
  }

  merge(call: SinkCall): Promise<SinkOutcome> {
    return this.#sink.merge(call);
  }
}

const lost: SinkOutcome = { outcome: 'in-doubt', code: 'lost', message: 'the answer was lost' };
