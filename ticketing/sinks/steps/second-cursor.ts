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

const pageSize = 100;
/** A list that no poll should have to walk: what is beyond comes with the next one. */
const mostPages = 20;

export interface Slice<Row> {
  readonly rows: readonly Row[];
  readonly cursor: string;
  readonly more: boolean;
}

export type Page<Row, Fault> = { readonly rows: readonly Row[]; readonly last: boolean } | { readonly fault: Fault };

/** Of a system that lists in no useful order, or by the minute: all rows since the cursor, sorted here, a page of them. */
export async function sliceSince<Row, Fault>(
  from: SecondCursor,
  changedAtOf: (row: Row) => number,
  nextPage: (page: number) => Promise<Page<Row, Fault>>,
): Promise<Slice<Row> | { readonly fault: Fault }> {
  const found: Row[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const told = await nextPage(page);
    if ('fault' in told) return told;
    found.push(...told.rows);
    if (told.last) break;
  }
  found.sort((a, b) => changedAtOf(a) - changedAtOf(b));
  const rows = found.slice((from.page - 1) * pageSize, from.page * pageSize);
  const more = found.length > from.page * pageSize;
  const last = found.at(-1);
  const second = last === undefined ? 0 : Math.floor(changedAtOf(last) / 1_000);
  // The next page of the same list: a later start would leave out what changed in the same second.
  const next = { second: from.second, page: from.page + 1 };
  return {
    rows,
    cursor: more ? `${String(next.second)}.${String(next.page)}` : writeCursor({ ...from, page: 1 }, false, second),
    more,
  };
}
