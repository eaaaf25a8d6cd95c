// A sink that brings its own reader, probe and problem records, as the port of ticketing systems has them.
import type { SinkProbe } from '../../probe.ts';
import type { TicketReader } from '../../reader.ts';
import type { ProblemRecords, TicketSystem } from '../../sink-kind.ts';
import type { TicketSink } from '../../sink.ts';

export interface WholeSink extends TicketSink {
  readonly reader: TicketReader;
  readonly probe: SinkProbe;
  readonly problems?: ProblemRecords;
  /** Lets connections and sessions go. */
  stop(): Promise<void>;
}

export function wholeSystem(sink: WholeSink): TicketSystem {
  const { reader, probe, problems } = sink;
  return { sink, reader, probe, ...(problems === undefined ? {} : { problems }), stop: () => sink.stop() };
}
