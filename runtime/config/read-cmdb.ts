// The CMDB file, JSON or YAML: the shape by its schema; what its entries say of each other is judged elsewhere.
import { readFileSync, statSync } from 'node:fs';
import secureJson from 'secure-json-parse';
import { Cmdb } from '../../domain/cmdb.ts';
import { ConfigError } from '../../domain/errors.ts';
import { parseYaml, readBySchema } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

/** 100,000 CIs with their relations. */
export const maxCmdbBytes = 64 * 1_048_576;

/** @throws ConfigError `cmdb-unreadable`, `cmdb-too-large`, `config-invalid`, those of a YAML file. */
export function readCmdb(path: string): Cmdb {
  const text = readText(path);
  return readBySchema(/\.json$/i.test(path) ? jsonFile(path, text) : parseYaml(path, text), Cmdb);
}

function readText(path: string): string {
  try {
    if (statSync(path).size <= maxCmdbBytes)
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof TypeError ? 'is not UTF-8 text' : 'cannot be read';
    throw new ConfigError('cmdb-unreadable', `${path}: ${why}`, { at: path, cause });
  }
  throw new ConfigError('cmdb-too-large', `${path}: above ${maxCmdbBytes} bytes`, { at: path });
}

/** Quick where it is sound; a faulty file is read again as YAML, of which JSON is a part, to name the line. */
function jsonFile(path: string, text: string): YamlFile {
  let located: YamlFile | null = null;
  const locate = (): YamlFile => (located ??= parseYaml(path, text));
  try {
    const content: unknown = secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' });
    return { path, content, lineOf: (at) => locate().lineOf(at) };
  } catch {
    return locate();
  }
}
