// The folder of labelled data: rows of its CSV files, cases of its NDJSON files. It stands beside the project, never in it.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';

export type Columns = Readonly<Record<string, string>>;

export class DatasetFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  has(set: string): boolean {
    return existsSync(join(this.path, set));
  }

  file(set: string, name: string): string {
    return join(this.path, set, name);
  }

  rows(set: string, name: string): Columns[] {
    return parseAll(readFileSync(this.file(set, name)), { columns: true });
  }

  /** Row by row: a file may hold 594,000 alerts. */
  async *streamed(set: string, name: string): AsyncGenerator<Columns> {
    const bytes = createReadStream(this.file(set, name));
    for await (const row of bytes.pipe(createGunzip()).pipe(parse({ columns: true }))) yield row as Columns;
  }

  lines(set: string, name: string): unknown[] {
    const text = readFileSync(this.file(set, name), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  }
}

/** @throws Error where the file has no such column. */
export function cell(row: Columns, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`no column ${column}; there are: ${Object.keys(row).join(', ')}`);
  return value;
}

export function timeIn(row: Columns, column: string): number {
  const at = Date.parse(cell(row, column));
  if (Number.isNaN(at)) throw new Error(`${column} is no time: ${cell(row, column)}`);
  return at;
}

/** Groups rows, keys in order of first sight. */
export function rowsBy<T>(rows: Iterable<T>, keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
