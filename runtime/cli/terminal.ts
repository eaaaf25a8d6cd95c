// Where a command writes and what it is told: the shell in life, arrays in tests.
import { text } from 'node:stream/consumers';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stderr is a screen that a progress bar may redraw. */
  readonly isScreen: boolean;
  /** All of standard input. */
  readInput(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Aborts on SIGINT or SIGTERM. */
  readonly stopped: AbortSignal;
}

/** Exit codes of every command. */
export const exitFine = 0;
export const exitFaults = 1;
export const exitWrongUse = 2;

/** The process's own. */
export function shellTerminal(): Terminal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(signal));
  return {
    env: process.env,
    isScreen: process.stderr.isTTY,
    readInput: () => text(process.stdin),
    out: (written) => void process.stdout.write(written),
    err: (written) => void process.stderr.write(written),
    stopped: stop.signal,
  };
}
