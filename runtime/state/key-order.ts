// Keys as a store keeps them: the byte order of the stored text is the code unit order of the key.

/** UTF-8 bytes order like code units below the surrogates; a NUL or a lone surrogate would not come back whole. */
const special = /[\u0000\u0001\ud7ff-\uffff]/;
/** Each code unit by itself: no `u` flag. */
const everySpecial = /[\u0000\u0001\ud7ff-\uffff]/g;
const escaped = /\u0001[\u0001\u0002]|\ud7ff[\s\S]/g;

const highFrom = 0xd7ff;
/** The escape's second character starts here, at the space. */
const highTo = 0x20;

export function encodeKey(key: string): string {
  return special.test(key) ? key.replace(everySpecial, encodeUnit) : key;
}

export function decodeKey(stored: string): string {
  return special.test(stored) ? stored.replace(escaped, decodeUnit) : stored;
}

/** Above every stored key that starts with the prefix, and below every other that stands after it. */
export function endOfPrefix(prefix: string): string {
  return `${encodeKey(prefix)}\u{10ffff}`;
}

function encodeUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code < 2) return `\u0001${String.fromCharCode(code + 1)}`;
  return `\ud7ff${String.fromCharCode(code - highFrom + highTo)}`;
}

function decodeUnit(pair: string): string {
  const code = pair.charCodeAt(1);
  return String.fromCharCode(pair.charCodeAt(0) === 1 ? code - 1 : code - highTo + highFrom);
}
