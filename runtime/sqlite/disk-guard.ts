// A ballast file: room kept back so that what is already promised can be finished when the disk is full.
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { isFull } from './database.ts';

const chunkBytes = 64 * 1_024;
/** A full disk is asked for the room no more often than this. */
const askMs = 200;

export class DiskGuard {
  readonly #path: string;
  readonly #bytes: number;
  #held = false;
  #askedMs = -Infinity;

  constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
    this.#held = statSync(path, { throwIfNoEntry: false })?.size === bytes;
  }

  /** False: the ballast is spent, nothing new may be taken on. */
  get held(): boolean {
    return this.#held;
  }

  release(): void {
    this.#held = false;
    rmSync(this.#path, { force: true });
  }

  /** Takes the room back; false while the disk has none. Disk that is only promised does not count: bytes are written. */
  hold(): boolean {
    if (this.#held || performance.now() - this.#askedMs < askMs) return this.#held;
    this.#askedMs = performance.now();
    try {
      this.#fill();
      this.#held = true;
    } catch (thrown) {
      rmSync(this.#path, { force: true });
      if (!isFull(thrown)) throw thrown;
    }
    return this.#held;
  }

  #fill(): void {
    const file = openSync(this.#path, 'w');
    try {
      const chunk = Buffer.alloc(chunkBytes, 'ballast ');
      for (let left = this.#bytes; left > 0; left -= writeSync(file, chunk, 0, Math.min(left, chunkBytes)));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
