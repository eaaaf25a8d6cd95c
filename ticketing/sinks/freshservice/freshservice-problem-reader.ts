// How problem records in Freshservice stand.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ReadOutcome, SeenTicket, TicketReader, TicketStanding } from '../../reader.ts';
import { missingTicket, seenRecord } from '../reading/seen-ticket.ts';
import { unknown } from '../steps/step.ts';
import { keyInTitle } from '../text/marks.ts';
import type { FreshserviceProblemSteps } from './freshservice-problem-steps.ts';

/** Open, change requested, closed. */
const standings: Readonly<Record<number, TicketStanding>> = { 1: 'new', 2: 'in-progress', 3: 'closed' };

export class FreshserviceProblemReader implements Pick<TicketReader, 'readTickets'> {
  readonly #steps: Pick<FreshserviceProblemSteps, 'look' | 'isId' | 'refOf'>;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(steps: Pick<FreshserviceProblemSteps, 'look' | 'isId' | 'refOf'>, clock: Pick<Clock, 'now'>) {
    this.#steps = steps;
    this.#clock = clock;
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const tickets: SeenTicket[] = [];
    for (const id of ids.slice(0, 100)) {
      const looked = this.#steps.isId(id) ? await this.#steps.look(id) : null;
      if (looked === null || ('stopped' in looked && looked.stopped.outcome === 'refused'))
        tickets.push(missingTicket(id, this.#clock.now()));
      else if ('stopped' in looked) return unknown(looked.stopped);
      else {
        const { subject: title, status, updated_at: changedAt } = looked.now;
        const standing = standings[status] ?? 'in-progress';
        const { url } = this.#steps.refOf(id);
        tickets.push(seenRecord({ ticket: id, url, key: keyInTitle(title), title, standing, changedAt }));
      }
    }
    return { outcome: 'read', tickets, cursor: 'by-id', more: false };
  }
}
