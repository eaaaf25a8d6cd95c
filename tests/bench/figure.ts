// One measured figure, and how figures are shown: a table for people, `--json` for tools.
import { loadavg } from 'node:os';

export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure is held to: `≥` a floor, `≤` a ceiling; null: told, not held. */
  readonly bar: string | null;
  /** The same measured, or recorded, elsewhere. */
  readonly peer?: string;
}

function meets({ value, bar }: Figure): boolean | null {
  if (bar === null) return null;
  const limit = Number(bar.slice(1).replaceAll(',', ''));
  return bar.startsWith('≥') ? value >= limit : value <= limit;
}

const shown = (value: number): string =>
  value.toFixed(value >= 100 ? 0 : 2).replace(/\B(?=(\d{3})+(?!\d))/g, value >= 100 ? ',' : '');

function lineOf(figure: Figure): string {
  const verdict = { true: 'met', false: 'MISSED', null: '' }[String(meets(figure)) as 'true' | 'false' | 'null'];
  const value = `${shown(figure.value)} ${figure.unit}`;
  const peer = figure.peer === undefined ? '' : `  (${figure.peer})`;
  return `${figure.bench.padEnd(14)} ${figure.metric.padEnd(46)} ${value.padStart(20)}  ${(figure.bar ?? '').padEnd(10)} ${verdict}${peer}`;
}

/** To stdout: the table, or JSON alone. */
export function printFigures(figures: readonly Figure[], asJson: boolean): void {
  if (asJson) process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
  else for (const figure of figures) process.stdout.write(`${lineOf(figure)}\n`);
}

/** To stderr: what is being done, and how busy the machine is with other work. */
export function say(text: string): void {
  const load = loadavg().map((value) => value.toFixed(1));
  process.stderr.write(`[load ${load.join(' ')}] ${text}\n`);
}

/** Middle, lowest and highest of several runs, as a metric's words. */
export function spreadOf(values: readonly number[]): { readonly median: number; readonly words: string } {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { median, words: `${shown(sorted[0] ?? 0)}–${shown(sorted.at(-1) ?? 0)} over ${sorted.length}` };
}
