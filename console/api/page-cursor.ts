// The opaque cursor of a page: the last key, written so that nobody is tempted to build one.
import { PayloadError } from '../../domain/errors.ts';

export function writeCursor(key: string | null): string | null {
  return key === null ? null : Buffer.from(key, 'utf8').toString('base64url');
}

const longestCursor = 2_000;

/** @throws PayloadError `bad-cursor` for one that this API never gave. */
export function readCursor(text: string | undefined): string | null {
  if (text === undefined) return null;
  const key = Buffer.from(text, 'base64url').toString('utf8');
  if (key === '' || text.length > longestCursor || writeCursor(key) !== text) {
    throw new PayloadError('bad-cursor', 'This cursor is not one that `next` gave.', { at: 'after' });
  }
  return key;
}
