// Reads the site's CMDB: a JSON or YAML file, or a folder of CSV files.
import { Cmdb } from '../../domain/cmdb.ts';
import { ConfigError, isFault } from '../../domain/errors.ts';
import { parseSafeJson } from '../../ingest/safe-json.ts';
import { parseYaml, readBySchema, type YamlFile } from '../config/yaml-file.ts';
import { readCsvFolder } from './csv-folder.ts';
import { isFolder, readText, tooLarge } from './read-text.ts';

/** YAML is parsed with a place for each node: slower, and only for what people write by hand. */
export const maxYamlBytes = 8 * 1_048_576;

/**
 * @throws ConfigError `cmdb-unreadable`, `cmdb-too-large`, `cmdb-not-json`, those of readCsvFolder, and of the YAML
 *   reader: `config-not-yaml`, `config-forbidden-key`, `config-alias-bomb`, `config-invalid`. `at` and message name
 *   file and line, and the path in the file. What merely does not fit together is no error: see findCmdbFaults.
 */
export function readCmdb(path: string): Cmdb {
  if (isFolder(path)) return readCsvFolder(path);
  const text = readText(path);
  return readBySchema(isJson(path, text) ? jsonFile(path, text) : yamlFile(path, text), Cmdb);
}

/** By its name; any other name than `.json`, `.yaml`, `.yml` by how it begins. */
function isJson(path: string, text: string): boolean {
  const [, ending] = /\.(json|ya?ml)$/i.exec(path) ?? [];
  return ending === undefined ? /^\s*\{/.test(text) : ending.toLowerCase() === 'json';
}

function yamlFile(path: string, text: string): YamlFile {
  if (text.length > maxYamlBytes) throw tooLarge(path, maxYamlBytes);
  return parseYaml(path, text);
}

/** Lines are looked up only where a fault asks for one: then the text is read again, as YAML, which JSON is. */
function jsonFile(path: string, text: string): YamlFile {
  const content = parseJson(path, text);
  let located: YamlFile | null = null;
  const lineOf = (at: readonly PropertyKey[]): number => {
    if (text.length > maxYamlBytes) return 1;
    located ??= parseYaml(path, text);
    return located.lineOf(at);
  };
  return { path, content, lineOf };
}

function parseJson(path: string, text: string): unknown {
  try {
    return parseSafeJson(new TextEncoder().encode(text)).value;
  } catch (cause) {
    if (!isFault(cause)) throw cause;
    const place = cause.at === undefined ? path : `${path}: ${cause.at}`;
    throw new ConfigError('cmdb-not-json', `${place}: ${cause.message}`, { at: place, cause });
  }
}
