// What a pipeline or a change system tells of changes done: NDJSON or JSON, one change an entry; bad ones counted.
import { z } from 'zod';
import { ConfigError, isFault } from '../../domain/errors.ts';
import { parseSafeJson } from '../../ingest/safe-json.ts';

export interface ToldChange {
  /** Tells one change from another in its feed. */
  readonly key: string;
  readonly ci: string;
  readonly what: string;
  readonly at: number;
}

export interface ChangeList {
  readonly changes: readonly ToldChange[];
  /** Entries that could not be read; the others stand. */
  readonly unreadable: number;
}

const Told = z.object({
  id: z.union([z.string().min(1).max(200), z.number()]).optional(),
  ci: z.string().min(1).max(200),
  what: z.string().max(2_000),
  at: z.iso.datetime({ offset: true }),
});

/** @throws ConfigError `changes-unreadable` where the whole is none. */
export function readChangeList(text: string): ChangeList {
  const changes: ToldChange[] = [];
  let unreadable = 0;
  for (const entry of entriesOf(text)) {
    const read = Told.safeParse(entry);
    if (!read.success) {
      unreadable += 1;
      continue;
    }
    const { id, ci, what, at } = read.data;
    changes.push({ key: String(id ?? `${ci} ${at} ${what}`.slice(0, 200)), ci, what, at: Date.parse(at) });
  }
  return { changes, unreadable };
}

function entriesOf(text: string): readonly unknown[] {
  const start = text.trimStart();
  if (start === '') return [];
  if (start.startsWith('[')) return arrayIn(text);
  // A line may be half written: it is read the next time.
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => valueIn(line) ?? null);
}

function arrayIn(text: string): readonly unknown[] {
  const read = valueIn(text);
  if (Array.isArray(read)) return read as unknown[];
  throw new ConfigError('changes-unreadable', 'neither a JSON array nor a JSON object a line');
}

/** Undefined: not JSON, or JSON that no site writes. */
function valueIn(text: string): unknown {
  try {
    return parseSafeJson(new TextEncoder().encode(text)).value;
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    return undefined;
  }
}
