// GLPI 11 by its High-Level API v2: ticket, follow-ups and solution; the external id carries the key. Unproven: never run against one.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { SinkCall, SinkOutcome } from '../../sink.ts';
import { SteppedSink } from '../steps/stepped-sink.ts';
import type { V2Ticket } from './glpi-v2-answers.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';
import { GlpiV2Door } from './glpi-v2-door.ts';
import { GlpiV2Probe } from './glpi-v2-probe.ts';
import { GlpiV2Reader } from './glpi-v2-reader.ts';
import { GlpiV2Steps } from './glpi-v2-steps.ts';

export class GlpiV2 extends SteppedSink<V2Ticket> {
  readonly reader: GlpiV2Reader;
  readonly probe: GlpiV2Probe;
  readonly #door: GlpiV2Door;
  readonly #ticketSteps: GlpiV2Steps;

  constructor(config: GlpiV2Config, clock: Pick<Clock, 'now'>) {
    const door = new GlpiV2Door(config, clock);
    const steps = new GlpiV2Steps(door, config);
    super(steps, {
      // Plain SQL, as by API v1: no search lag.
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      limits: { concurrency: config.concurrency },
    });
    this.#door = door;
    this.#ticketSteps = steps;
    this.reader = new GlpiV2Reader(door, config, steps, clock);
    this.probe = new GlpiV2Probe(door, config);
  }

  /** A create leaves out what v2 takes by calls of their own: they come after it, and again where it is tried again. */
  override async create(call: SinkCall): Promise<SinkOutcome> {
    const created = await super.create(call);
    if (created.outcome !== 'done') return created;
    const stopped = await this.#ticketSteps.complete(created.ticket.ticket, call.operation);
    if (stopped?.outcome === 'failed') return { ...stopped, ticket: created.ticket };
    return stopped?.outcome === 'in-doubt' ? stopped : created;
  }

  stop(): Promise<void> {
    return this.#door.close();
  }
}
