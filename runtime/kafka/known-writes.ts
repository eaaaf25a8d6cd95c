// What one partition already holds, as far as a repeat may come: marks of producing stages, and delivery ids of a day.
import type { LogRecord, Provenance } from '../../domain/record.ts';
import { deliveryMemoryMs, HighWaterMarks } from '../log/high-water-marks.ts';

/** Where a record stands; −1 until it is written, or where only the mark knows it. */
export interface Slot {
  offset: number;
}

interface KnownDelivery {
  readonly slot: Slot;
  readonly receivedAt: number;
}

/** Reads what the partition was given from a time on, in order. */
export type ReadSince = (sinceMs: number) => AsyncIterable<readonly (LogRecord & { readonly offset: number })[]>;

const pruneAbove = 100_000;

/**
 * Rebuilt from the tail when a producer first writes here: what it writes again carries the same time as before, and
 * its times never go back, so nothing that can be a repeat stands before that time.
 */
export class KnownWrites {
  readonly #readSince: ReadSince;
  #marks = new HighWaterMarks();
  readonly #producers = new Set<string>();
  #deliveries: Map<string, KnownDelivery> | null = null;
  #draft: { marks: HighWaterMarks; deliveries: Map<string, KnownDelivery> } | null = null;

  constructor(readSince: ReadSince) {
    this.#readSince = readSince;
  }

  async recall({ from, deliveryId, receivedAt }: LogRecord): Promise<void> {
    if (deliveryId !== undefined && this.#deliveries === null)
      await this.#recallDeliveries(receivedAt - deliveryMemoryMs);
    if (from === undefined || this.#producers.has(producerOf(from))) return;
    await this.#recallMarks(receivedAt);
    this.#producers.add(producerOf(from));
  }

  /** The place of what this repeats, or null: a new one, noted as if it were written until `keep` or `drop`. */
  repeated({ from, deliveryId, receivedAt }: LogRecord, slot: Slot): Slot | null {
    const { marks, deliveries } = (this.#draft ??= {
      marks: this.#marks.copy(),
      deliveries: new Map<string, KnownDelivery>(),
    });
    if (from !== undefined && marks.isRepeat(from)) return { offset: -1 };
    const known =
      deliveryId === undefined ? undefined : (deliveries.get(deliveryId) ?? this.#deliveries?.get(deliveryId));
    if (known !== undefined && known.receivedAt > receivedAt - deliveryMemoryMs) return known.slot;
    if (from !== undefined) marks.raise(from);
    if (deliveryId !== undefined) deliveries.set(deliveryId, { slot, receivedAt });
    return null;
  }

  keep(): void {
    if (this.#draft === null) return;
    this.#marks = this.#draft.marks;
    for (const [id, known] of this.#draft.deliveries) this.#remember(id, known);
    this.#draft = null;
  }

  drop(): void {
    this.#draft = null;
  }

  async #recallMarks(sinceMs: number): Promise<void> {
    for await (const records of this.#readSince(sinceMs)) {
      for (const { from } of records) {
        if (from !== undefined && !this.#marks.isRepeat(from)) this.#marks.raise(from);
      }
    }
  }

  async #recallDeliveries(sinceMs: number): Promise<void> {
    const found = new Map<string, KnownDelivery>();
    for await (const records of this.#readSince(sinceMs)) {
      for (const { deliveryId, receivedAt, offset } of records) {
        if (deliveryId !== undefined) found.set(deliveryId, { slot: { offset }, receivedAt });
      }
    }
    this.#deliveries = found;
  }

  #remember(id: string, known: KnownDelivery): void {
    const deliveries = (this.#deliveries ??= new Map<string, KnownDelivery>());
    deliveries.set(id, known);
    if (deliveries.size <= pruneAbove) return;
    for (const [old, { receivedAt }] of deliveries)
      if (receivedAt <= known.receivedAt - deliveryMemoryMs) deliveries.delete(old);
  }
}

function producerOf({ stage, partition }: Provenance): string {
  return `${String(partition)}/${stage}`;
}
