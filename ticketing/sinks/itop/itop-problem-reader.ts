// How problem records in iTop stand.
import { z } from 'zod';
import type { ReadOutcome, SeenTicket, TicketReader } from '../../reader.ts';
import { missingTicket, seenRecord } from '../reading/seen-ticket.ts';
import { misread, unknown } from '../steps/step.ts';
import { keyInTitle } from '../text/marks.ts';
import { readServerTime } from '../text/server-time.ts';
import { Changed } from './itop-answers.ts';
import { standingOf } from './itop-config.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopDoor } from './itop-door.ts';
import { isItopRef } from './itop-keys.ts';
import { halted } from './itop-stops.ts';

const SeenProblem = Changed.extend({ title: z.string().max(1_000), status: z.string().max(100) });
const fields = Object.keys(SeenProblem.shape).join(',');
/** Of the port. */
const perCall = 100;

export class ItopProblemReader implements Pick<TicketReader, 'readTickets'> {
  readonly #config: ItopConfig;
  readonly #door: ItopDoor;
  readonly #pageOf: (problem: string) => string | null;

  constructor(config: ItopConfig, door: ItopDoor, pageOf: (problem: string) => string | null) {
    this.#config = config;
    this.#door = door;
    this.#pageOf = pageOf;
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const asked = ids.slice(0, perCall);
    const wanted = asked.filter(isItopRef);
    const key = `SELECT Problem WHERE ref IN (${wanted.map((id) => `'${id}'`).join(',')})`;
    const reply =
      wanted.length === 0
        ? null
        : await this.#door.ask({ operation: 'core/get', class: 'Problem', key, output_fields: fields });
    if (reply !== null && reply.kind !== 'ok') return unknown(halted(reply, 'read problems'));
    const rows = (reply?.objects ?? []).map((object) => this.#seen(object.fields));
    if (rows.includes(null)) return unknown(misread('itop', 'read problems'));
    const found = new Map(rows.flatMap((row) => (row === null ? [] : [[row.ticket, row] as const])));
    const tickets = asked.map((id) => found.get(id) ?? missingTicket(id, 0));
    return { outcome: 'read', tickets, cursor: 'by-id', more: false };
  }

  #seen(told: unknown): SeenTicket | null {
    const read = SeenProblem.safeParse(told);
    const changedAt = read.success ? readServerTime(read.data.last_update, this.#config.timezone) : null;
    if (!read.success || changedAt === null) return null;
    const { ref, title, status } = read.data;
    const standing = standingOf(this.#config, status);
    return seenRecord({ ticket: ref, url: this.#pageOf(ref), key: keyInTitle(title), title, standing, changedAt });
  }
}
