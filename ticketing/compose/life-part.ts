// What a ticket says to technicians of the service level that runs out, and of the review that a major asks for.
import type { LifeNote } from '../life/turn-life.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { formatDay } from '../wording/format-time.ts';
import { oneLine } from '../wording/join-words.ts';
import { minuteInZone, say } from './voice.ts';
import type { Voice } from './voice.ts';

type SlaNote = LifeNote & { readonly about: 'sla' };
type UsedUp = Pick<SlaNote, 'clock' | 'share' | 'targetMs'>;

const what = {
  respond: { en: 'taken in charge', fr: 'pris en charge' },
  resolve: { en: 'resolved', fr: 'résolu' },
} as const;

/** `by`: until when, as `19:31`, in French with what stands before it: `à 19 h 31`. */
export function slaSentence({ clock, share, targetMs }: UsedUp, by: string, voice: Voice): string {
  const span = formatDuration(targetMs, voice.language);
  const { en, fr } = what[clock];
  if (share === 100)
    return say(voice, {
      en: `Service level missed: this incident should have been ${en} within ${span}.`,
      fr: `Niveau de service non tenu : cet incident aurait dû être ${fr} en ${span}.`,
    });
  return say(voice, {
    en: `${String(share)} % of the time is used up: to be ${en} by ${by} (within ${span}).`,
    fr: `${String(share)} % du délai est écoulé : doit être ${fr} au plus tard ${by} (en ${span}).`,
  });
}

export function atMinute(at: number, voice: Voice): string {
  const minute = minuteInZone(at, voice);
  return voice.language === 'fr' ? `à ${minute}` : minute;
}

/** Private: users are told of the incident, not of our promises. */
export function lifePart(note: LifeNote, voice: Voice): string {
  if (note.about === 'sla') return slaSentence(note, note.dueAt === null ? '?' : atMinute(note.dueAt, voice), voice);
  if (note.about === 'post-mortem-written') {
    const [by, where] = [oneLine(note.by, 80), oneLine(note.where, 500)];
    return say(voice, {
      en: `${by} has written the post-mortem of this major incident: ${where}`,
      fr: `${by} a écrit le post-mortem de cet incident majeur : ${where}`,
    });
  }
  const day = formatDay(note.dueAt, voice.timezone, voice.language);
  return say(voice, {
    en: `Reminder: the post-mortem of this major incident is due on ${day}.`,
    fr: `Rappel : le post-mortem de cet incident majeur est attendu le ${day}.`,
  });
}
