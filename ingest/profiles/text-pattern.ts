// A message with holes, `Interface {interface}, changed state to down`: matched by its literals, without a regular expression.

export type Captures = ReadonlyMap<string, string>;
export const noCaptures: Captures = new Map();

interface Hole {
  /** Empty: not kept. */
  readonly name: string;
  /** Whether it may hold blanks. */
  readonly phrase: boolean;
}

export interface TextPattern {
  /** One more than holes: the text before, between and after them. */
  readonly literals: readonly string[];
  readonly holes: readonly Hole[];
}

const maxCaptured = 256;
const holeShape = /\{(\*|[a-z][a-zA-Z0-9]*(?:\.\.\.)?)\}/g;

/** @throws SyntaxError saying what is wrong with the text. */
export function parseTextPattern(text: string): TextPattern {
  const literals: string[] = [];
  const holes: Hole[] = [];
  let at = 0;
  for (const match of text.matchAll(holeShape)) {
    literals.push(text.slice(at, match.index));
    const word = match[1] ?? '';
    const phrase = word === '*' || word.endsWith('...');
    holes.push({ name: word === '*' ? '' : word.replace('...', ''), phrase });
    at = match.index + match[0].length;
  }
  literals.push(text.slice(at));
  if (literals.slice(1, -1).includes('')) throw new SyntaxError('two holes need text between them');
  if (literals.join('').trim().length < 3) throw new SyntaxError('needs at least three characters of fixed text');
  return { literals, holes };
}

export function matchText({ literals, holes }: TextPattern, message: string): Captures | null {
  const [first = ''] = literals;
  if (!message.startsWith(first)) return null;
  let at = first.length;
  let captures: Map<string, string> | null = null;
  for (const [index, hole] of holes.entries()) {
    const end = endOfHole(message, at, literals[index + 1] ?? '');
    if (end === -1) return null;
    const value = message.slice(at, end);
    if (!hole.phrase && (value === '' || value.includes(' '))) return null;
    if (hole.name !== '') (captures ??= new Map()).set(hole.name, value.trim().slice(0, maxCaptured));
    at = end + (literals[index + 1] ?? '').length;
  }
  return captures ?? noCaptures;
}

function endOfHole(message: string, from: number, next: string): number {
  return next === '' ? message.length : message.indexOf(next, from);
}
