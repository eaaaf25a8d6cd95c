// Where a reader stands in a list sorted by time of change, whose times are whole seconds and whose pages are bounded.

export interface SecondCursor {
  /** Epoch seconds by the system's clock: changes from this second on are still to be read. */
  readonly second: number;
  /** From 1; above 1 only where more changed in one second than a page holds. */
  readonly page: number;
}

/** Null: none, or none that we wrote. */
export function readCursor(cursor: string | null): SecondCursor | null {
  const parts = /^(\d{1,12})\.(\d{1,6})$/.exec(cursor ?? '');
  return parts === null ? null : { second: Number(parts[1]), page: Math.max(1, Number(parts[2])) };
}

/** After a page: `full` if it held all that it may, `lastSecond` that of its last row (0: no row). */
export function writeCursor(from: SecondCursor, full: boolean, lastSecond: number): string {
  const second = Math.max(from.second, lastSecond);
  const page = full && second === from.second ? from.page + 1 : 1;
  return `${String(second)}.${String(page)}`;
}
