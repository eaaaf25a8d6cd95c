// Reads a CMDB from a folder of CSV files, as spreadsheets and ITSM exports write them.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { Cmdb } from '../../domain/cmdb.ts';
import { ConfigError } from '../../domain/errors.ts';
import { forbiddenKeys } from '../../ingest/json-scanner.ts';
import { nearestKey } from '../config/nearest-key.ts';
import { readBySchema, type YamlFile } from '../config/yaml-file.ts';
import { csvLayouts, readCell, type CsvLayout } from './csv-layout.ts';
import { readText } from './read-text.ts';

/**
 * Delimiter `,` or `;` (whichever the header holds), quotes and line breaks in quotes as RFC 4180, UTF-8 with or
 * without BOM. `cis.csv` must be there, the others may.
 * @throws ConfigError `cmdb-unreadable`, `cmdb-too-large`, `cmdb-unknown-file`, `cmdb-not-csv`, `config-invalid`.
 */
export function readCsvFolder(folder: string): Cmdb {
  const parts: Record<string, unknown> = { version: 1 };
  for (const name of namesIn(folder)) {
    const layout = csvLayouts.get(name);
    if (layout !== undefined) parts[name] = readBySchema(csvFile(join(folder, `${name}.csv`), layout), layout.rows);
  }
  return Cmdb.parse(parts);
}

type FileName = Parameters<typeof csvLayouts.get>[0];

/** In the order of the layout, whatever the folder's. */
function namesIn(folder: string): FileName[] {
  const present = listing(folder)
    .filter((file) => file.toLowerCase().endsWith('.csv'))
    .map((file) => basename(file, '.csv'));
  const known = [...csvLayouts.keys()];
  for (const name of present.sort()) {
    if (known.some((one) => one === name)) continue;
    const near = nearestKey(name, known);
    const hint =
      near === null ? `known are ${known.map((one) => `${one}.csv`).join(', ')}` : `did you mean ${near}.csv?`;
    const at = join(folder, `${name}.csv`);
    throw new ConfigError('cmdb-unknown-file', `${at}: not a file of a CMDB; ${hint}`, { at });
  }
  if (!present.includes('cis')) {
    throw new ConfigError('cmdb-unreadable', `${folder}: there is no cis.csv in it`, { at: folder });
  }
  return known.filter((name) => present.includes(name));
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new ConfigError('cmdb-unreadable', `${folder}: cannot be read`, { at: folder, cause });
  }
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function csvFile(path: string, layout: CsvLayout): YamlFile {
  const rows = parseRows(path, readText(path));
  return {
    path,
    content: rows.map(({ record }) => readRow(record, layout)),
    // A row is told by the line it ends on.
    lineOf: ([index]) => (typeof index === 'number' ? (rows[index]?.info.lines ?? 1) : 1),
  };
}

function parseRows(path: string, text: string): Row[] {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = header.includes(';') ? ';' : ',';
  try {
    return parse(text, {
      columns: (names: string[]) => headerOf(path, names),
      delimiter,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = (cause as unknown as { readonly lines?: number }).lines ?? 1;
    throw new ConfigError('cmdb-not-csv', `${path}:${line}: ${cause.message}`, { at: `${path}:${line}`, cause });
  }
}

/** @throws ConfigError `cmdb-not-csv` for a column named twice (one of both would be lost), or by a prototype's name. */
function headerOf(path: string, names: readonly string[]): string[] {
  const hostile = names.find((name) => forbiddenKeys.has(name));
  if (hostile !== undefined) {
    throw new ConfigError('cmdb-not-csv', `${path}:1: the column ${hostile} is refused`, { at: `${path}:1` });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return [...names];
  throw new ConfigError('cmdb-not-csv', `${path}:1: the column ${twice} stands twice`, { at: `${path}:1` });
}

/** Unknown columns go through as they are, for the schema to refuse by name. */
function readRow(record: Readonly<Record<string, string>>, { columns }: CsvLayout): Record<string, unknown> {
  const filled = Object.entries(record).filter(([, cell]) => cell.trim() !== '');
  return Object.fromEntries(
    filled.map(([name, cell]) => [name, Object.hasOwn(columns, name) ? readCell(columns[name] ?? 'text', cell) : cell]),
  );
}
