// The clock the pages show: the server's, which in a demo runs on told time, carried on between its words.
export interface ClockWord {
  /** The server's now, epoch ms. */
  readonly nowMs: number;
  /** Told milliseconds per real one; 1 outside a demo. */
  readonly speed: number;
}

interface Anchor extends ClockWord {
  readonly heardAtMs: number;
}

const monotonicMs = (): number => performance.now();
let anchor: Anchor | null = null;
const listeners = new Set<() => void>();

/** Sets the clock by what the server said. It never jumps back by less than a second, so that ages don't flicker. */
export function setToldClock(word: ClockWord): void {
  const shown = readToldClock();
  const backMs = shown === null ? 0 : shown - word.nowMs;
  const nowMs = shown !== null && backMs > 0 && backMs < 1000 * word.speed ? shown : word.nowMs;
  anchor = { nowMs, speed: word.speed, heardAtMs: monotonicMs() };
  for (const listener of listeners) listener();
}

/** Epoch ms, or null before the server spoke. */
export function readToldClock(): number | null {
  return anchor === null ? null : anchor.nowMs + (monotonicMs() - anchor.heardAtMs) * anchor.speed;
}

export function onToldClock(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
