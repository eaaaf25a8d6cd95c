// A message with holes, `Interface {interface}, changed state to down`: matched by its literals, without a regular expression.

export type Captures = ReadonlyMap<string, string>;
export const noCaptures: Captures = new Map();

interface Hole {
  /** Empty: not kept. */
  readonly name: string;
  /** Whether it may hold blanks. */
  readonly phrase: boolean;
  /** Whether it goes on to the last place where what follows it stands, not to the first. */
  readonly toLast: boolean;
}

export interface TextPattern {
  /** One more than holes: the text before, between and after them. */
  readonly literals: readonly string[];
  readonly holes: readonly Hole[];
}

const maxCaptured = 256;
const holeShape = /\{(\*|[a-z][a-zA-Z0-9]*(?:\.\.\.(?:last)?)?)\}/g;

/** @throws SyntaxError saying what is wrong with the text. */
export function parseTextPattern(text: string): TextPattern {
  const literals: string[] = [];
  const holes: Hole[] = [];
  let at = 0;
  for (const match of text.matchAll(holeShape)) {
    literals.push(text.slice(at, match.index));
    const word = match[1] ?? '';
    const [name = '', reach] = word.split('...');
    holes.push({
      name: name === '*' ? '' : name,
      phrase: name === '*' || reach !== undefined,
      toLast: reach === 'last',
    });
    at = match.index + match[0].length;
  }
  literals.push(text.slice(at));
  if (literals.slice(1, -1).includes('')) throw new SyntaxError('two holes need text between them');
  if (holes.filter(({ toLast }) => toLast).length > 1) throw new SyntaxError('only one hole may go to the last place');
  if (literals.join('').trim().length < 3) throw new SyntaxError('needs at least three characters of fixed text');
  return { literals, holes };
}

export function matchText(text: TextPattern, message: string): Captures | null {
  const [first = ''] = text.literals;
  if (!message.startsWith(first)) return null;
  return text.holes.length === 0 ? noCaptures : matchHoles(text, message, 0, first.length);
}

/** From that hole on, which begins at `at`. */
function matchHoles(text: TextPattern, message: string, index: number, at: number): Map<string, string> | null {
  const hole = text.holes[index];
  if (hole === undefined) return new Map();
  const next = text.literals[index + 1] ?? '';
  for (let end = endOfHole(hole, message, at, next); end >= at; end = endBefore(hole, message, end, next)) {
    const value = message.slice(at, end);
    if (!hole.phrase && (value === '' || value.includes(' '))) return null;
    const captures = matchHoles(text, message, index + 1, end + next.length);
    if (captures !== null) return hole.name === '' ? captures : captures.set(hole.name, kept(hole, value));
  }
  return null;
}

/** What goes to the last place is a text of somebody else's choice: its blanks are his. */
function kept({ toLast }: Hole, value: string): string {
  return (toLast ? value : value.trim()).slice(0, maxCaptured);
}

function endOfHole({ phrase, toLast }: Hole, message: string, from: number, next: string): number {
  if (next === '') return message.length;
  if (toLast) return message.lastIndexOf(next);
  if (phrase || !next.startsWith(' ')) return message.indexOf(next, from);
  // Not farther than its word: a hole that goes to the last place may try many.
  const end = message.indexOf(' ', from);
  return message.startsWith(next, end) ? end : -1;
}

/** The last place may be one where the rest does not fit. */
function endBefore({ toLast }: Hole, message: string, end: number, next: string): number {
  return toLast && next !== '' && end > 0 ? message.lastIndexOf(next, end - 1) : -1;
}
