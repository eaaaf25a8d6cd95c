// How a command tells of what went wrong: a line for people, an object for --json, and the exit code.
import { ConfigError, isFault } from '../../domain/errors.ts';
import { exitFaults, exitWrongUse } from './terminal.ts';

/** Codes that speak about the command line rather than about what a file says. */
const wrongUse = new Set([
  'config-unreadable',
  'file-missing',
  'folder-not-made',
  'option-invalid',
  'role-needs-kafka',
]);

export function exitCodeOf(thrown: unknown): number {
  return thrown instanceof ConfigError && wrongUse.has(thrown.code) ? exitWrongUse : exitFaults;
}

export interface WordedFault {
  readonly code: string;
  readonly message: string;
  readonly at?: string;
}

export function wordFault(thrown: unknown): WordedFault {
  if (isFault(thrown)) {
    return { code: thrown.code, message: thrown.message, ...(thrown.at === undefined ? {} : { at: thrown.at }) };
  }
  return { code: 'defect', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
}
