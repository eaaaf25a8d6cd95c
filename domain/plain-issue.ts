// What does not fit a schema, in plain words: "must be at most 65535", where zod says "Too big: expected number to be <=65535".
import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const shown = 40;
const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const formats: Readonly<Record<string, string>> = {
  datetime: 'must be a time such as 2026-11-28T10:00:00Z',
  url: 'must be an address such as https://example.net',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  const type = Array.isArray(value) ? 'array' : typeof value;
  return kinds[type] ?? type;
}

/** As JSON writes it, cut: what stands there may be long, or made to hurt a terminal. */
function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text.length > shown ? `${text.slice(0, shown)}…` : text);
}

function noneOf(value: unknown, known: readonly unknown[]): string {
  const list = known.map(String).join(', ');
  if (value === undefined) return known.length === 1 ? `is missing: ${list}` : `is missing: one of ${list}`;
  return known.length === 1 ? `must be ${list}, and is ${quote(value)}` : `${quote(value)} is none of ${list}`;
}

function wrongUnion(issue: Issue & { readonly code: 'invalid_union' }): string | undefined {
  const { discriminator, options } = issue as { readonly discriminator?: string; readonly options?: unknown[] };
  if (discriminator === undefined || options === undefined) return undefined;
  return noneOf((issue.input as Readonly<Record<string, unknown>> | null)?.[discriminator], options);
}

const counted: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };
const singular: Readonly<Record<string, string>> = { string: ' character', array: ' entry' };

function wrongSize(origin: string, bound: string, limit: number | bigint): string | undefined {
  if (origin === 'string' && bound === 'at least' && Number(limit) === 1) return 'is empty';
  const what = counted[origin];
  if (what !== undefined) return `must have ${bound} ${limit}${Number(limit) === 1 ? singular[origin] : what}`;
  return origin === 'number' || origin === 'int' ? `must be ${bound} ${limit}` : undefined;
}

function boundOf(issue: Issue & { readonly code: 'too_small' | 'too_big' }): string {
  if (issue.exact === true) return 'exactly';
  if (issue.code === 'too_small') return issue.inclusive === false ? 'more than' : 'at least';
  return issue.inclusive === false ? 'less than' : 'at most';
}

/** For `safeParse(…, { error: plainIssue })`: a schema's own message stands above it; undefined leaves zod's. */
export function plainIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return 'is missing';
      const kind = kinds[issue.expected] ?? issue.expected;
      const isNearly = issue.expected === 'int' && typeof issue.input === 'number';
      return isNearly ? `must be ${kind}` : `must be ${kind}, and is ${kindOf(issue.input)}`;
    }
    case 'invalid_value':
      return noneOf(issue.input, issue.values);
    case 'invalid_union':
      return wrongUnion(issue);
    case 'too_small':
      return wrongSize(issue.origin, boundOf(issue), issue.minimum);
    case 'too_big':
      return wrongSize(issue.origin, boundOf(issue), issue.maximum);
    case 'invalid_format':
      return formats[issue.format];
    default:
      return undefined;
  }
}
