// Which changed tickets were told already: readers ask for more than they need, so that what was committed late is seen.

export interface ChangedTicket {
  /** As the system's queries name it. */
  readonly id: string;
  /** Epoch ms by the system's clock, whole seconds as most systems keep them. */
  readonly at: number;
}

/** A second is over for good once clocks that differ by less, and transactions that run less, are past it. */
const settledMs = 60_000;
/** How much more than its cursor a reader asks for: longer than a system's transaction and clocks that differ. */
export const overlapMs = 5 * 60_000;

export class SeenChanges {
  readonly #told = new Map<string, number>();

  /** Those not told yet, oldest first. */
  fresh<Row extends ChangedTicket>(rows: readonly Row[]): Row[] {
    return rows.filter(({ id, at }) => this.#told.get(id) !== at).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  /** A ticket may change again within the same second: young changes are told once more. */
  tell(rows: readonly ChangedTicket[], now: number): void {
    for (const { id, at } of rows) if (at <= now - settledMs) this.#told.set(id, at);
  }

  /** What no question asks for any more. */
  forgetBefore(at: number): void {
    for (const [id, told] of this.#told) if (told < at) this.#told.delete(id);
  }
}
