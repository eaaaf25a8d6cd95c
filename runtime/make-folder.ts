// Makes a folder of the user's and those above it, one by one: Node's `recursive` never ends where the first cannot be, as in /proc.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../domain/errors.ts';

/** One that is there already is fine. @throws ConfigError `folder-not-made`. */
export function makeFolder(path: string): void {
  const wanted = resolve(path);
  for (const folder of missingOf(wanted)) makeOne(folder, wanted);
  if (!statSync(wanted).isDirectory()) throw notMade(wanted, 'it is a file');
}

/** Outermost first. */
function missingOf(wanted: string): string[] {
  const missing: string[] = [];
  for (let folder = wanted; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  return missing;
}

function makeOne(folder: string, wanted: string): void {
  try {
    mkdirSync(folder);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    // Somebody else made it meanwhile.
    if (code === 'EEXIST' && existsSync(folder)) return;
    throw notMade(wanted, tellWhy(code, folder), cause);
  }
}

function tellWhy(code: string, folder: string): string {
  const above = dirname(folder);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `this user may not make a folder in ${above}`;
    case 'ENOENT':
      return `no folder can be made in ${above}`;
    case 'ENOTDIR':
      return `${above} is no folder`;
    case 'EEXIST':
      return `${folder} is a link to nowhere`;
    case 'EROFS':
      return `${above} is read-only`;
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return code;
  }
}

function notMade(path: string, why: string, cause?: unknown): ConfigError {
  return new ConfigError('folder-not-made', `the folder ${path} cannot be made: ${why}`, { at: path, cause });
}
