// What signs the links of messages: the site's own, or one that is made at the first start and never leaves its folder.
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdapterError, isFault } from '../../domain/errors.ts';
import { makeFolder } from '../make-folder.ts';

const fileName = 'link-secret';
const secretBytes = 32;
const onlyOwner = 0o600;

/** @throws AdapterError `link-secret-unreadable`, ConfigError `folder-not-made`. */
export function openLinkSecret(folder: string, configured: string | null): string {
  if (configured !== null) return configured;
  const path = join(folder, fileName);
  try {
    return readOrMake(path, folder);
  } catch (cause) {
    if (isFault(cause)) throw cause;
    throw new AdapterError('link-secret-unreadable', `${path} can be neither read nor made`, { at: path, cause });
  }
}

function readOrMake(path: string, folder: string): string {
  const known = readIfThere(path);
  if (known !== null) {
    chmodSync(path, onlyOwner);
    return known;
  }
  makeFolder(folder);
  const made = randomBytes(secretBytes).toString('base64url');
  writeFileSync(path, made, { mode: onlyOwner, flag: 'wx' });
  return made;
}

function readIfThere(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text.length >= secretBytes) return text;
    throw new RangeError(`${path} is too short: remove it, and a new one is made`);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
