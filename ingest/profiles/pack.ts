// Reads the text of a syslog pack (YAML) into a checked pack, and many of them into profiles.
import { LineCounter, isNode, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { ConfigError } from '../../domain/errors.ts';
import { plainIssue } from '../../domain/plain-issue.ts';
import { Pack } from './pack-schema.ts';
import { Profiles } from './profiles.ts';
import { withThresholds, type Thresholds } from './thresholds.ts';

/** A pack is written by hand: nobody's is larger. */
const maxPackBytes = 1_048_576;
const maxDepth = 12;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

export interface PackFile {
  /** Named in errors. */
  readonly file: string;
  readonly text: string;
}

/** @throws ConfigError `pack-invalid` naming file, line and path. */
export function parsePack({ file, text }: PackFile): Pack {
  if (text.length > maxPackBytes) throw fault(file, 'file is larger than 1 MB');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw fault(file, syntax.message.split('\n')[0] ?? 'no YAML', lines.linePos(syntax.pos[0]).line);
  refuseTricks(file, document, lines);
  const parsed = Pack.safeParse(document.toJS(), { error: plainIssue });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  throw fault(file, `${pathText(path)}: ${issue?.message ?? 'invalid'}`, lineOf(document, lines, path));
}

/** Profiles of packs asked in this order: a site's own first. @throws ConfigError as parsePack and withThresholds. */
export function compilePacks(files: readonly PackFile[], thresholds: Thresholds = {}): Profiles {
  const packs = files.map((file) => parsePack(file));
  return new Profiles(withThresholds(packs, thresholds));
}

function fault(file: string, message: string, line?: number): ConfigError {
  const at = line === undefined ? file : `${file}:${line}`;
  return new ConfigError('pack-invalid', `${at}: ${message}`, { at });
}

/** Aliases (a bomb is made of them), keys that reach into prototypes, and nesting that nobody writes. */
function refuseTricks(file: string, document: Document, lines: LineCounter): void {
  visit(document, {
    Alias: (_, node) => {
      throw fault(file, 'aliases are refused', lineAt(lines, node.range?.[0]));
    },
    Pair: (_, pair) => {
      const key = isNode(pair.key) ? pair.key : null;
      const name = String(key === null ? pair.key : key.toJSON());
      if (refusedKeys.has(name)) throw fault(file, `the key ${name} is refused`, lineAt(lines, key?.range?.[0]));
    },
    Node: (_, node, path) => {
      if (path.length > maxDepth * 2) throw fault(file, 'nested too deeply', lineAt(lines, node.range?.[0]));
    },
  });
}

function lineAt(lines: LineCounter, offset: number | undefined): number | undefined {
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineAt(lines, node.range[0]);
  }
  return undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'pack';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
