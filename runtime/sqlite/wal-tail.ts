// What stands at the end of a write-ahead log and will not be kept: a torn write, a flipped bit, a cut transaction.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;
const bigEndianMagic = 0x377f0683;
const littleEndianMagic = 0x377f0682;

export interface WalTail {
  /** Frames after the last whole transaction. */
  readonly frames: number;
  /** True when a frame's checksum is wrong: torn or changed, not merely unfinished. */
  readonly torn: boolean;
}

/**
 * Null when nothing is dropped. Follows SQLite's own rule (sqlite.org/fileformat2.html, "The WAL File"): a frame counts
 * when its salts are the header's and the running checksum holds, up to the last one that ends a transaction.
 */
export function droppedTail(path: string): WalTail | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size === 0) return null;
    const header = readAt(file, 0, headerBytes);
    const big = header.readUInt32BE(0) === bigEndianMagic;
    if (size < headerBytes || (!big && header.readUInt32BE(0) !== littleEndianMagic)) return { frames: 0, torn: true };
    return walk({ file, size, header, big });
  } finally {
    closeSync(file);
  }
}

interface Wal {
  readonly file: number;
  readonly size: number;
  readonly header: Buffer;
  readonly big: boolean;
}

function walk({ file, size, header, big }: Wal): WalTail | null {
  const frameBytes = frameHeaderBytes + header.readUInt32BE(8);
  const sum = new RunningSum(big);
  sum.add(header.subarray(0, 24));
  if (!sum.matches(header, 24)) return { frames: 0, torn: true };
  let open = 0;
  for (let at = headerBytes; at < size; at += frameBytes) {
    const frame = readAt(file, at, Math.min(frameBytes, size - at));
    const kinship = kinshipOf(frame, header);
    if (kinship === 'none') break;
    if (kinship === 'part' || frame.length < frameBytes) return { frames: open + 1, torn: true };
    sum.add(frame.subarray(0, 8));
    sum.add(frame.subarray(frameHeaderBytes));
    if (!sum.matches(frame, 16)) return { frames: open + 1, torn: true };
    open = frame.readUInt32BE(4) === 0 ? open + 1 : 0;
  }
  return open === 0 ? null : { frames: open, torn: false };
}

/** Frames left over from before the last restart of the log have neither of its salts. */
function kinshipOf(frame: Buffer, header: Buffer): 'full' | 'part' | 'none' {
  if (frame.length < 16) return 'part';
  const first = frame.readUInt32BE(8) === header.readUInt32BE(16);
  const second = frame.readUInt32BE(12) === header.readUInt32BE(20);
  if (first && second) return 'full';
  return first || second ? 'part' : 'none';
}

function readAt(file: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(file, buffer, 0, bytes, at));
}

/** SQLite's checksum of two 32-bit words. */
class RunningSum {
  readonly #big: boolean;
  #one = 0;
  #two = 0;

  constructor(big: boolean) {
    this.#big = big;
  }

  add(bytes: Buffer): void {
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      this.#one = (this.#one + this.#word(bytes, at) + this.#two) >>> 0;
      this.#two = (this.#two + this.#word(bytes, at + 4) + this.#one) >>> 0;
    }
  }

  matches(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#one && bytes.readUInt32BE(at + 4) === this.#two;
  }

  #word(bytes: Buffer, at: number): number {
    return this.#big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
  }
}
