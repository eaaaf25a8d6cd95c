// What a message says of a promised time that runs out: how much is used up, how much is left, and until when.
import type { SlaClockName, SlaShare } from '../../domain/incident-life.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { formatDay, sameDay } from '../wording/format-time.ts';
import { standsStill } from '../wording/promise-words.ts';
import type { PromiseParts } from '../wording/promise-words.ts';
import { atMinute, slaSentence } from './life-part.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

export interface Promised {
  readonly clock: SlaClockName;
  /** The highest that is used up. */
  readonly share: SlaShare;
  readonly targetMs: number;
  /** Time that counts. */
  readonly leftMs: number;
  /** Epoch ms; null: the clock stands still. */
  readonly dueAt: number | null;
}

/** The one to speak of first: of which most is used up; of two alike the end, not the beginning of the work. */
export function pressing(promises: readonly Promised[]): Promised | null {
  return promises.toSorted((a, b) => b.share - a.share || (a.clock === 'resolve' ? -1 : 1))[0] ?? null;
}

const minuteMs = 60_000;

/** To the minute: a message is read a moment after it was written. */
export function promiseParts({ clock, share, targetMs, leftMs }: Promised, { language }: Voice): PromiseParts {
  const left = leftMs < minuteMs ? leftMs : Math.round(leftMs / minuteMs) * minuteMs;
  return { clock, share, within: formatDuration(targetMs, language), left: formatDuration(left, language) };
}

/** Far targets end on another day. */
function untilWhen(dueAt: number, at: number, voice: Voice): string {
  const minute = atMinute(dueAt, voice);
  const { timezone, language } = voice;
  if (sameDay(dueAt, at, timezone)) return minute;
  const day = formatDay(dueAt, timezone, language);
  return { en: `${day}, ${minute}`, fr: `le ${day} ${minute}` }[language];
}

export function promisePart(promised: Promised, at: number, voice: Voice): string {
  const { share, dueAt } = promised;
  if (share < 100 && dueAt === null) return say(voice, { en: standsStill.en(share), fr: standsStill.fr(share) });
  return slaSentence(promised, dueAt === null ? '?' : untilWhen(dueAt, at, voice), voice);
}
