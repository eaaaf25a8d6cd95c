// Reads what stands behind an option; what does not fit is wrong use.
import { statSync } from 'node:fs';
import { ConfigError } from '../../domain/errors.ts';

function wrong(option: string, why: string): ConfigError {
  return new ConfigError('option-invalid', `${option}: ${why}`, { at: option });
}

export function readNumber(option: string, text: string, { min, max }: { min: number; max: number }): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= min && number <= max) return number;
  throw wrong(option, `${JSON.stringify(text)} is no number from ${min} to ${max}`);
}

/** Epoch ms of an RFC 3339 time with its zone. */
export function readInstant(option: string, text: string): number {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw wrong(option, `${JSON.stringify(text)} is no RFC 3339 time such as 2026-11-23T19:00:00Z`);
}

/** A path that must be there. @throws ConfigError `file-missing`. */
export function readPath(option: string, path: string): string {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return path;
  throw new ConfigError('file-missing', `${option}: ${path}: no such file or folder`, { at: path });
}
