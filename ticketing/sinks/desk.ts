// The built-in desk: tickets in Vigie's own state, so that no other system is needed.
import { fine } from '../probe.ts';
import { z } from 'zod';
import { isFault } from '../../domain/errors.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { RowChange, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import { closedForGood } from '../sink.ts';
import type { FindOutcome, SinkCall, SinkCapabilities, SinkOutcome, TicketSink } from '../sink.ts';
import type { SinkKind } from '../sink-kind.ts';
import { changeDeskTicket, openDeskTicket } from './change-desk-ticket.ts';
import { recallDeskTickets } from './desk-history.ts';
import { deskCounter, deskRows, deskStage, deskTicketTable, refOf } from './desk-ticket.ts';
import type { DeskTicket } from './desk-ticket.ts';

export const DeskConfig = z.strictObject({ type: z.literal('desk'), language: z.enum(['en', 'fr']).optional() });

/** Local and transactional: a call in doubt is settled as soon as it can be asked. */
const capabilities: SinkCapabilities = {
  quarantineMs: 5_000,
  limits: { concurrency: 64 },
};

const partition = 0;

interface Group {
  readonly rows: Map<string, RowChange>;
  readonly durable: Promise<void>;
}

export class Desk implements TicketSink {
  readonly capabilities = capabilities;
  readonly #store: StateStore;
  readonly #epoch: number;
  #commits: number;
  #last: number;
  /** Changed and not durable yet, newest first to be read. */
  readonly #fresh = new Map<string, { readonly ticket: DeskTicket; readonly group: Group }>();
  #open: Group | null = null;
  #committing: Promise<void> = Promise.resolve();
  /** Its commit failed and may have been done: asked again, the very same, before anything else. */
  #unsettled: UnitOfWork | null = null;

  private constructor(store: StateStore, life: { epoch: number; commits: number; last: number }) {
    this.#store = store;
    this.#epoch = life.epoch;
    this.#commits = life.commits;
    this.#last = life.last;
  }

  /** Tickets that the state has lost come back from what the log says was done. */
  static async open(store: StateStore, log?: EventLog): Promise<Desk> {
    const epoch = await store.claim(deskStage, partition);
    const stood = await store.position(deskStage, partition);
    const last = await store.get(deskStage, partition, deskCounter.table, deskCounter.key);
    const desk = new Desk(store, { epoch, commits: stood?.offset ?? 0, last: last === null ? 0 : Number(last) });
    if (stood === null && log !== undefined) await desk.#recall(log);
    return desk;
  }

  async find(key: string): Promise<FindOutcome> {
    try {
      const ticket = await this.#read(key);
      return { outcome: 'found', tickets: ticket === null ? [] : [refOf(ticket)] };
    } catch (thrown) {
      return { outcome: 'unknown', code: codeOf(thrown), message: 'the desk cannot be read' };
    }
  }

  create(call: SinkCall): Promise<SinkOutcome> {
    return this.#guarded(async () => {
      const known = await this.#read(call.operation.key);
      if (known !== null) return this.#done(known);
      // No await between: two creates never get one number.
      this.#last += 1;
      return this.#write(openDeskTicket(call.operation, `D-${String(this.#last)}`, call.into), true);
    });
  }

  update(call: SinkCall): Promise<SinkOutcome> {
    return this.#change(call);
  }

  escalate(call: SinkCall): Promise<SinkOutcome> {
    return this.#change(call);
  }

  resolve(call: SinkCall): Promise<SinkOutcome> {
    return this.#change(call);
  }

  reopen(call: SinkCall): Promise<SinkOutcome> {
    return this.#change(call);
  }

  merge(call: SinkCall): Promise<SinkOutcome> {
    return this.#change(call);
  }

  link(call: SinkCall): Promise<SinkOutcome> {
    return this.#change(call);
  }

  #change({ operation, into }: SinkCall): Promise<SinkOutcome> {
    return this.#guarded(async () => {
      const ticket = await this.#read(operation.key);
      if (ticket === null) return { outcome: 'refused', code: closedForGood, message: 'the desk has no such ticket' };
      const changed = changeDeskTicket(ticket, operation, into);
      return changed === ticket ? this.#done(ticket) : this.#write(changed, false);
    });
  }

  async #recall(log: EventLog): Promise<void> {
    const { tickets, last } = await recallDeskTickets(log);
    this.#last = last;
    const rows = [...tickets.values()].flatMap((ticket) => deskRows(ticket, last));
    if (rows.length > 0) await this.#commit(new Map(rows.map((row) => [`${row.table}/${row.key}`, row])));
  }

  async #guarded(act: () => Promise<SinkOutcome>): Promise<SinkOutcome> {
    try {
      if (this.#unsettled !== null) await this.#group().durable;
      return await act();
    } catch (thrown) {
      const failed = isFault(thrown) && thrown.retryable;
      const code = codeOf(thrown);
      if (failed) return { outcome: 'failed', code, message: 'the desk cannot be written', systemic: true };
      return { outcome: 'in-doubt', code, message: 'the desk cannot be written' };
    }
  }

  async #read(key: string): Promise<DeskTicket | null> {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh.ticket;
    const json = await this.#store.get(deskStage, partition, deskTicketTable, key);
    return json === null ? null : (JSON.parse(json) as DeskTicket);
  }

  /** What was read may be a change that is not durable yet: done means durable. */
  async #done(ticket: DeskTicket): Promise<SinkOutcome> {
    await this.#fresh.get(ticket.key)?.group.durable;
    return { outcome: 'done', ticket: refOf(ticket) };
  }

  async #write(ticket: DeskTicket, created: boolean): Promise<SinkOutcome> {
    const group = this.#group();
    for (const row of deskRows(ticket, created ? this.#last : null)) group.rows.set(`${row.table}/${row.key}`, row);
    this.#fresh.set(ticket.key, { ticket, group });
    try {
      await group.durable;
    } finally {
      if (this.#fresh.get(ticket.key)?.group === group) this.#fresh.delete(ticket.key);
    }
    return { outcome: 'done', ticket: refOf(ticket) };
  }

  /** Changes that come while a commit runs share the next one. */
  #group(): Group {
    if (this.#open !== null) return this.#open;
    const rows = new Map<string, RowChange>();
    const before = this.#committing;
    const durable = before.then(() => this.#commit(rows));
    this.#committing = durable.catch(() => undefined);
    this.#open = { rows, durable };
    return this.#open;
  }

  async #commit(rows: Map<string, RowChange>): Promise<void> {
    this.#open = null;
    if (this.#unsettled !== null) await this.#settle(this.#unsettled);
    if (rows.size === 0) return;
    const place = { stage: deskStage, partition, epoch: this.#epoch, log: deskStage };
    await this.#settle({ ...place, offset: this.#commits + 1, chain: '', rows: [...rows.values()], out: [] });
  }

  async #settle(unit: UnitOfWork): Promise<void> {
    try {
      await this.#store.commit(unit);
    } catch (thrown) {
      this.#unsettled = unit;
      throw thrown;
    }
    this.#unsettled = null;
    this.#commits = unit.offset;
  }
}

function codeOf(thrown: unknown): string {
  return isFault(thrown) ? thrown.code : 'desk-failed';
}

export const deskKind: SinkKind<z.infer<typeof DeskConfig>> = {
  type: 'desk',
  isRead: false,
  secrets: [],
  schema: DeskConfig,
  // A problem's record is a ticket like the others, told apart by its unit.
  keepsProblems: () => true,
  open: async (_config, { store, log }) => {
    const sink = await Desk.open(store, log);
    const probe = { probe: () => Promise.resolve([fine('the built-in desk keeps its tickets in the state')]) };
    const problems = { sink, reader: null, probe: null };
    return { sink, reader: null, probe, problems, stop: () => Promise.resolve() };
  },
};
