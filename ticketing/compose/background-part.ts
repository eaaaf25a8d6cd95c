// What a ticket says from experience: how often it happened, the problem behind it, and how it ended before.
import type { SeenBefore } from '../problems/seen-before.ts';
import type { Recurred } from '../problems/recurred.ts';
import { occurrenceLine, recurrencePart } from './problem-part.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

export interface Background {
  /** Null: the first time, or nobody knows. */
  readonly recurred: Recurred | null;
  readonly seen: readonly SeenBefore[];
}

function seenPart(seen: readonly SeenBefore[], voice: Voice): string | null {
  if (seen.length === 0) return null;
  const lines = seen.map(({ occurrence, like }) => {
    const same = like === 'failure' ? '' : { en: 'same service, ', fr: 'même service, ' }[voice.language];
    return `${same}${occurrenceLine(occurrence, voice)}`;
  });
  return say(voice, { en: `Seen before: ${lines.join('; ')}.`, fr: `Déjà vu : ${lines.join(' ; ')}.` });
}

/** Paragraphs; empty where there is no experience. */
export function backgroundParts({ recurred, seen }: Background, voice: Voice): readonly string[] {
  const often = recurred === null ? null : recurrencePart(recurred, voice);
  return [often, seenPart(seen, voice)].filter((part) => part !== null);
}
