// Reads what people did in iTop: tickets changed since a time of the server's wall clock, and their logs.
import { zoneOffsetMs } from '../../../domain/zoned-time.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ReadOutcome, SeenTicket, TicketReader } from '../../reader.ts';
import { overlapMs, SeenChanges } from '../reading/seen-changes.ts';
import { missingTicket } from '../reading/seen-ticket.ts';
import { misread, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { readServerTime, serverTime } from '../text/server-time.ts';
import { Changed, ref } from './itop-answers.ts';
import type { ItopClass, ItopConfig } from './itop-config.ts';
import type { ItopDoor, ItopObject } from './itop-door.ts';
import { seenFields, seenTicket } from './itop-seen.ts';
import { halted } from './itop-stops.ts';

/** Of the port. */
const perCall = 100;
/** Rows of three small fields: 200 kB. */
const perList = 1_000;
/** A ticket may hold 64 kB of description and long logs; an answer 4 MB. */
const perQuestion = 10;
const hourMs = 3_600_000;

interface ChangedRow {
  readonly id: string;
  readonly at: number;
  readonly class: ItopClass;
}

interface Span {
  /** With what may have been committed late. */
  readonly from: number;
  readonly since: number;
  readonly now: number;
}

interface Listed {
  readonly rows: readonly ChangedRow[];
  /** Only so far, since more would not fit on a page. */
  readonly until: number | null;
}

export class ItopReader implements TicketReader {
  readonly #config: ItopConfig;
  readonly #door: ItopDoor;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #changes = new SeenChanges();
  readonly #classes: readonly ItopClass[];

  constructor(config: ItopConfig, door: ItopDoor, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#door = door;
    this.#clock = clock;
    this.#classes = config.watch ?? [config.class];
  }

  /** The cursor is an instant, epoch ms. */
  async readSince(cursor: string | null): Promise<ReadOutcome> {
    const now = this.#clock.now();
    if (cursor === null) return { outcome: 'read', tickets: [], cursor: String(now), more: false };
    if (!/^\d{1,15}$/.test(cursor))
      return { outcome: 'unknown', code: 'itop-bad-cursor', message: 'no cursor of this reader' };
    const since = Number(cursor);
    const from = since - overlapMs - this.#repeatedHourMs(now);
    const listed = await this.#list({ from, since, now });
    if ('outcome' in listed) return unknown(listed);
    const all = this.#changes.fresh(listed.rows);
    const fresh = all.slice(0, perCall);
    const read = await this.#details(fresh, from);
    if ('outcome' in read) return unknown(read);
    this.#changes.tell(fresh, now);
    this.#changes.forgetBefore(from - hourMs);
    const more = all.length > perCall || listed.until !== null;
    const reached = all.length > perCall ? since : (listed.until ?? since);
    const next = Math.max(reached, ...fresh.map(({ at }) => at));
    return { outcome: 'read', tickets: read.tickets, cursor: String(next), more };
  }

  /** Gone, or where the account may not see it: iTop tells neither apart (recorded, 16e and 26). */
  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const now = this.#clock.now();
    const wanted = ids.slice(0, perCall).filter((id) => ref.safeParse(id).success);
    const rows = this.#classes.flatMap((name) => wanted.map((id) => ({ id, at: 0, class: name })));
    const read = await this.#details(rows, 0);
    if ('outcome' in read) return unknown(read);
    const found = new Map(read.tickets.map((ticket) => [ticket.ticket, ticket]));
    const tickets = ids.slice(0, perCall).map((id) => found.get(id) ?? missingTicket(id, now));
    return {
      outcome: 'read',
      tickets: tickets.sort((a, b) => a.changedAt - b.changedAt),
      cursor: String(now),
      more: false,
    };
  }

  /** In the autumn an hour's times come twice, and the second time looks older than the first. */
  #repeatedHourMs(now: number): number {
    const { timezone } = this.#config;
    return zoneOffsetMs(now, timezone) < zoneOffsetMs(now - 2 * hourMs, timezone) ? hourMs : 0;
  }

  async #list(span: Span): Promise<Listed | Stop> {
    const rows: ChangedRow[] = [];
    let until: number | null = null;
    for (const name of this.#classes) {
      const listed = await this.#listClass(name, span);
      if ('outcome' in listed) return listed;
      rows.push(...listed.rows);
      if (listed.until !== null) until = Math.min(until ?? listed.until, listed.until);
    }
    const reached = until;
    return { rows: reached === null ? rows : rows.filter(({ at }) => at <= reached), until };
  }

  /** iTop lists by number, not by time: where too many changed, the time is halved until all of it fits on a page. */
  async #listClass(name: ItopClass, { from: asked, since, now }: Span): Promise<Listed | Stop> {
    let [from, until]: [number, number | null] = [asked, null];
    for (;;) {
      const reply = await this.#door.ask({
        operation: 'core/get',
        class: name,
        key: `SELECT ${name} WHERE ${this.#changedWithin(from, until)}`,
        output_fields: 'ref,last_update',
        limit: perList,
        page: 1,
      });
      if (reply.kind !== 'ok') return halted(reply, 'list changes');
      const tooMany = (reply.total ?? 0) > perList;
      const length: number = (until ?? now) - from;
      if (tooMany && from < since) from = since;
      else if (tooMany && length > 2_000) until = from + Math.floor(length / 2);
      else return this.#changedRows(name, reply.objects, until);
    }
  }

  #changedRows(name: ItopClass, objects: readonly ItopObject[], until: number | null): Listed | Stop {
    const rows = objects.map((object) => this.#changed(name, object));
    return rows.includes(null) ? misread('itop', 'list changes') : { rows: rows.filter((row) => row !== null), until };
  }

  /** Only times that we wrote ourselves: a garbled one would match everything (recorded, 31g). */
  #changedWithin(from: number, until: number | null): string {
    const at = (instant: number): string => `'${serverTime(instant, this.#config.timezone)}'`;
    return `last_update >= ${at(from)}${until === null ? '' : ` AND last_update <= ${at(until)}`}`;
  }

  #changed(name: ItopClass, { fields }: ItopObject): ChangedRow | null {
    const row = Changed.safeParse(fields);
    const at = row.success ? readServerTime(row.data.last_update, this.#config.timezone) : null;
    return row.success && at !== null ? { id: row.data.ref, at, class: name } : null;
  }

  async #details(rows: readonly ChangedRow[], since: number): Promise<{ readonly tickets: SeenTicket[] } | Stop> {
    const tickets: SeenTicket[] = [];
    for (const name of this.#classes) {
      const refs = rows.filter((row) => row.class === name).map(({ id }) => id);
      for (let from = 0; from < refs.length; from += perQuestion) {
        const part = await this.#detailsOf(name, refs.slice(from, from + perQuestion), since);
        if ('outcome' in part) return part;
        tickets.push(...part.tickets);
      }
    }
    return { tickets: tickets.sort((a, b) => a.changedAt - b.changedAt) };
  }

  /** Where an answer is too large, each ticket is asked for by itself, and one that still is without its texts. */
  async #detailsOf(
    name: ItopClass,
    refs: readonly string[],
    since: number,
    bare = false,
  ): Promise<{ readonly tickets: SeenTicket[] } | Stop> {
    const reply = await this.#door.ask({
      operation: 'core/get',
      class: name,
      key: `SELECT ${name} WHERE ref IN (${refs.map((id) => `'${id}'`).join(',')})`,
      output_fields: seenFields(this.#config, name, bare),
    });
    if (reply.kind === 'failed' && reply.message.includes('reply-too-large') && !bare) {
      if (refs.length === 1) return this.#detailsOf(name, refs, since, true);
      const tickets: SeenTicket[] = [];
      for (const id of refs) {
        const one = await this.#detailsOf(name, [id], since);
        if ('outcome' in one) return one;
        tickets.push(...one.tickets);
      }
      return { tickets };
    }
    if (reply.kind !== 'ok') return halted(reply, 'read tickets');
    const seen = reply.objects.map((object) => seenTicket(object, { config: this.#config, since }));
    return seen.includes(null)
      ? misread('itop', 'read tickets')
      : { tickets: seen.filter((ticket) => ticket !== null) };
  }
}
