// A sink of problem records: what every stepped sink does, and ties incidents' tickets to a problem.
import type { FindOutcome, SinkCall, SinkCapabilities, SinkOutcome } from '../../sink.ts';
import { SteppedSink } from './stepped-sink.ts';
import type { TicketSteps } from './stepped-sink.ts';

/** `find` of the tickets' own sink. */
export type FindTicket = (key: string) => Promise<FindOutcome>;

export class LinkingSink<Now> extends SteppedSink<Now> {
  readonly #findTicket: FindTicket;

  constructor(steps: TicketSteps<Now>, capabilities: SinkCapabilities, findTicket: FindTicket) {
    super(steps, capabilities);
    this.#findTicket = findTicket;
  }

  link(call: SinkCall): Promise<SinkOutcome> {
    return this.tie(call);
  }

  findTicket(key: string): Promise<FindOutcome> {
    return this.#findTicket(key);
  }
}
