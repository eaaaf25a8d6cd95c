// The evidence of a decision in lines that people read: names for pieces and known values, never raw JSON.
import { tellClock, tellSpan } from '../time/tell-time.ts';
import { formatCount, type Words } from '../words/words.ts';

/** A CI's or service's name for its id; undefined: the id is shown. */
export type NameOf = (id: string) => string | undefined;

export interface EvidencePiece {
  readonly name: string;
  readonly lines: readonly string[];
}

interface Telling {
  readonly words: Words;
  readonly nameOf: NameOf;
}

type Members = Readonly<Record<string, unknown>>;

const shares = new Set(['share', 'needed', 'probability', 'confidence', 'chance', 'score', 'secondScore']);

export function tellEvidence(evidence: Members, words: Words, nameOf: NameOf): EvidencePiece[] {
  return Object.entries(evidence).map(([piece, value]) => ({
    name: nameOfPiece(words, piece),
    lines: linesOf({ words, nameOf }, piece, value),
  }));
}

function nameOfPiece({ incident }: Words, piece: string): string {
  const { pieces } = incident.evidence;
  return (Object.hasOwn(pieces, piece) ? pieces[piece] : undefined) ?? piece;
}

function linesOf(telling: Telling, piece: string, value: unknown): string[] {
  if (Array.isArray(value) && value.some(isMembers)) return value.map((one) => tellValue(telling, piece, one));
  if (isMembers(value)) return pairsOf(telling, value);
  return [tellValue(telling, piece, value)];
}

/** On one line, however deep. */
function tellValue(telling: Telling, piece: string, value: unknown): string {
  const { none, yes, no } = telling.words.incident.evidence;
  if (value === null || value === undefined) return none;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return tellNumber(telling.words, piece, value);
  if (typeof value === 'string') return telling.nameOf(value) ?? tellCode(telling.words, piece, value);
  if (Array.isArray(value)) return tellList(telling, piece, value);
  return isMembers(value) ? pairsOf(telling, value).join(' · ') : none;
}

function tellList(telling: Telling, piece: string, list: readonly unknown[]): string {
  if (list.length === 0) return telling.words.incident.evidence.none;
  return list.map((one) => tellValue(telling, piece, one)).join(piece === 'path' ? ' → ' : ', ');
}

/** A name stands alone and spares its id; what is not there is left out. */
function pairsOf(telling: Telling, members: Members): string[] {
  const { words } = telling;
  const known = Object.entries(members).filter(
    ([piece, value]) => value !== null && !(piece === 'id' && 'name' in members),
  );
  return known.map(([piece, value]) => {
    const told = tellValue(telling, piece, value);
    return piece === 'name' ? told : words.incident.evidence.pair(nameOfPiece(words, piece), told);
  });
}

/** The domain's own: instants in epoch ms under names that end in At, Since or Until; spans under Ms. */
function tellNumber(words: Words, piece: string, value: number): string {
  const { decimal } = words.incident.evidence;
  if (/(?:At|^at|[Ss]ince|[Uu]ntil)$/u.test(piece)) return tellClock(value, true);
  if (piece.endsWith('Ms')) return value < 60_000 ? `${decimal(tenths(value / 1000))} s` : tellSpan(words, value);
  if (shares.has(piece)) return `${decimal(tenths(value * 100))}\u00a0%`;
  if (piece === 'priority' || piece === 'ruled') return `P${String(value)}`;
  return Number.isInteger(value) ? formatCount(words.language, value) : decimal(value);
}

const tenths = (amount: number): number => Math.round(amount * 10) / 10;

/** A word of the domain where the pages have one for it; else as it is: a name, a person's own words, a code. */
function tellCode(words: Words, piece: string, code: string): string {
  const codes = codesOf(words);
  const known = Object.hasOwn(codes, piece) ? codes[piece] : undefined;
  return known !== undefined && Object.hasOwn(known, code) ? (known[code] ?? code) : code;
}

function codesOf(words: Words): Readonly<Record<string, Readonly<Record<string, string>> | undefined>> {
  const { incident } = words;
  return {
    because: incident.impactBecause,
    cap: incident.caps,
    category: words.categories,
    changed: incident.evidence.pieces,
    changes: incident.evidence.pieces,
    cue: incident.evidence.cues,
    effect: words.states,
    impact: words.impacts,
    operation: incident.ops,
    reasons: incident.majorReasons,
    severity: words.severities,
    state: words.states,
    urgency: words.urgencies,
    why: { ...incident.evidence.whys, ...incident.apart },
  };
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
