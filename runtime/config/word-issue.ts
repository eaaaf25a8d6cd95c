// What in a site's file does not fit its schema, told with file, line and path, and the nearest known word.
import type { z } from 'zod';
import { nearestKey } from './nearest-key.ts';
import { knownKeys } from './schema-keys.ts';

export interface LocatedFile {
  /** As the user named it, for messages. */
  readonly path: string;
  readonly content: unknown;
  /** 1-based line of a path in the file; of its nearest parent if it is absent. */
  lineOf(path: readonly PropertyKey[]): number;
}

export interface SchemaFault {
  readonly message: string;
  /** The path in the file. */
  readonly at: string;
}

export function wordIssue(file: LocatedFile, schema: z.ZodType, issue: z.core.$ZodIssue): SchemaFault[] {
  if (issue.code !== 'unrecognized_keys')
    return [wordFault(file, issue.path, `${wordOf(issue)}${nearestValue(file.content, issue)}`)];
  const known = knownKeys(schema, issue.path);
  return issue.keys.map((key) => {
    const near = nearestKey(key, known);
    const hint = near === null ? `known here: ${known.join(', ')}` : `did you mean ${near}?`;
    return wordFault(file, [...issue.path, key], `unknown key; ${hint}`);
  });
}

/** `; did you mean zabbix?`, where one of a few words was asked for and the one that stands there is near. */
function nearestValue(content: unknown, issue: z.core.$ZodIssue): string {
  const { values, options } = issue as { readonly values?: unknown; readonly options?: unknown };
  const known = issue.code === 'invalid_value' ? values : issue.code === 'invalid_union' ? options : null;
  const found = issue.path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | null)?.[key],
    content,
  );
  if (!Array.isArray(known) || typeof found !== 'string') return '';
  const near = nearestKey(found, known.map(String));
  return near === null ? '' : `; did you mean ${near}?`;
}

function wordOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const inner = issue.errors.flat().filter((fault) => fault.path.length > 0);
  return inner[0] === undefined ? issue.message : `${inner[0].path.join('.')}: ${inner[0].message}`;
}

function wordFault(file: LocatedFile, path: readonly PropertyKey[], why: string): SchemaFault {
  const at = path.map(String).join('.');
  return { message: `${file.path}:${file.lineOf(path)}: ${at === '' ? 'top level' : at}: ${why}`, at };
}
