// Plain text that a system may store as it is: no sign in it that a terminal, a log or a reader's eye would obey.

/** Terminals obey control characters, eyes obey marks of direction: a space for the first, nothing for the second. */
export function harmless(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed();
}

/** In one line, at most so many characters, no half of a pair at its end. */
export function harmlessLine(text: string, maxLength: number): string {
  const line = harmless(text).replace(/\s+/g, ' ').trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** At most so many bytes of UTF-8; `…` where it was cut. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  return `${new TextDecoder().decode(Buffer.from(text).subarray(0, maxBytes - 8)).replace(/\ufffd+$/, '')} …`;
}
