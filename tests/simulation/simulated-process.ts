// One life of a Vigie in a simulation: the real stages, the real delivery, and a door, on an outside that may end it.
import { controlledStages } from './controlled-stages.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { LogRecord } from '../../domain/record.ts';
import { StageRunner } from '../../runtime/stage-runner.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import type { Life } from './virtual-scheduler.ts';
import { sinkName, tenant } from './site.ts';
import type { World } from './world.ts';

export interface ProcessParts {
  readonly world: World;
  readonly life: Life;
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly sink: TicketSink;
  /** It can't go on: why. */
  readonly onEnd: (why: unknown) => void;
}

export class SimulatedProcess {
  readonly life: Life;
  readonly #parts: ProcessParts;
  delivery: Delivery | null = null;
  runners: StageRunner[] = [];
  #isOpen = false;

  constructor(parts: ProcessParts) {
    this.#parts = parts;
    this.life = parts.life;
    this.#run().catch((why: unknown) => parts.onEnd(why));
  }

  /** Null: nobody is there to answer. */
  door(): ((record: LogRecord) => Promise<unknown>) | null {
    if (!this.#isOpen || this.life.dead || this.life.frozen) return null;
    return (record) => this.#parts.log.append('events', [record]);
  }

  async #run(): Promise<void> {
    const { world, log, store, clock, sink } = this.#parts;
    const controls = await SiteControls.open(log, tenant);
    this.delivery = await Delivery.open({ log, store, clock, sinks: new Map([[sinkName, sink]]) });
    const delivering = this.delivery.run(new AbortController().signal);
    delivering.catch(() => undefined);
    for (const stage of controlledStages(controls)) {
      this.runners.push(await StageRunner.start({ ...stage, log, store, clock, controls: controls.bodies }));
    }
    await controls.announce({ kind: 'policy', body: world.policy }, clock.now());
    await controls.announce({ kind: 'cmdb', body: world.cmdb }, clock.now());
    this.#isOpen = true;
    await Promise.race([delivering, ...this.runners.map(({ done }) => done)]);
  }
}
