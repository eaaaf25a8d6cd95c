// What people did with problem records in GLPI: how each stands.
import { z } from 'zod';
import { instantOf } from '../../../domain/zoned-time.ts';
import type { ReadOutcome, SeenTicket, TicketReader, TicketStanding } from '../../reader.ts';
import { seenRecord } from '../reading/seen-ticket.ts';
import { keyInTitle } from '../text/marks.ts';
import { misread, stoppedBy, unknown } from '../steps/step.ts';
import { TicketAnswer } from './glpi-answers.ts';
import type { GlpiConfig } from './glpi-config.ts';
import type { GlpiSession } from './glpi-session.ts';
import type { GlpiSteps } from './glpi-steps.ts';

/** A problem's own states (GLPI, Problem.php): 7 is accepted, 8 under observation. */
const standings: Readonly<Record<number, TicketStanding>> = {
  ...{ 1: 'new', 2: 'in-progress', 3: 'in-progress', 4: 'pending' },
  ...{ 5: 'resolved', 6: 'closed', 7: 'in-progress', 8: 'pending' },
};

const ProblemAnswer = TicketAnswer.extend({ name: z.string().max(1_000), date_mod: z.string().max(40) });
type ProblemAnswer = z.infer<typeof ProblemAnswer>;

export class GlpiProblemReader implements Pick<TicketReader, 'readTickets'> {
  readonly #session: GlpiSession;
  readonly #zone: string;
  readonly #steps: Pick<GlpiSteps, 'refOf'>;

  constructor(session: GlpiSession, config: GlpiConfig, steps: Pick<GlpiSteps, 'refOf'>) {
    this.#session = session;
    this.#zone = config.timezone;
    this.#steps = steps;
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const tickets: SeenTicket[] = [];
    for (const id of ids) {
      const reply = await this.#session.ask({ method: 'GET', path: `Problem/${id}?get_hateoas=false` });
      const isGone = reply.kind === 'refused' && reply.status === 404;
      if (reply.kind !== 'ok' && !isGone) return unknown(stoppedBy(reply, 'read problem'));
      const answer = reply.kind === 'ok' ? ProblemAnswer.safeParse(reply.json) : null;
      if (answer?.success === false) return unknown(misread('glpi', 'read problem'));
      tickets.push(this.#seen(id, answer?.data ?? null));
    }
    return { outcome: 'read', tickets, cursor: 'by-id', more: false };
  }

  #seen(ticket: string, now: ProblemAnswer | null): SeenTicket {
    const isGone = now === null || now.is_deleted === 1;
    return seenRecord({
      ticket,
      url: this.#steps.refOf(ticket).url,
      key: now === null ? null : keyInTitle(now.name),
      title: now?.name ?? '',
      standing: isGone ? 'deleted' : (standings[now.status] ?? 'in-progress'),
      changedAt: now === null ? 0 : this.#instant(now.date_mod),
    });
  }

  /** GLPI's local time, zone unnamed. */
  #instant(time: string): number {
    const asUtc = Date.parse(`${time.replace(' ', 'T')}Z`);
    return Number.isNaN(asUtc) ? 0 : instantOf(asUtc, this.#zone);
  }
}
