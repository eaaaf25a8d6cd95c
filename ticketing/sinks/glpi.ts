// GLPI 10 by its REST API: ticket, follow-ups and solution; the key stands in the title, whole in the body.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkKind } from '../sink-kind.ts';
import type { TicketAnswer } from './glpi/glpi-answers.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { GlpiProbe } from './glpi/glpi-probe.ts';
import { GlpiReader } from './glpi/glpi-reader.ts';
import { GlpiSession } from './glpi/glpi-session.ts';
import { glpiTextBytes } from './glpi/glpi-text.ts';
import { GlpiSteps } from './glpi/glpi-steps.ts';
import { SteppedSink } from './steps/stepped-sink.ts';

export class Glpi extends SteppedSink<TicketAnswer> {
  readonly reader: GlpiReader;
  readonly probe: GlpiProbe;
  readonly #session: GlpiSession;

  constructor(config: GlpiConfig, clock: Pick<Clock, 'now'>) {
    const session = new GlpiSession(config, clock);
    const steps = new GlpiSteps(session, config, clock);
    super(steps, {
      // Plain SQL: no search lag (ticketing-apis, "Find by key").
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      keyPlace: 'title',
      limits: { concurrency: config.concurrency, titleLength: 255, textBytes: glpiTextBytes },
    });
    this.#session = session;
    this.reader = new GlpiReader(session, config, (ticket) => steps.refOf(ticket).url);
    this.probe = new GlpiProbe(session, config);
  }

  stop(): Promise<void> {
    return this.#session.close();
  }
}

export const glpiKind: SinkKind<GlpiConfig> = {
  type: 'glpi',
  secrets: ['appToken', 'userToken'],
  schema: GlpiConfig,
  open: (config, { clock }) => {
    const sink = new Glpi(config, clock);
    return Promise.resolve({ sink, reader: sink.reader, probe: sink.probe, stop: () => sink.stop() });
  },
};
