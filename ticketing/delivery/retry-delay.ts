// How long to wait before trying again: doubling, with jitter derived from key and attempt so that it replays.
import { hexId } from '../../domain/identity.ts';

const firstMs = 1_000;
/** A dead system is asked once a minute per operation at most; the breaker asks far less. */
const longestMs = 60_000;

/** 0.5–1, the same for the same parts. */
export function jitter(...parts: readonly string[]): number {
  return 0.5 + parseInt(hexId(...parts).slice(0, 8), 16) / 0x1_0000_0000 / 2;
}

/** Never shorter than the system asked for; `attempt` counts from 1. */
export function retryDelayMs(key: string, attempt: number, retryAfterMs = 0): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 10));
  return Math.max(retryAfterMs, Math.round(full * jitter(key, String(attempt))));
}
