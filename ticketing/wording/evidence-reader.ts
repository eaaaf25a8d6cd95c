// Reads a decision's evidence for a sentence: never throws, says `?` where a piece is missing.
import type { Decision } from '../../domain/decision.ts';
import type { Json } from '../../domain/json.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber, formatShare } from './format-number.ts';
import { formatMoment } from './format-time.ts';
import { joinWords, oneLine } from './join-words.ts';
import type { Language } from './language.ts';

/** What a sentence may need beside the evidence. */
export interface WordingContext {
  /** IANA zone of the policy; UTC if absent. */
  readonly timezone?: string;
  /** A CI's, service's or incident's name for its id; undefined: the id is shown. */
  readonly nameOf?: (id: string) => string | undefined;
}

export interface EvidenceReader {
  /** The piece as text, on one line. */
  text(key: string): string;
  /** As `text`, by the name that a person knows where there is one. */
  name(key: string): string;
  names(key: string, limit?: number): string;
  number(key: string): string;
  share(key: string): string;
  /** A duration in ms. */
  span(key: string): string;
  /** An instant in epoch ms. */
  time(key: string): string;
  has(key: string): boolean;
  is(key: string, value: Json): boolean;
  raw(key: string): Json | undefined;
  /** Members of an object piece, such as `nearest`. */
  inside(key: string): EvidenceReader;
  /** Objects of a list piece, such as `services`. */
  each(key: string): readonly EvidenceReader[];
}

type Evidence = Decision['evidence'];

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '?';
  return oneLine(typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value));
}

export function readEvidence(evidence: Evidence, language: Language, context: WordingContext): EvidenceReader {
  const raw = (key: string): Json | undefined => (Object.hasOwn(evidence, key) ? evidence[key] : undefined);
  const numeric = (key: string): number => {
    const value = raw(key);
    return typeof value === 'number' ? value : Number.NaN;
  };
  const list = (key: string): readonly Json[] => {
    const value = raw(key);
    return Array.isArray(value) ? (value as readonly Json[]) : [];
  };
  const named = (value: Json | undefined): string =>
    oneLine((typeof value === 'string' ? context.nameOf?.(value) : undefined) ?? asText(value));
  const inner = (value: Json | undefined): EvidenceReader =>
    readEvidence(isObject(value) ? value : {}, language, context);
  return {
    text: (key) => asText(raw(key)),
    name: (key) => named(raw(key)),
    names: (key, limit = 6) => joinWords(list(key).map(named), language, limit) || '?',
    number: (key) => formatNumber(numeric(key), language),
    share: (key) => (Number.isNaN(numeric(key)) ? '?' : formatShare(numeric(key), language)),
    span: (key) => formatDuration(numeric(key), language),
    time: (key) => (Number.isNaN(numeric(key)) ? '?' : formatMoment(numeric(key), context.timezone ?? 'UTC', language)),
    has: (key) => raw(key) !== undefined && raw(key) !== null,
    is: (key, value) => raw(key) === value,
    raw,
    inside: (key) => inner(raw(key)),
    each: (key) => list(key).map(inner),
  };
}
