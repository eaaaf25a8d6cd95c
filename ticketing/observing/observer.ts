// The observing shell of one ticketing system: looks what people did there, and says so as records by the front door.
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import { problemSink } from '../../domain/problem.ts';
import { ticketSightingKind, userTicketKind } from '../../domain/ticket.ts';
import type { Lane } from '../delivery/lane.ts';
import type { ReadOutcome, SeenTicket, TicketReader } from '../reader.ts';
import type { TicketSink } from '../sink.ts';
import type { Language } from '../wording/language.ts';
import { isLive } from './keep-one.ts';
import type { LaneBook } from './lane-book.ts';
import { ObserverJournal } from './observer-journal.ts';
import type { ObservedRecord } from './observer-journal.ts';
import { reconcile } from './reconcile.ts';
import { sightingOf, traceOf, userTicketOf } from './sighting-of.ts';

export interface ObserverSeat {
  /** Its name in the configuration. */
  readonly name: string;
  readonly sink: TicketSink;
  readonly reader: TicketReader;
  readonly lanes: LaneBook;
  readonly store: StateStore;
  readonly log: EventLog;
  /** Of records. */
  readonly clock: Clock;
  /** Of the world that is looked at. */
  readonly pace: Clock;
  readonly language: Language;
  readonly everyMs: number;
  readonly reconcileEveryMs: number;
  /** Whether people's own tickets are told too. */
  readonly tellsUserTickets: boolean;
  readonly tenant: string;
  readonly onTrouble: (told: { readonly sink: string; readonly code: string; readonly message: string }) => void;
}

/** A system that does not answer is asked ever more seldom, down to this. */
const seldomMs = 5 * 60_000;
/** One question each: whoever gives its seat back, or stops, waits for no more than these. */
const batchTickets = 20;
const rememberedUserTickets = 10_000;
/** Resolved tickets are looked at for a day: a reopening by hand, or a resolve that did not take, shows by then. */
const endedForMs = 24 * 3_600_000;

type Read = ReadOutcome & { outcome: 'read' };

export class Observer {
  readonly #seat: ObserverSeat;
  readonly #journal: ObserverJournal;
  /** Ticket → what was told of it last. */
  readonly #told = new Map<string, string>();
  /** Seen while something of ours was on its way: looked at once more. */
  readonly #unsettled = new Set<string>();
  /** People's tickets that were told. */
  readonly #toldOfUsers = new Set<string>();
  /** Keys that more than one ticket seems to carry. */
  readonly #doubled = new Set<string>();
  #failures = 0;
  #reconcileAt = 0;

  private constructor(seat: ObserverSeat, journal: ObserverJournal) {
    this.#seat = seat;
    this.#journal = journal;
  }

  static async open(seat: ObserverSeat): Promise<Observer> {
    return new Observer(seat, await ObserverJournal.open(seat, seat.name));
  }

  /** Runs until the signal aborts. @throws AdapterError `epoch-fenced` when another process observes now. */
  async run(signal: AbortSignal): Promise<void> {
    const { pace, everyMs } = this.#seat;
    while (!signal.aborted) {
      const waitMs = await this.#lookSafely(signal);
      await pace.until(pace.now() + Math.max(everyMs, waitMs), signal);
    }
  }

  /** A full disk passes; what was seen is seen again. */
  async #lookSafely(signal: AbortSignal): Promise<number> {
    try {
      return await this.look(signal);
    } catch (thrown) {
      if (!isFault(thrown) || !thrown.retryable) throw thrown;
      this.#seat.onTrouble({ sink: this.#seat.name, code: thrown.code, message: thrown.message });
      return 0;
    }
  }

  /**
   * One look, and a reconciliation when it is due; an abort ends it early. Returns how long the system asks to be left
   * alone.
   */
  async look(signal: AbortSignal = new AbortController().signal): Promise<number> {
    const unknown = (await this.#changed(signal)) ?? (await this.#unsettledOnes()) ?? (await this.#reconciled(signal));
    if (unknown === null) {
      this.#failures = 0;
      return 0;
    }
    this.#failures += 1;
    const { code, message, retryAfterMs = 0 } = unknown;
    if (this.#failures === 1) this.#seat.onTrouble({ sink: this.#seat.name, code, message });
    const { everyMs } = this.#seat;
    return Math.max(retryAfterMs, Math.min(seldomMs, everyMs * 2 ** Math.min(this.#failures, 6)));
  }

  /** Null: read to the end, or until a page brings nothing further; then the rest is for the next look. */
  async #changed(signal: AbortSignal): Promise<(ReadOutcome & { outcome: 'unknown' }) | null> {
    while (!signal.aborted) {
      const turn = this.#seat.lanes.turn;
      const before = this.#journal.cursor;
      const read = await this.#seat.reader.readSince(before);
      if (read.outcome === 'unknown') return read;
      await this.#journal.commit(this.#tell(read, turn), read.cursor);
      if (!read.more || read.cursor === before) break;
    }
    return null;
  }

  async #unsettledOnes(): Promise<(ReadOutcome & { outcome: 'unknown' }) | null> {
    const ids = [...this.#unsettled].slice(0, batchTickets);
    return ids.length === 0 ? null : this.#lookAt(ids);
  }

  async #lookAt(ids: readonly string[]): Promise<(ReadOutcome & { outcome: 'unknown' }) | null> {
    const turn = this.#seat.lanes.turn;
    const read = await this.#seat.reader.readTickets(ids);
    if (read.outcome === 'unknown') return read;
    await this.#journal.commit(this.#tell(read, turn), this.#journal.cursor);
    return null;
  }

  #tell({ tickets }: Read, turn: number): ObservedRecord[] {
    return tickets.flatMap((seen) => {
      const lane = this.#seat.lanes.laneOfTicket(this.#seat.name, seen.ticket);
      if (lane === undefined) {
        if (seen.key !== null) this.#doubled.add(seen.key);
        return seen.key === null ? this.#tellOfUser(seen) : [];
      }
      return this.#tellOf(seen, lane, turn);
    });
  }

  /** Once each, as far as this process knows; planning knows for longer. */
  #tellOfUser(seen: SeenTicket): ObservedRecord[] {
    const { tellsUserTickets, name, tenant } = this.#seat;
    if (!tellsUserTickets || !isLive(seen) || this.#toldOfUsers.has(seen.ticket)) return [];
    if (this.#toldOfUsers.size >= rememberedUserTickets) this.#toldOfUsers.clear();
    this.#toldOfUsers.add(seen.ticket);
    const body = userTicketOf(seen, name);
    return [{ stream: 'incidents', tenant, key: `${name}/${seen.ticket}`, kind: userTicketKind, body }];
  }

  #tellOf(seen: SeenTicket, lane: Lane, turn: number): ObservedRecord[] {
    const { name: sink, lanes } = this.#seat;
    const afterSeq = lanes.settledSeq(lane, turn);
    if (afterSeq === null) this.#unsettled.add(seen.ticket);
    else this.#unsettled.delete(seen.ticket);
    const { incident, key, url, tenant } = lane;
    const body = sightingOf(seen, { sink, incident, key, url, afterSeq });
    const trace = traceOf(body);
    if (this.#told.get(seen.ticket) === trace) return [];
    this.#told.set(seen.ticket, trace);
    return [{ stream: 'incidents', tenant, key: incident, kind: ticketSightingKind, body }];
  }

  /** Looks at every ticket that matters, then at keys that may stand twice. */
  async #reconciled(signal: AbortSignal): Promise<(ReadOutcome & { outcome: 'unknown' }) | null> {
    const { pace, reconcileEveryMs, lanes, name } = this.#seat;
    if (pace.now() < this.#reconcileAt) return null;
    const mine = lanes.lanesOf(name);
    const watched = mine.filter((lane) => this.#isWatched(lane)).map(({ ticket }) => ticket ?? '');
    for (let from = 0; from < watched.length; from += batchTickets) {
      if (signal.aborted) return null;
      const unknown = await this.#lookAt(watched.slice(from, from + batchTickets));
      if (unknown !== null) return unknown;
    }
    this.#forget(new Set(watched));
    const doubted = mine.filter(({ doubted: at }) => at !== undefined && pace.now() - at < endedForMs);
    const keys = new Set([...this.#doubled, ...doubted.map(({ key }) => key)]);
    for (const key of keys) {
      if (signal.aborted) return null;
      const unknown = await this.#mend(key);
      if (unknown !== null) return unknown;
    }
    this.#reconcileAt = pace.now() + reconcileEveryMs;
    return null;
  }

  #isWatched({ ticket, ended, changedAt }: Lane): boolean {
    return ticket !== null && (!ended || this.#seat.clock.now() - changedAt < endedForMs);
  }

  async #mend(key: string): Promise<(ReadOutcome & { outcome: 'unknown' }) | null> {
    const { lanes, name, sink, reader, language } = this.#seat;
    const lane = lanes.laneOfKey(name, key);
    if (lane === undefined) {
      this.#doubled.delete(key);
      // A problem's record, which is another sink's (domain/problem.ts).
      if (lanes.laneOfKey(problemSink(name), key) !== undefined) return null;
      // Of another Vigie, or of a life whose log is gone: not ours to touch, but to be known.
      this.#seat.onTrouble({ sink: name, code: 'ticket-orphan', message: `a ticket carries the unknown key ${key}` });
      return null;
    }
    const mended = await reconcile({ lane, sink, reader, language });
    if (mended.outcome === 'unknown') return mended;
    this.#doubled.delete(key);
    await this.#journal.commit(mended.told, this.#journal.cursor);
    return null;
  }

  #forget(watched: ReadonlySet<string>): void {
    for (const ticket of this.#told.keys()) if (!watched.has(ticket)) this.#told.delete(ticket);
  }
}
