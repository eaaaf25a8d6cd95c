// A bar for long commands, on stderr and only on a screen: elsewhere it draws nothing.
import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** Of the total given at the start. */
  at(done: number): void;
  end(): void;
}

const silent: Progress = { at: () => undefined, end: () => undefined };

export function startProgress(terminal: Terminal, what: string, total: number): Progress {
  if (!terminal.isScreen) return silent;
  const format = `${what} {bar} {percentage}% | {value}/{total} | {eta_formatted}`;
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  bar.start(total, 0);
  return { at: (done) => bar.update(done), end: () => bar.stop() };
}
