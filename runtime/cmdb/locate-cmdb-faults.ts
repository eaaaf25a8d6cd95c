// Where in its file a fault of the CMDB stands: the line, for what people write as JSON or YAML.
import { readFileSync } from 'node:fs';
import type { CmdbFault } from '../../correlate/cmdb/cmdb-fault.ts';
import { parseYaml } from '../config/yaml-file.ts';
import { isFolder } from './read-text.ts';
import { maxYamlBytes } from './read-cmdb.ts';

export interface LocatedFault {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** `cmdb.yaml:12`, or the folder. */
  readonly at: string;
  readonly message: string;
  readonly fix: string;
}

/** `relations[3].to` → `relations`, 3, `to`. */
function pathOf(text: string): (string | number)[] {
  return [...text.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}

export function locateCmdbFaults(file: string, faults: readonly CmdbFault[]): LocatedFault[] {
  const lineOf = faults.length === 0 ? null : linesOf(file);
  return faults.map(({ severity, code, path, message, fix }) => {
    const at = lineOf === null ? file : `${file}:${lineOf(pathOf(path))}`;
    return { severity, code, at, message: `${at}: ${path}: ${message}.`, fix };
  });
}

function linesOf(file: string): ((path: readonly PropertyKey[]) => number) | null {
  if (isFolder(file)) return null;
  const text = readFileSync(file, 'utf8');
  if (text.length > maxYamlBytes) return null;
  const located = parseYaml(file, text);
  return (path) => located.lineOf(path);
}
