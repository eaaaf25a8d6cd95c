// iTop by its REST/JSON service: ticket, logs and stimuli; the key in a field of the site's, else in the title.
import type { SinkKind, SinkSurroundings } from '../sink-kind.ts';
import type { ItopTicket } from './itop/itop-answers.ts';
import { ItopCis } from './itop/itop-cis.ts';
import { ItopConfig } from './itop/itop-config.ts';
import { ItopDoor } from './itop/itop-door.ts';
import { ItopProbe } from './itop/itop-probe.ts';
import { ItopReader } from './itop/itop-reader.ts';
import { ItopSteps } from './itop/itop-steps.ts';
import { SteppedSink } from './steps/stepped-sink.ts';

export class Itop extends SteppedSink<ItopTicket> {
  readonly #door: ItopDoor;

  constructor(config: ItopConfig, { clock }: Pick<SinkSurroundings, 'clock'>) {
    const door = new ItopDoor(config, clock);
    super(new ItopSteps(config, door, new ItopCis(config, door, clock)), {
      // Plain SQL: no search lag (ticketing-apis, section 2).
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      keyPlace: config.keyField === undefined ? 'title' : 'field',
      limits: { concurrency: config.concurrency, titleLength: 255, textBytes: 60_000 },
    });
    this.#door = door;
  }

  get door(): ItopDoor {
    return this.#door;
  }

  stop(): Promise<void> {
    return this.#door.close();
  }
}

export const itopKind: SinkKind<ItopConfig> = {
  type: 'itop',
  isRead: true,
  secrets: ['password', 'token'],
  schema: ItopConfig,
  open: (config, surroundings) => {
    const sink = new Itop(config, surroundings);
    return Promise.resolve({
      sink,
      reader: new ItopReader(config, sink.door, surroundings.clock),
      probe: new ItopProbe(config, sink.door),
      stop: () => sink.stop(),
    });
  },
};
