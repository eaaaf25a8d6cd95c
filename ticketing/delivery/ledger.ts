// What was sent where, as rows: lanes, and the operations that they still have to do.
import type { Decision } from '../../domain/decision.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import type { TicketOperation, TicketStep } from '../../domain/ticket.ts';
import type { IntoState } from './decide-next.ts';
import { coalesce, fresh, isRepeat, laneId, mayCoalesce, newLane, tailIsUnsent, turnedTo } from './lane.ts';
import type { Lane } from './lane.ts';
import { afterRestart } from './settle.ts';
import type { Terms } from './settle.ts';

export interface QueuedOperation {
  readonly operation: TicketOperation;
  /** Decided since it was planned, to be told with its next record. */
  readonly untold: readonly Decision[];
}

/** Ended lanes serve links and late reopenings: a week is far beyond both. */
const rememberMs = 7 * 86_400_000;

/** Of the key, as titles carry it: 65 bits. */
const markerLength = 13;

export class Ledger {
  readonly #lanes = new Table<Lane>('lane');
  readonly #operations = new Table<QueuedOperation>('operation');
  readonly #laneOfKey = new Map<string, string>();
  /** `sink/ticket` and `sink/marker` → lane: how readers name what they see. */
  readonly #laneOfTicket = new Map<string, string>();
  readonly #laneOfMarker = new Map<string, string>();

  restore({ table, key, json }: Row): void {
    if (table === this.#lanes.name) this.#lanes.restore(key, json);
    if (table === this.#operations.name) this.#operations.restore(key, json);
  }

  /** After the last `restore`: drops what is long over, knows keys again. */
  begin(now: number): void {
    for (const [id, lane] of [...this.#lanes.entries()]) {
      const over = lane.ended && lane.queue.length === 0 && now - lane.changedAt > rememberMs;
      if (over) this.#lanes.delete(id);
      else this.#knowKeys(lane);
    }
  }

  restart(termsOf: (sink: string) => Terms, rebuilt: boolean): void {
    for (const [id, lane] of [...this.#lanes.entries()]) {
      const after = afterRestart(lane, termsOf(lane.sink), rebuilt);
      if (after !== lane) this.#lanes.put(id, after);
    }
  }

  lanes(): IterableIterator<Lane> {
    return this.#lanes.values();
  }

  lane(id: string): Lane | undefined {
    return this.#lanes.get(id);
  }

  /** The operation that the lane has to do now. */
  headOf(lane: Lane): QueuedOperation | undefined {
    const [first] = lane.queue;
    return first === undefined ? undefined : this.#operations.get(first);
  }

  operation(id: string): QueuedOperation | undefined {
    return this.#operations.get(id);
  }

  /** Takes in a planned operation. Null: it is a repeat. `coalesced`: the update that it now stands for. */
  plan(
    step: TicketStep,
    tenant: string,
    at: number,
  ): { readonly lane: string; readonly coalesced: TicketOperation | null } | null {
    const { operation } = step;
    const { ticket, url } = step;
    const lane = this.#lanes.get(laneId(operation)) ?? { ...newLane(operation, tenant, at), ticket, url };
    if (isRepeat(lane, operation)) return null;
    const earlier = tailIsUnsent(lane) ? this.#operations.get(lane.queue.at(-1) ?? '') : undefined;
    const stands = earlier !== undefined && mayCoalesce(earlier.operation, operation) ? earlier : null;
    if (stands !== null) this.#operations.delete(stands.operation.id);
    const carried = stands === null ? operation : coalesce(stands.operation, operation);
    this.#operations.put(operation.id, { operation: carried, untold: stands?.untold ?? [] });
    const queue = [...(stands === null ? lane.queue : lane.queue.slice(0, -1)), operation.id];
    const tail = { key: operation.key, seq: operation.seq };
    this.put({ ...lane, queue, tail, ended: false, changedAt: at });
    this.#laneOfKey.set(operation.key, lane.id);
    return { lane: lane.id, coalesced: stands?.operation ?? null };
  }

  put(lane: Lane): void {
    this.#lanes.put(lane.id, lane);
    this.#index(lane);
  }

  laneOfTicket(sink: string, ticket: string): Lane | undefined {
    return this.#lanes.get(this.#laneOfTicket.get(`${sink}/${ticket}`) ?? '');
  }

  /** By a key, or the marker that it begins with. */
  laneOfKey(sink: string, key: string): Lane | undefined {
    return this.#lanes.get(this.#laneOfMarker.get(`${sink}/${key.slice(0, markerLength)}`) ?? '');
  }

  lanesOf(sink: string): readonly Lane[] {
    return [...this.#lanes.values()].filter((lane) => lane.sink === sink);
  }

  /** Another ticket stands for the key from now on. False: as before. */
  move(sink: string, key: string, ref: { readonly ticket: string; readonly url: string | null }): boolean {
    const lane = this.laneOfKey(sink, key);
    if (lane?.key !== key || lane.ticket === ref.ticket) return false;
    this.put({ ...lane, ...ref });
    return true;
  }

  #index({ id, sink, key, ticket }: Lane): void {
    this.#laneOfKey.set(key, id);
    this.#laneOfMarker.set(`${sink}/${key.slice(0, markerLength)}`, id);
    if (ticket !== null) this.#laneOfTicket.set(`${sink}/${ticket}`, id);
  }

  /** Removes an operation that is done or given up; the lane has moved on already. */
  finish(id: string): void {
    this.#operations.delete(id);
  }

  note(id: string, decision: Decision): void {
    const queued = this.#operations.get(id);
    if (queued !== undefined) this.#operations.put(id, { ...queued, untold: [...queued.untold, decision] });
  }

  told(id: string): void {
    const queued = this.#operations.get(id);
    if (queued !== undefined && queued.untold.length > 0) this.#operations.put(id, { ...queued, untold: [] });
  }

  /** From the log, where state was lost: an earlier life had it in the air. */
  recallInflight({ operation }: TicketStep): void {
    const lane = this.#lanes.get(laneId(operation));
    if (lane?.queue[0] !== operation.id || lane.head.phase !== 'waiting') return;
    this.put({ ...turnedTo(lane, operation), head: { phase: 'inflight', attempt: 0, epoch: 0, look: true } });
  }

  /** From the log, where state was lost: an earlier life finished it. */
  recallResult(step: TicketStep, refused: boolean, at: number): void {
    const { operation, ticket, url } = step;
    const lane = this.#lanes.get(laneId(operation));
    const place = lane?.queue.indexOf(operation.id) ?? -1;
    if (lane === undefined || place < 0) return;
    const turned = turnedTo(lane, operation);
    const after = refused ? { refused: turned.refused || operation.op === 'open' } : { ticket, url };
    for (const id of lane.queue.slice(0, place + 1)) this.finish(id);
    const ended = operation.op === 'resolve' || operation.op === 'merge' || operation.notice !== undefined;
    this.put({ ...turned, ...after, queue: lane.queue.slice(place + 1), head: fresh, changedAt: at, ended });
  }

  /** How the ticket of another key stands, for a link to it. */
  into(key: string | null): { readonly state: IntoState; readonly ticket: string | null } {
    const lane = key === null ? undefined : this.#lanes.get(this.#laneOfKey.get(key) ?? '');
    if (lane === undefined) return { state: 'unknown', ticket: null };
    if (lane.key === key && lane.ticket !== null) return { state: 'ready', ticket: lane.ticket };
    const awaited = lane.queue.some((id) => {
      const operation = this.#operations.get(id)?.operation;
      return operation?.op === 'open' && operation.key === key;
    });
    return { state: awaited ? 'pending' : 'unknown', ticket: null };
  }

  /** Per sink: operations that wait or are in the air, and when the oldest of them was planned. */
  backlogs(): ReadonlyMap<string, { readonly backlog: number; readonly oldestAt: number }> {
    const found = new Map<string, { backlog: number; oldestAt: number }>();
    for (const { sink, queue } of this.#lanes.values()) {
      const oldest = this.#operations.get(queue[0] ?? '')?.operation.at;
      if (oldest === undefined) continue;
      const known = found.get(sink) ?? { backlog: 0, oldestAt: oldest };
      found.set(sink, { backlog: known.backlog + queue.length, oldestAt: Math.min(known.oldestAt, oldest) });
    }
    return found;
  }

  take(): RowChange[] {
    return [...this.#lanes.take(), ...this.#operations.take()];
  }

  #knowKeys(lane: Lane): void {
    this.#index(lane);
    for (const id of lane.queue) {
      const operation = this.#operations.get(id)?.operation;
      if (operation !== undefined) this.#laneOfKey.set(operation.key, lane.id);
    }
  }
}
