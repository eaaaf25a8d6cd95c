// One check's trouble at one place, as the ranking of causes weighs it; and the signs that a place keeps.
import type { Alert } from '../../../domain/alert.ts';
import type { SourceType } from '../../../domain/event.ts';
import { severityRank, worseSeverity, type Severity } from '../../../domain/severity.ts';
import { lostPart, type LostPart, type SymptomKind } from '../../../domain/symptom-kind.ts';
import { wordsOf } from './error-words.ts';

export interface Sign {
  /** The last episode that said so. */
  readonly alert: string;
  readonly name: string;
  readonly kind: SymptomKind;
  /** The CI at the other end of what is checked. */
  readonly peer: string | null;
  readonly severity: Severity;
  readonly source: SourceType;
  /** When it began, by its source's clock. */
  readonly firstAt: number;
  /** 0–1: how little it was to be expected here (rarity.ts). */
  readonly rarity: number;
  /** What is lost, where it says so. */
  readonly lost?: LostPart;
  /** What an error of its own says, in short (error-words.ts). */
  readonly words?: string;
}

/** A place says the same things again and again: more than this many different ones tell nothing new. */
const mostSigns = 24;

export function signOf(alert: Alert, kind: SymptomKind, rarity: number): Sign {
  const lost = lostPart(kind, alert.name, alert.message);
  const words = kind === 'error' && alert.peerCi === null ? wordsOf(alert) : undefined;
  return {
    alert: alert.id,
    name: alert.name,
    kind,
    peer: alert.peerCi,
    severity: alert.severity,
    source: alert.source,
    firstAt: alert.openedAt,
    rarity,
    ...(lost === null ? {} : { lost }),
    ...(words === undefined ? {} : { words }),
  };
}

/** The signs with one more; the same array if that says nothing new. */
export function withSign(signs: readonly Sign[], sign: Sign): readonly Sign[] {
  const at = signs.findIndex(({ name, peer }) => name === sign.name && peer === sign.peer);
  const known = signs[at];
  if (known === undefined) return signs.length < mostSigns ? [...signs, sign] : signs;
  return signs.with(at, together(known, sign));
}

function together(known: Sign, sign: Sign): Sign {
  return {
    ...known,
    alert: sign.alert,
    severity: worseSeverity(known.severity, sign.severity),
    firstAt: Math.min(known.firstAt, sign.firstAt),
    rarity: Math.max(known.rarity, sign.rarity),
  };
}

/** Whether the later signs say more than the earlier ones did. */
export function sayMore(before: readonly Sign[], after: readonly Sign[]): boolean {
  return (
    after.length > before.length ||
    after.some((sign, at) => severityRank[sign.severity] > severityRank[before[at]?.severity ?? 'info'])
  );
}
