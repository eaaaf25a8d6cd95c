// In which language and time zone a text speaks.
import { isFlagged } from '../../domain/flags.ts';
import type { FlagName } from '../../domain/flags.ts';
import type { Policy } from '../../domain/policy.ts';
import { formatMinute, formatSecond, zoneWord } from '../wording/format-time.ts';
import { frenchSpacing } from '../wording/french-spacing.ts';
import type { Language } from '../wording/language.ts';

export interface Voice {
  readonly language: Language;
  /** IANA zone. */
  readonly timezone: string;
  /** Of the policy; absent: as before there were any. */
  readonly flags?: Policy['flags'];
}

export function voiceIn({ timezone, flags }: Policy, language: Language): Voice {
  return { language, timezone, flags };
}

/** Whether it speaks as it does since that flag. */
export function speaksBy({ flags = [] }: Voice, name: FlagName): boolean {
  return isFlagged({ flags }, name);
}

/** `19:16 (Paris time)`. */
export function minuteInZone(at: number, voice: Voice): string {
  return `${formatMinute(at, voice.timezone, voice.language)} (${zoneWord(voice.timezone, voice.language)})`;
}

export function second(at: number, voice: Voice): string {
  return formatSecond(at, voice.timezone, voice.language);
}

/** One of two wordings, with the typography of its language. */
export function say(voice: Voice, wording: { readonly en: string; readonly fr: string }): string {
  return voice.language === 'en' ? wording.en : frenchSpacing(wording.fr);
}

/** First letter in upper case. */
export function sentence(text: string): string {
  return text.replace(/^./u, (first) => first.toUpperCase());
}
