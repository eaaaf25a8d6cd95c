// Reads a file of the CMDB as text, bounded, each fault with the file's name.
import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../../domain/errors.ts';

/** 100,000 CIs with their relations are about 30 MB of JSON. */
const maxCmdbBytes = 64 * 1_048_576;

/** @throws ConfigError `cmdb-unreadable`. */
export function isFolder(path: string): boolean {
  return statOf(path).isDirectory();
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path);
  } catch (cause) {
    throw new ConfigError('cmdb-unreadable', `${path}: cannot be read`, { at: path, cause });
  }
}

/**
 * UTF-8 text without a BOM.
 * @throws ConfigError `cmdb-unreadable`, `cmdb-too-large`.
 */
export function readText(path: string): string {
  const { size } = statOf(path);
  if (size > maxCmdbBytes) throw tooLarge(path, maxCmdbBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof TypeError ? 'is not UTF-8 text' : 'cannot be read';
    throw new ConfigError('cmdb-unreadable', `${path}: ${why}`, { at: path, cause });
  }
}

export function tooLarge(path: string, maxBytes: number): ConfigError {
  return new ConfigError('cmdb-too-large', `${path}: above ${maxBytes} bytes`, { at: path });
}
