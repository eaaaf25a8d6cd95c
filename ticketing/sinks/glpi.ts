// GLPI 10 by its REST API: ticket, follow-ups and solution; the key stands in the title, whole in the body.
import type { SinkKind } from '../sink-kind.ts';
import type { TicketAnswer } from './glpi/glpi-answers.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { GlpiSession } from './glpi/glpi-session.ts';
import { GlpiSteps } from './glpi/glpi-steps.ts';
import { SteppedSink } from './steps/stepped-sink.ts';

export class Glpi extends SteppedSink<TicketAnswer> {
  readonly #session: GlpiSession;

  constructor(config: GlpiConfig) {
    const session = new GlpiSession(config);
    super(new GlpiSteps(session, config), {
      // Plain SQL: no search lag (ticketing-apis, "Find by key").
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      keyPlace: 'title',
      limits: { concurrency: config.concurrency, titleLength: 255, textBytes: 1_000_000 },
    });
    this.#session = session;
  }

  stop(): Promise<void> {
    return this.#session.close();
  }
}

export const glpiKind: SinkKind<GlpiConfig> = {
  type: 'glpi',
  secrets: ['appToken', 'userToken'],
  schema: GlpiConfig,
  open: (config) => {
    const sink = new Glpi(config);
    return Promise.resolve({ sink, reader: null, probe: null, stop: () => sink.stop() });
  },
};
