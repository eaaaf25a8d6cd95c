// Znuny (OTRS) by its generic interface: ticket and articles; the key in a dynamic field.
import type { SinkKind, SinkSurroundings } from '../sink-kind.ts';
import { SteppedSink } from './steps/stepped-sink.ts';
import { wholeSystem } from './steps/whole-system.ts';
import type { ZnunyTicket } from './znuny/znuny-answers.ts';
import { ZnunyConfig } from './znuny/znuny-config.ts';
import { ZnunyProbe } from './znuny/znuny-probe.ts';
import { ZnunyReader } from './znuny/znuny-reader.ts';
import { ZnunySession } from './znuny/znuny-session.ts';
import { ZnunySteps } from './znuny/znuny-steps.ts';
import { ZnunyTickets } from './znuny/znuny-tickets.ts';

export class Znuny extends SteppedSink<ZnunyTicket> {
  readonly reader: ZnunyReader;
  readonly probe: ZnunyProbe;
  readonly #session: ZnunySession;

  constructor(config: ZnunyConfig, { clock }: Pick<SinkSurroundings, 'clock'>) {
    const session = new ZnunySession(config, clock);
    const tickets = new ZnunyTickets(config, session);
    super(new ZnunySteps(config, session, tickets), {
      // Plain SQL: no search lag (ticketing-apis, section 3).
      quarantineMs: config.timeoutMs + config.serverMaxMs,
      limits: { concurrency: config.concurrency },
    });
    this.reader = new ZnunyReader(config, tickets, clock);
    this.probe = new ZnunyProbe(config, session, tickets);
    this.#session = session;
  }

  stop(): Promise<void> {
    return this.#session.close();
  }
}

export const znunyKind: SinkKind<ZnunyConfig> = {
  type: 'znuny',
  isRead: true,
  secrets: ['password'],
  schema: ZnunyConfig,
  open: (config, surroundings) => Promise.resolve(wholeSystem(new Znuny(config, surroundings))),
};
