// Recorded exchanges with real ticketing systems, and whether a fake's answer has the recorded shape.
import { readdirSync, readFileSync } from 'node:fs';

export interface RecordedExchange {
  readonly step: string;
  readonly request: { method: string; path: string; headers: Record<string, string>; body: unknown };
  readonly response: { status: number; headers: Record<string, string>; body: unknown };
  /** Name of its file, without `.json`: the order in which they were made. */
  readonly name: string;
}

/** Those of `tests/fixtures/contracts/<system>`, in order. */
export function recordedExchanges(system: string): RecordedExchange[] {
  const folder = new URL(`../fixtures/contracts/${system}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<RecordedExchange, 'name'>),
      name: file.replace(/\.json$/, ''),
    }));
}

/** Where the shapes differ: keys and types; null fits anything, since dates come and go; arrays by their first entry. */
export function misfits(recorded: unknown, told: unknown, at = ''): string[] {
  if (recorded === null || told === null) return [];
  if (Array.isArray(recorded) && Array.isArray(told)) {
    if (recorded.length === 0 || told.length === 0)
      return recorded.length === told.length ? [] : [`${at}: ${String(told.length)} entries`];
    return misfits(recorded[0], told[0], `${at}[]`);
  }
  if (typeof recorded !== typeof told || Array.isArray(recorded) !== Array.isArray(told))
    return [`${at}: ${typeof told} instead of ${typeof recorded}`];
  if (typeof recorded !== 'object') return [];
  const [was, is] = [recorded as Record<string, unknown>, told as Record<string, unknown>];
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keys].flatMap((key) =>
    key in was && key in is
      ? misfits(was[key], is[key], `${at}.${key}`)
      : [`${at}.${key}: only in the ${key in was ? 'recording' : 'fake'}`],
  );
}

export function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Null: none was sent. */
export function sentBody({ request: { body } }: RecordedExchange): string | null {
  if (body === null || body === undefined) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}
