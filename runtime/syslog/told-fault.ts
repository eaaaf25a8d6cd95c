// An error on its way from one thread to another, and back to what it was.
import { AdapterError, ConfigError, isFault } from '../../domain/errors.ts';
import type { ToldFault } from './door-protocol.ts';

export function tellFault(thrown: unknown): ToldFault {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!isFault(thrown)) return { kind: 'other', code: '', message, retryable: false };
  const kind = thrown instanceof ConfigError ? 'config' : 'adapter';
  return { kind, code: thrown.code, message, retryable: thrown.retryable, at: thrown.at };
}

export function faultTold({ kind, code, message, retryable, at }: ToldFault): Error {
  if (kind === 'other') return new Error(message);
  const details = at === undefined ? { retryable } : { retryable, at };
  return kind === 'config' ? new ConfigError(code, message, details) : new AdapterError(code, message, details);
}
