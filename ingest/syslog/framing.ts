// Cuts a TCP stream into syslog frames, octet-counted or ended by LF, told apart frame by frame (RFC 6587).

/** interfaces.md, limits: a longer line is cut and marked. */
export const maxLineBytes = 65_536;
/** A count above this is no count but noise: nobody's syslog message has 1 MB. */
const maxCount = 1_048_576;
const maxCountDigits = 7;

export type FrameFault = 'frame-incomplete' | 'frame-length' | 'frame-broken';

export interface Frame {
  /** Valid only until the call that handed it over returns: the buffer behind it is used again. */
  readonly bytes: Buffer;
  readonly truncated: boolean;
  /** Why these bytes are no line. */
  readonly fault: FrameFault | null;
}
export type OnFrame = (frame: Frame) => void;

const lf = 0x0a;
const space = 0x20;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Blank bytes between frames: LF, CR, NUL. */
function isBlank(byte: number | undefined): boolean {
  return byte === lf || byte === 0x0d || byte === 0;
}

interface Count {
  readonly state: 'count' | 'wait' | 'none' | 'absurd';
  readonly length: number;
  readonly start: number;
}
const noCount: Count = { state: 'none', length: 0, start: 0 };
const waitForMore: Count = { state: 'wait', length: 0, start: 0 };

/** `NN <` is a count; `NN z` + zlib is rsyslog's compressed frame; on a connection that counts, any byte may follow. */
function readCount(bytes: Buffer, at: number, counting: boolean): Count {
  let end = at;
  while (end < bytes.length && end - at <= maxCountDigits && isDigit(bytes[end])) end += 1;
  if (end === bytes.length) return waitForMore;
  if (bytes[end] !== space || bytes[at] === 0x30) return noCount;
  const start = end + 1;
  if (start >= bytes.length) return waitForMore;
  const zipped = bytes[start] === 0x7a;
  if (zipped && start + 1 >= bytes.length) return waitForMore;
  if (!counting && bytes[start] !== 0x3c && !(zipped && bytes[start + 1] === 0x78)) return noCount;
  const length = Number(bytes.toString('latin1', at, end));
  return { state: length > maxCount || end - at > maxCountDigits ? 'absurd' : 'count', length, start };
}

/** Where the next frame may start in what is left of a broken one: at `NN <d`; −1 if it shows none. */
function nextCount(bytes: Buffer, at: number, to: number): number {
  for (
    let open = bytes.indexOf(' <', at, 'latin1');
    open !== -1 && open < to;
    open = bytes.indexOf(' <', open + 1, 'latin1')
  ) {
    let start = open;
    while (start > at && open - start < maxCountDigits && isDigit(bytes[start - 1])) start -= 1;
    while (start < open && bytes[start] === 0x30) start += 1;
    if (start < open && start > at && isDigit(bytes[open + 2])) return start;
  }
  return -1;
}

export class Framer {
  readonly #onFrame: OnFrame;
  #kept = Buffer.alloc(0);
  #length = 0;
  #counting = false;
  /** Bytes of an overlong counted frame still to pass over; −1: pass over until LF. */
  #skip = 0;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    const view = this.#view(chunk);
    const used = this.#consume(view);
    this.#keep(view, used);
  }

  /** The connection ended: what is left is a last line, or a frame cut short. */
  end(): void {
    const rest = this.#kept.subarray(0, this.#length);
    this.#length = 0;
    const skipping = this.#skip !== 0;
    this.#skip = 0;
    const from = rest.findIndex((byte) => !isBlank(byte));
    if (skipping || from === -1) return;
    const cut = readCount(rest, from, this.#counting).state === 'count';
    this.#emit(rest.subarray(from), false, cut ? 'frame-incomplete' : null);
  }

  get pendingBytes(): number {
    return this.#length;
  }

  #view(chunk: Uint8Array): Buffer {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#length === 0) return bytes;
    const needed = this.#length + bytes.length;
    if (this.#kept.length < needed) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#kept.length * 2));
      this.#kept.copy(larger, 0, 0, this.#length);
      this.#kept = larger;
    }
    bytes.copy(this.#kept, this.#length);
    return this.#kept.subarray(0, needed);
  }

  #keep(view: Buffer, used: number): void {
    const left = view.length - used;
    if (left > this.#kept.length) this.#kept = Buffer.allocUnsafe(Math.max(left, 4096));
    if (left > 0) view.copy(this.#kept, 0, used);
    this.#length = left;
  }

  /** Hands over every whole frame; returns how many bytes are done with. */
  #consume(view: Buffer): number {
    let at = 0;
    for (;;) {
      at = this.#passOver(view, at);
      if (this.#skip !== 0) return at;
      while (isBlank(view[at])) at += 1;
      if (at >= view.length) return at;
      const next = this.#take(view, at);
      if (next === -1) return at;
      at = next;
    }
  }

  #passOver(view: Buffer, at: number): number {
    if (this.#skip === 0) return at;
    if (this.#skip > 0) {
      const step = Math.min(this.#skip, view.length - at);
      this.#skip -= step;
      return at + step;
    }
    const end = view.indexOf(lf, at);
    if (end === -1) return view.length;
    this.#skip = 0;
    return end + 1;
  }

  /** One frame at `at`: where the next one starts, or −1 if bytes are missing. */
  #take(view: Buffer, at: number): number {
    if (isDigit(view[at])) {
      const count = readCount(view, at, this.#counting);
      if (count.state === 'wait') return -1;
      if (count.state === 'count') return this.#takeCounted(view, count);
      if (count.state === 'absurd') return this.#takeLine(view, at, 'frame-length');
    }
    const broken = this.#counting && view[at] !== 0x3c;
    return broken ? this.#takeBroken(view, at) : this.#takeLine(view, at, null);
  }

  #takeCounted(view: Buffer, { length, start }: Count): number {
    const kept = Math.min(length, maxLineBytes);
    if (view.length - start < kept) return -1;
    this.#counting = true;
    this.#skip = length - kept;
    this.#emit(view.subarray(start, start + kept), kept < length, null);
    return start + kept;
  }

  #takeLine(view: Buffer, at: number, fault: FrameFault | null): number {
    const end = view.indexOf(lf, at);
    if (end !== -1 && end - at <= maxLineBytes) {
      this.#emit(view.subarray(at, end), false, fault);
      return end + 1;
    }
    if (view.length - at <= maxLineBytes) return -1;
    this.#skip = -1;
    this.#emit(view.subarray(at, at + maxLineBytes), true, fault);
    return at + maxLineBytes;
  }

  /** The count before lied: these bytes up to LF, or to what looks like the next counted frame, are a dead letter. */
  #takeBroken(view: Buffer, at: number): number {
    const found = view.indexOf(lf, at);
    const limit = found === -1 ? Math.min(view.length, at + maxLineBytes) : Math.min(found, at + maxLineBytes);
    const next = nextCount(view, at, limit);
    if (next === -1) return this.#takeLine(view, at, 'frame-broken');
    this.#emit(view.subarray(at, next), false, 'frame-broken');
    return next;
  }

  #emit(bytes: Buffer, truncated: boolean, fault: FrameFault | null): void {
    this.#onFrame({ bytes, truncated, fault });
  }
}
