// What a problem record says: what comes back, how often, when it was and what ended it; and what a ticket says of its problem.
import type { Problem } from '../../domain/problem.ts';
import { failureName, ordinal } from '../wording/failure-words.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { formatDay } from '../wording/format-time.ts';
import { oneLine } from '../wording/join-words.ts';
import type { Occurrence } from '../problems/occurrence.ts';
import type { Recurred } from '../problems/recurred.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

const dayMs = 86_400_000;
/** As many as a reader takes in. */
const listed = 10;

export function problemTitle({ failure }: Problem, { language }: Pick<Voice, 'language'>): string {
  const name = failureName(failure, language);
  return language === 'en' ? `Recurring – ${name}` : `Récurrent – ${name}`;
}

/** `I-12 (2026-11-03, 35 min, Anna Petit: "replaced fan tray 2")`. */
export function occurrenceLine({ number, at, endedAt, by, solution }: Occurrence, voice: Voice): string {
  const told = [
    formatDay(at, voice.timezone, voice.language),
    ...(endedAt === null ? [] : [formatDuration(endedAt - at, voice.language)]),
    ...(by === null ? [] : [oneLine(by, 60)]),
  ].join(', ');
  const how = solution === null ? '' : `${voice.language === 'en' ? ': ' : ' : '}${oneLine(solution, 200)}`;
  return `${number} (${told})${how}`;
}

/** The whole of it, for a new record. `past`: its incidents as far as they are remembered, oldest first. */
export function problemText(problem: Problem, past: readonly Occurrence[], voice: Voice): string {
  const name = failureName(problem.failure, voice.language);
  const count = String(problem.count);
  const lines = past.slice(-listed).map((occurrence) => occurrenceLine(occurrence, voice));
  const head = say(voice, {
    en: `${name}. ${count} incidents have had this cause so far; each was ended, the cause was not. Vigie links every later one to this record (${problem.number}) and never closes it: that is for whoever finds the cause.`,
    fr: `${name}. ${count} incidents ont eu cette cause jusqu'ici ; chacun a pris fin, la cause demeure. Vigie relie chaque incident suivant à ce dossier (${problem.number}) et ne le clôt jamais : c'est à qui trouve la cause de le faire.`,
  });
  return [head, ...lines].join('\n');
}

/** One more. */
export function problemLinkText({ number, at }: Occurrence, { count }: Problem, voice: Voice): string {
  const day = formatDay(at, voice.timezone, voice.language);
  return say(voice, {
    en: `It came back: ${number} on ${day}. ${String(count)} incidents so far.`,
    fr: `C'est revenu : ${number} le ${day}. ${String(count)} incidents jusqu'ici.`,
  });
}

export function problemReopenText({ number, at }: Occurrence, voice: Voice): string {
  const day = formatDay(at, voice.timezone, voice.language);
  return say(voice, {
    en: `It came back after this problem was closed: ${number} on ${day}.`,
    fr: `C'est revenu après la clôture de ce problème : ${number} le ${day}.`,
  });
}

const stateWords = {
  en: { proposed: 'proposed, for a person to open', open: 'open', closed: 'closed', declined: 'declined' },
  fr: { proposed: 'proposé, à ouvrir par une personne', open: 'ouvert', closed: 'clos', declined: 'écarté' },
} as const;

/** `4th time in 30 days (switch sw-core-02: does not answer): problem PRB-2, open.` */
export function recurrencePart({ nth, withinMs, failure, problem }: Recurred, voice: Voice): string {
  const name = failureName(failure, voice.language);
  const span = formatDuration(Math.round(withinMs / dayMs) * dayMs, voice.language);
  const which = {
    en: problem === null ? '' : `: problem ${problem.number}, ${stateWords.en[problem.state]}`,
    fr: problem === null ? '' : ` : problème ${problem.number}, ${stateWords.fr[problem.state]}`,
  };
  return say(voice, {
    en: `${ordinal(nth, 'en')} time in ${span} (${name})${which.en}.`,
    fr: `${ordinal(nth, 'fr')} fois en ${span} (${name})${which.fr}.`,
  });
}
