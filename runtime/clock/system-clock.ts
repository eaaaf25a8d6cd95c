// The process clock: monotonic, anchored to the wall at start; a wall that jumps is followed gently.
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../domain/ports/clock.ts';
import { pause } from './pause.ts';

/** A wall jump above this is told: architecture "Streams and records". */
const jumpMs = 5_000;
/** Seconds gained or lost on the way back to the wall, per second: never backwards, no timer far too early. */
const slewRate = 0.1;
/** The longest sleep without a look at the wall. */
const lookMs = 60_000;

export interface SystemClockParts {
  /** Called once per jump, with the wall's lead over this clock in ms. */
  readonly onJump?: (leadMs: number) => void;
  /** Epoch ms as the operating system has it. */
  readonly wall?: () => number;
  /** Milliseconds that never go back. */
  readonly monotonic?: () => number;
}

export class SystemClock implements Clock {
  readonly #wall: () => number;
  readonly #monotonic: () => number;
  readonly #onJump: (leadMs: number) => void;
  #nowMs: number;
  #seenMs: number;
  #jumped = false;

  constructor(parts: SystemClockParts = {}) {
    this.#wall = parts.wall ?? Date.now;
    this.#monotonic = parts.monotonic ?? (() => performance.now());
    this.#onJump = parts.onJump ?? (() => undefined);
    this.#nowMs = this.#wall();
    this.#seenMs = this.#monotonic();
  }

  now(): number {
    const seen = this.#monotonic();
    const elapsed = seen - this.#seenMs;
    this.#seenMs = seen;
    this.#nowMs += elapsed;
    const lead = this.#wall() - this.#nowMs;
    this.#nowMs += Math.sign(lead) * Math.min(Math.abs(lead), elapsed * slewRate);
    this.#tell(lead);
    return Math.floor(this.#nowMs);
  }

  async until(atMs: number, signal: AbortSignal): Promise<void> {
    for (let left = atMs - this.now(); left > 0 && !signal.aborted; left = atMs - this.now()) {
      await pause(Math.min(Math.ceil(left), lookMs), signal);
    }
  }

  /** How far the wall is ahead of this clock; `doctor` shows it. */
  leadMs(): number {
    this.now();
    return Math.round(this.#wall() - this.#nowMs);
  }

  #tell(leadMs: number): void {
    const jumped = Math.abs(leadMs) > jumpMs;
    if (jumped && !this.#jumped) this.#onJump(Math.round(leadMs));
    this.#jumped = jumped;
  }
}
