// One body of a source as events and rejections, whatever it is: what nobody can read is rejected whole.
import { isUtf8 } from 'node:buffer';
import { PayloadError } from '../domain/errors.ts';
import type { HttpSource } from './adapters/registry.ts';
import { readBody } from './read-body.ts';
import type { Read, Rejected } from './source.ts';

export interface Reading extends Pick<Read, 'events' | 'rejected'> {
  /** Set where nothing of the body can ever be read; `rejected` then holds the whole. */
  readonly fault: PayloadError | null;
}

export function readOrReject(source: HttpSource, bytes: Buffer, receivedAt: number): Reading {
  try {
    return { ...readBody(source, bytes, receivedAt), fault: null };
  } catch (error) {
    if (error instanceof PayloadError) return unreadable(bytes, error);
    throw error;
  }
}

export function notGzip(bytes: Buffer): Reading {
  return unreadable(bytes, new PayloadError('no-gzip', 'the body says it is gzip and is not'));
}

/** Kept whole: as text where it is UTF-8, else as base64. */
function unreadable(bytes: Buffer, fault: PayloadError): Reading {
  const { code, message: reason, at } = fault;
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  const where = at === undefined ? {} : { at };
  const rejected: Rejected = { code, reason, ...where, raw: bytes.toString(encoding), encoding };
  return { events: [], rejected: [rejected], fault };
}
