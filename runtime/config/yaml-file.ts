// A YAML (or JSON) file of the site, read strictly: bounded, without alias bombs or `__proto__`, each fault with its line.
import { readFileSync, statSync } from 'node:fs';
import { isAlias, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import { plainIssue } from '../../domain/plain-issue.ts';
import { wordIssue } from './word-issue.ts';
import type { LocatedFile } from './word-issue.ts';

/** A site of 1,000 sources fits ten times over. */
export const maxConfigBytes = 1_048_576;
/** Anchors are for repeating a block by hand, not for growing one. */
const maxAliases = 100;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

export type YamlFile = LocatedFile;

/** @throws ConfigError `config-unreadable`, `config-too-large`, `config-not-yaml`, `config-forbidden-key`, `config-alias-bomb`. */
export function readYamlFile(path: string): YamlFile {
  return parseYaml(path, readBounded(path));
}

function readBounded(path: string): string {
  try {
    if (statSync(path).size <= maxConfigBytes)
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof TypeError ? 'is not UTF-8 text' : 'cannot be read';
    throw new ConfigError('config-unreadable', `${path}: ${why}`, { at: path, cause });
  }
  throw new ConfigError('config-too-large', `${path}: above ${maxConfigBytes} bytes`, { at: path });
}

/** @throws ConfigError as `readYamlFile`. */
export function parseYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const document = parseBounded(path, text, lines);
  const [fault] = document.errors;
  if (fault !== undefined)
    throw faultAt(`${path}:${lineAt(fault.pos[0])}`, 'config-not-yaml', yamlWords(fault.message));
  refuseHostile(document, (node, code, why) => {
    throw faultAt(`${path}:${lineAt(node?.range?.[0] ?? 0)}`, code, why);
  });
  return {
    path,
    content: document.toJS({ maxAliasCount: maxAliases }) as unknown,
    lineOf: (at) => lineAt(offsetOf(document, at)),
  };
}

/** Its first line, without the place, which stands before it. */
function yamlWords(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

function parseBounded(path: string, text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: true, strict: true });
  } catch (cause) {
    throw new ConfigError('config-not-yaml', `${path}: nested too deeply`, { at: path, cause });
  }
}

type Refuse = (node: Node | null, code: string, why: string) => void;

function refuseHostile(document: Document.Parsed, refuse: Refuse): void {
  let aliases = 0;
  visit(document, (_key, node) => {
    if (isAlias(node) && ++aliases > maxAliases) refuse(node, 'config-alias-bomb', `more than ${maxAliases} aliases`);
    if (isPair(node) && isScalar(node.key) && forbidden.has(String(node.key.value))) {
      refuse(node.key, 'config-forbidden-key', `${String(node.key.value)}: this key is refused`);
    }
  });
  try {
    document.toJS({ maxAliasCount: maxAliases });
  } catch {
    refuse(document.contents, 'config-alias-bomb', 'aliases grow beyond what a file may hold');
  }
}

/** The offset of a path's key, else of the nearest parent that exists. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = pairsOf(parent).find(
      (candidate) => isScalar(candidate.key) && String(candidate.key.value) === String(key),
    );
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    const range = (node as Node | undefined)?.range;
    if (range) return range[0];
  }
  return 0;
}

function pairsOf(node: unknown): Pair[] {
  return (node as { items?: unknown[] } | undefined)?.items?.filter((entry): entry is Pair => isPair(entry)) ?? [];
}

function faultAt(at: string, code: string, why: string): ConfigError {
  return new ConfigError(code, `${at}: ${why}`, { at });
}

/**
 * The file's content by a strict schema.
 * @throws ConfigError `config-invalid`: every fault on a line of its own, with file, line, path, and the nearest known key.
 */
export function readBySchema<T extends z.ZodType>(file: YamlFile, schema: T): z.infer<T> {
  const result = schema.safeParse(file.content ?? {}, { error: plainIssue });
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) => wordIssue(file, schema, issue));
  throw new ConfigError('config-invalid', faults.map((fault) => fault.message).join('\n'), {
    at: faults[0]?.at ?? file.path,
  });
}
