// A ticketing system that is only imagined: every operation is done at once, nothing is sent, and each ticket has a number.
import type { FindOutcome, SinkCall, SinkCapabilities, SinkOutcome, TicketSink } from '../sink.ts';

/** Beside a real system's key; ten characters are enough to tell tickets apart. */
const shownLength = 10;

export class WouldBeSink implements TicketSink {
  readonly capabilities: SinkCapabilities = {
    quarantineMs: 5_000,
    limits: { concurrency: 64 },
  };

  find(key: string): Promise<FindOutcome> {
    return Promise.resolve({ outcome: 'found', tickets: [{ ticket: nameOf(key), url: null }] });
  }

  create(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }

  update(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }

  escalate(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }

  resolve(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }

  reopen(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }

  merge(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }

  link(call: SinkCall): Promise<SinkOutcome> {
    return done(call);
  }
}

function nameOf(key: string): string {
  return `would-be-${key.slice(0, shownLength)}`;
}

function done({ operation }: SinkCall): Promise<SinkOutcome> {
  return Promise.resolve({ outcome: 'done', ticket: { ticket: nameOf(operation.key), url: null } });
}
