// GLPI by its REST API v1: ticket, follow-ups and solution; the key stands in the title, whole in the body. By API v2: glpi-v2/.
import { z } from 'zod';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ProblemRecords, SinkKind } from '../sink-kind.ts';
import type { SinkCapabilities } from '../sink.ts';
import type { TicketAnswer } from './glpi/glpi-answers.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { GlpiProbe } from './glpi/glpi-probe.ts';
import { GlpiProblemProbe } from './glpi/glpi-problem-probe.ts';
import { GlpiProblemReader } from './glpi/glpi-problem-reader.ts';
import { GlpiReader } from './glpi/glpi-reader.ts';
import { GlpiSession } from './glpi/glpi-session.ts';
import { GlpiSteps } from './glpi/glpi-steps.ts';
import { GlpiV2Config } from './glpi-v2/glpi-v2-config.ts';
import { GlpiV2 } from './glpi-v2/glpi-v2.ts';
import { ByIdReader } from './reading/by-id-reader.ts';
import { LinkingSink } from './steps/linking-sink.ts';
import { SteppedSink } from './steps/stepped-sink.ts';
import { wholeSystem } from './steps/whole-system.ts';

function capabilitiesOf(config: GlpiConfig): SinkCapabilities {
  return {
    // Plain SQL: no search lag (ticketing-apis, "Find by key").
    quarantineMs: config.timeoutMs + config.serverMaxMs,
    limits: { concurrency: config.concurrency },
  };
}

export class Glpi extends SteppedSink<TicketAnswer> {
  readonly reader: GlpiReader;
  readonly probe: GlpiProbe;
  readonly problems?: ProblemRecords;
  readonly #session: GlpiSession;

  constructor(config: GlpiConfig, clock: Pick<Clock, 'now'>) {
    const session = new GlpiSession(config, clock);
    const steps = new GlpiSteps(session, config, { clock });
    const capabilities = capabilitiesOf(config);
    super(steps, capabilities);
    this.#session = session;
    if (config.problems) {
      const records = new GlpiSteps(session, config, { clock, record: 'Problem' });
      const sink = new LinkingSink(records, capabilities, (key) => steps.find(key));
      const reader = new ByIdReader(new GlpiProblemReader(session, config, records));
      this.problems = { sink, reader, probe: new GlpiProblemProbe(session) };
    }
    this.reader = new GlpiReader(session, config, (ticket) => steps.refOf(ticket).url);
    this.probe = new GlpiProbe(session, config);
  }

  stop(): Promise<void> {
    return this.#session.close();
  }
}

/** v1 where nothing else is said. */
const GlpiSinkConfig = z.discriminatedUnion('api', [GlpiConfig, GlpiV2Config]);
type GlpiSinkConfig = z.infer<typeof GlpiSinkConfig>;

export const glpiKind: SinkKind<GlpiSinkConfig> = {
  type: 'glpi',
  isRead: true,
  secrets: ['appToken', 'userToken', 'clientSecret', 'password'],
  schema: GlpiSinkConfig,
  keepsProblems: (config) => config.api !== 'v2' && config.problems,
  open: (config, { clock }) =>
    Promise.resolve(wholeSystem(config.api === 'v2' ? new GlpiV2(config, clock) : new Glpi(config, clock))),
};
