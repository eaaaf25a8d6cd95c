// Freshservice by its API v2: ticket, notes, resolution notes, major incidents; a tag carries the key.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkKind } from '../sink-kind.ts';
import type { FreshTicket } from './freshservice/freshservice-answers.ts';
import { FreshserviceConfig } from './freshservice/freshservice-config.ts';
import { openFreshserviceDoor } from './freshservice/freshservice-door.ts';
import { freshTextBytes } from './freshservice/freshservice-fields.ts';
import { FreshserviceProbe } from './freshservice/freshservice-probe.ts';
import { FreshserviceReader } from './freshservice/freshservice-reader.ts';
import { FreshserviceSteps } from './freshservice/freshservice-steps.ts';
import type { SystemDoor } from './http/system-door.ts';
import { SteppedSink } from './steps/stepped-sink.ts';

export class Freshservice extends SteppedSink<FreshTicket> {
  readonly reader: FreshserviceReader;
  readonly probe: FreshserviceProbe;
  readonly #door: SystemDoor;

  constructor(config: FreshserviceConfig, clock: Pick<Clock, 'now'>) {
    const door = openFreshserviceDoor(config, clock);
    super(new FreshserviceSteps(door, config), {
      quarantineMs: config.timeoutMs + config.serverMaxMs + config.searchLagMs,
      keyPlace: 'label',
      limits: { concurrency: config.concurrency, titleLength: 250, textBytes: freshTextBytes },
    });
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
  isRead: true,
  secrets: ['apiKey'],
  schema: FreshserviceConfig,
  open: (config, { clock }) => {
    const sink = new Freshservice(config, clock);
    return Promise.resolve({ sink, reader: sink.reader, probe: sink.probe, stop: () => sink.stop() });
  },
};
