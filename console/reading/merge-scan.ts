// Several lists of rows read as one in the order of their moments, a page at a time: time lines and decisions.
import type { Place, ProjectionReader } from './projection-reader.ts';

/** Rows of one table, in the order of the moment that their key ends with. */
export interface Strand<T> {
  readonly place: Place<unknown>;
  /** What stands before the moment. */
  readonly stem: string;
  /** The stem, and as much of the moment as all rows wanted share. */
  readonly prefix: string;
  readonly read: (row: unknown) => T;
}

export interface MergedPage<T> {
  readonly rows: readonly { readonly moment: string; readonly row: T }[];
  /** The last moment of the page; null at the end. */
  readonly next: string | null;
}

export interface PageAsked {
  readonly after: string | null;
  readonly limit: number;
  readonly descending?: boolean;
}

/** A page never parts the rows of one moment, so it may hold a few more than `limit`. */
export async function mergeScan<T>(
  reader: ProjectionReader,
  strands: readonly Strand<T>[],
  { after, limit, descending = false }: PageAsked,
): Promise<MergedPage<T>> {
  const read = strands.map(async ({ place, stem, prefix, read: shape }) => {
    const bound = after === null ? {} : { after: stem + after };
    const found = await reader.scan(place, { prefix, limit: limit + 1, descending, ...bound });
    return found.map(({ key, row }) => ({ moment: key.slice(stem.length), row: shape(row) }));
  });
  const rows = (await Promise.all(read)).flat();
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => (a.moment === b.moment ? 0 : a.moment < b.moment ? -sign : sign));
  const last = rows[limit - 1]?.moment;
  const page = last === undefined ? rows : rows.filter((row, at) => at < limit || row.moment === last);
  return { rows: page, next: page.length < rows.length ? (page.at(-1)?.moment ?? null) : null };
}
