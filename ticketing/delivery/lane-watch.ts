// Which lane a ticket belongs to, and whether anything moved there since somebody began to look.
import type { LaneBook } from '../observing/lane-book.ts';
import type { Lane } from './lane.ts';
import type { Ledger } from './ledger.ts';

export class LaneWatch implements LaneBook {
  readonly #ledger: Ledger;
  #turn = 0;
  /** Lane → the turn in which something was last sent, answered or moved. */
  readonly #movedAt = new Map<string, number>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  get turn(): number {
    return this.#turn;
  }

  moves(lane: string): void {
    this.#turn += 1;
    this.#movedAt.set(lane, this.#turn);
  }

  laneOfTicket(sink: string, ticket: string): Lane | undefined {
    return this.#ledger.laneOfTicket(sink, ticket);
  }

  laneOfKey(sink: string, key: string): Lane | undefined {
    return this.#ledger.laneOfKey(sink, key);
  }

  lanesOf(sink: string): readonly Lane[] {
    return this.#ledger.lanesOf(sink);
  }

  settledSeq({ id, queue, tail }: Lane, turn: number): number | null {
    return queue.length === 0 && (this.#movedAt.get(id) ?? 0) <= turn ? tail.seq : null;
  }
}
