// Request Tracker 5 by REST 2.0: ticket, comments and correspondence; the key stands in a custom field, or in the subject.
import type { Clock } from '../../domain/ports/clock.ts';
import type { ProblemRecords, SinkKind } from '../sink-kind.ts';
import type { SinkCapabilities } from '../sink.ts';
import type { SystemDoor } from './http/system-door.ts';
import { RtConfig } from './rt/rt-config.ts';
import { openRtDoor } from './rt/rt-door.ts';
import { RtProbe } from './rt/rt-probe.ts';
import { RtQueues } from './rt/rt-queues.ts';
import { RtReader } from './rt/rt-reader.ts';
import { RtSteps } from './rt/rt-steps.ts';
import type { RtNow } from './rt/rt-tickets.ts';
import { ByIdReader } from './reading/by-id-reader.ts';
import { LinkingSink } from './steps/linking-sink.ts';
import { SteppedSink } from './steps/stepped-sink.ts';
import { wholeSystem } from './steps/whole-system.ts';

export class Rt extends SteppedSink<RtNow> {
  readonly reader: RtReader;
  readonly probe: RtProbe;
  readonly problems?: ProblemRecords;
  readonly #door: SystemDoor;

  constructor(config: RtConfig, clock: Pick<Clock, 'now'>) {
    const door = openRtDoor(config, clock);
    const queues = new RtQueues(door, config);
    const steps = new RtSteps(door, config, queues);
    const capabilities: SinkCapabilities = {
      // Plain SQL: no search lag (ticketing-apis, §7).
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      limits: { concurrency: config.concurrency },
    };
    super(steps, capabilities);
    if (config.problemQueue !== undefined) {
      // RT knows no problems: a ticket in a queue of their own that refers to its incidents' tickets.
      const elsewhere = { ...config, queue: config.problemQueue, queues: {} };
      const home = new RtQueues(door, elsewhere);
      const sink = new LinkingSink(new RtSteps(door, elsewhere, home), capabilities, (key) => steps.find(key));
      const reader = new RtReader({ door, config: elsewhere, queues: home, clock });
      this.problems = { sink, reader: new ByIdReader(reader), probe: new RtProbe(door, elsewhere, home) };
    }
    this.reader = new RtReader({ door, config, queues, clock });
    this.probe = new RtProbe(door, config, queues);
    this.#door = door;
  }

  stop(): Promise<void> {
    return this.#door.close();
  }
}

export const rtKind: SinkKind<RtConfig> = {
  type: 'rt',
  isRead: true,
  secrets: ['token'],
  schema: RtConfig,
  keepsProblems: ({ problemQueue }) => problemQueue !== undefined,
  open: (config, { clock }) => Promise.resolve(wholeSystem(new Rt(config, clock))),
};
