// Freshservice by its API v2: ticket, notes, resolution notes, major incidents; a tag carries the key.
import type { Clock } from '../../domain/ports/clock.ts';
import type { ProblemRecords, SinkKind } from '../sink-kind.ts';
import type { SinkCapabilities } from '../sink.ts';
import type { FreshTicket } from './freshservice/freshservice-answers.ts';
import { FreshserviceConfig } from './freshservice/freshservice-config.ts';
import { openFreshserviceDoor } from './freshservice/freshservice-door.ts';
import { FreshserviceProbe } from './freshservice/freshservice-probe.ts';
import { FreshserviceProblemProbe } from './freshservice/freshservice-problem-probe.ts';
import { FreshserviceProblemReader } from './freshservice/freshservice-problem-reader.ts';
import { FreshserviceProblemSteps } from './freshservice/freshservice-problem-steps.ts';
import { FreshserviceReader } from './freshservice/freshservice-reader.ts';
import { FreshserviceSteps } from './freshservice/freshservice-steps.ts';
import type { SystemDoor } from './http/system-door.ts';
import { ByIdReader } from './reading/by-id-reader.ts';
import { LinkingSink } from './steps/linking-sink.ts';
import { SteppedSink } from './steps/stepped-sink.ts';
import { wholeSystem } from './steps/whole-system.ts';

export class Freshservice extends SteppedSink<FreshTicket> {
  readonly reader: FreshserviceReader;
  readonly probe: FreshserviceProbe;
  readonly problems?: ProblemRecords;
  readonly #door: SystemDoor;

  constructor(config: FreshserviceConfig, clock: Pick<Clock, 'now'>) {
    const door = openFreshserviceDoor(config, clock);
    const steps = new FreshserviceSteps(door, config);
    const capabilities: SinkCapabilities = {
      quarantineMs: config.timeoutMs + config.serverMaxMs + config.searchLagMs,
      limits: { concurrency: config.concurrency },
    };
    super(steps, capabilities);
    if (config.problems !== undefined) {
      const records = new FreshserviceProblemSteps(door, config);
      const sink = new LinkingSink(records, capabilities, (key) => steps.find(key));
      const reader = new ByIdReader(new FreshserviceProblemReader(records, clock));
      this.problems = { sink, reader, probe: new FreshserviceProblemProbe(door) };
    }
    this.reader = new FreshserviceReader(door, config, clock);
    this.probe = new FreshserviceProbe(door, config);
    this.#door = door;
  }

  stop(): Promise<void> {
    return this.#door.close();
  }
}

export const freshserviceKind: SinkKind<FreshserviceConfig> = {
  type: 'freshservice',
  secrets: ['apiKey'],
  schema: FreshserviceConfig,
  isRead: true,
  keepsProblems: ({ problems }) => problems !== undefined,
  open: (config, { clock }) => Promise.resolve(wholeSystem(new Freshservice(config, clock))),
};
