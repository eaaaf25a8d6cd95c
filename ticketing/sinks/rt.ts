// Request Tracker 5 by REST 2.0: ticket, comments and correspondence; the key stands in a custom field, or in the subject.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkKind } from '../sink-kind.ts';
import type { SystemDoor } from './http/system-door.ts';
import { RtConfig } from './rt/rt-config.ts';
import { openRtDoor } from './rt/rt-door.ts';
import { RtProbe } from './rt/rt-probe.ts';
import { RtQueues } from './rt/rt-queues.ts';
import { RtReader } from './rt/rt-reader.ts';
import { RtSteps } from './rt/rt-steps.ts';
import { rtTextBytes } from './rt/rt-text.ts';
import type { RtNow } from './rt/rt-tickets.ts';
import { SteppedSink } from './steps/stepped-sink.ts';

export class Rt extends SteppedSink<RtNow> {
  readonly reader: RtReader;
  readonly probe: RtProbe;
  readonly #door: SystemDoor;

  constructor(config: RtConfig, clock: Pick<Clock, 'now'>) {
    const door = openRtDoor(config, clock);
    const queues = new RtQueues(door, config);
    super(new RtSteps(door, config, queues), {
      // Plain SQL: no search lag (ticketing-apis, §7).
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      keyPlace: 'field',
      limits: { concurrency: config.concurrency, titleLength: 200, textBytes: rtTextBytes },
    });
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
  secrets: ['token'],
  schema: RtConfig,
  open: (config, { clock }) => {
    const sink = new Rt(config, clock);
    return Promise.resolve({ sink, reader: sink.reader, probe: sink.probe, stop: () => sink.stop() });
  },
};
