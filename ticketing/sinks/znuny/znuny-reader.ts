// Reads what people did in Znuny: tickets changed since a time of the server's clock, and their articles.
import type { Clock } from '../../../domain/ports/clock.ts';
import { zoneOffsetMs } from '../../../domain/zoned-time.ts';
import type { ReadOutcome, SeenTicket, TicketReader } from '../../reader.ts';
import { overlapMs, SeenChanges } from '../reading/seen-changes.ts';
import { missingTicket } from '../reading/seen-ticket.ts';
import { misread, unknown } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { readServerTime, serverTime } from '../text/server-time.ts';
import type { ZnunyTicket } from './znuny-answers.ts';
import type { ZnunyConfig } from './znuny-config.ts';
import { seenTicket } from './znuny-seen.ts';
import type { ZnunyTickets } from './znuny-tickets.ts';

/** Of the port. */
const perCall = 100;
const perList = 1_000;
/** Without articles a ticket is 800 bytes. */
const perBareQuestion = 100;
const perQuestion = 5;
const hourMs = 3_600_000;

interface ChangedRow {
  readonly id: string;
  readonly at: number;
}

interface Listed {
  readonly fresh: readonly ChangedRow[];
  readonly more: boolean;
  /** Of the newest row that was looked at. */
  readonly reached: number;
}

export class ZnunyReader implements TicketReader {
  readonly #config: ZnunyConfig;
  readonly #tickets: ZnunyTickets;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #changes = new SeenChanges();

  constructor(config: ZnunyConfig, tickets: ZnunyTickets, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#tickets = tickets;
    this.#clock = clock;
  }

  /** The cursor is an instant, epoch ms. */
  async readSince(cursor: string | null): Promise<ReadOutcome> {
    const now = this.#clock.now();
    if (cursor === null) return { outcome: 'read', tickets: [], cursor: String(now), more: false };
    if (!/^\d{1,15}$/.test(cursor))
      return { outcome: 'unknown', code: 'znuny-bad-cursor', message: 'no cursor of this reader' };
    const since = Number(cursor);
    const from = since - overlapMs - this.#repeatedHourMs(now);
    const listed = await this.#list(from, since);
    if ('outcome' in listed) return unknown(listed);
    const read = await this.#details(
      listed.fresh.map(({ id }) => id),
      from,
    );
    if ('outcome' in read) return unknown(read);
    this.#changes.tell(listed.fresh, now);
    this.#changes.forgetBefore(from - hourMs);
    const next = String(Math.max(since, listed.reached));
    return { outcome: 'read', tickets: read.tickets, cursor: next, more: listed.more };
  }

  async readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    const now = this.#clock.now();
    const tickets: SeenTicket[] = [];
    for (const number of ids.slice(0, perCall)) {
      const read = /^\d{1,30}$/.test(number) ? await this.#one(number) : null;
      if (read !== null && 'outcome' in read) return unknown(read);
      tickets.push(read ?? missingTicket(number, now));
    }
    return {
      outcome: 'read',
      tickets: tickets.sort((a, b) => a.changedAt - b.changedAt),
      cursor: String(now),
      more: false,
    };
  }

  /** Null: it is gone; merged and removed ones come as they stand. */
  async #one(number: string): Promise<SeenTicket | Stop | null> {
    const id = await this.#tickets.idOf(number);
    if (typeof id !== 'string') return id.code === 'closed-for-good' ? null : id;
    const read = await this.#details([id], 0);
    if ('outcome' in read) return read.code === 'closed-for-good' ? null : read;
    return read.tickets[0] ?? null;
  }

  /** In the autumn an hour's times come twice, and the second time looks older than the first. */
  #repeatedHourMs(now: number): number {
    const { timezone } = this.#config;
    return zoneOffsetMs(now, timezone) < zoneOffsetMs(now - 2 * hourMs, timezone) ? hourMs : 0;
  }

  /** A list holds ids alone, oldest change first: their times are asked for until there is enough that is new. */
  async #list(from: number, since: number): Promise<Listed | Stop> {
    const found = await this.#changedSince(from);
    if ('outcome' in found) return found;
    // Too many for a list: what was told before must not keep the rest away.
    const listed = found.ids.length < perList ? found : await this.#changedSince(since);
    if ('outcome' in listed) return listed;
    const fresh: ChangedRow[] = [];
    let reached = 0;
    for (let at = 0; at < listed.ids.length; at += perBareQuestion) {
      const rows = await this.#rows(listed.ids.slice(at, at + perBareQuestion));
      if (!Array.isArray(rows)) return rows;
      fresh.push(...this.#changes.fresh(rows));
      if (fresh.length > perCall)
        return { fresh: fresh.slice(0, perCall), more: true, reached: fresh[perCall - 1]?.at ?? 0 };
      reached = Math.max(reached, ...rows.map((row) => row.at));
    }
    return { fresh, more: listed.ids.length >= perList, reached };
  }

  #changedSince(from: number): Promise<{ readonly ids: readonly string[] } | Stop> {
    return this.#tickets.search({
      TicketLastChangeTimeNewerDate: serverTime(from, this.#config.timezone),
      SortBy: 'Changed',
      OrderBy: 'Up',
      Limit: String(perList),
    });
  }

  async #rows(ids: readonly string[]): Promise<ChangedRow[] | Stop> {
    const read = await this.#tickets.byIds(ids, false);
    if ('outcome' in read) return read;
    const rows = read.tickets.map(({ TicketID, Changed }) => {
      const at = readServerTime(Changed, this.#config.timezone);
      return at === null ? null : { id: TicketID, at };
    });
    return rows.includes(null) ? misread('znuny', 'list changes') : rows.filter((row) => row !== null);
  }

  async #details(ids: readonly string[], since: number): Promise<{ readonly tickets: SeenTicket[] } | Stop> {
    const tickets: SeenTicket[] = [];
    for (let at = 0; at < ids.length; at += perQuestion) {
      const read = await this.#detailsOf(ids.slice(at, at + perQuestion));
      if ('outcome' in read) return read;
      const seen = read.tickets.map((ticket) =>
        seenTicket(ticket, { config: this.#config, since, url: this.#tickets.refOf(ticket.TicketNumber).url }),
      );
      if (seen.includes(null)) return misread('znuny', 'read tickets');
      tickets.push(...seen.filter((ticket) => ticket !== null));
    }
    return { tickets: tickets.sort((a, b) => a.changedAt - b.changedAt) };
  }

  /** Where an answer is too large, each ticket is asked for by itself, and one that still is without its articles. */
  async #detailsOf(ids: readonly string[]): Promise<{ readonly tickets: readonly ZnunyTicket[] } | Stop> {
    const read = await this.#tickets.byIds(ids);
    if (!('outcome' in read) || !read.message.includes('reply-too-large')) return read;
    if (ids.length === 1) return this.#tickets.byIds(ids, false);
    const tickets: ZnunyTicket[] = [];
    for (const id of ids) {
      const one = await this.#detailsOf([id]);
      if ('outcome' in one) return one;
      tickets.push(...one.tickets);
    }
    return { tickets };
  }
}
