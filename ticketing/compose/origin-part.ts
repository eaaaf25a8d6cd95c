// Where a ticket comes from: an earlier one that it continues, or one that it was split out of.
import type { Incident } from '../../domain/incident.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

/** `into`: the key of that ticket; null: there is none. */
export function continuesPart(into: string | null, voice: Voice): string {
  if (into === null) return '';
  return say(voice, {
    en: `Continues an earlier ticket (key ${into}).`,
    fr: `Fait suite à un ticket précédent (clé ${into}).`,
  });
}

export function splitPart({ splitFrom }: Incident, into: string | null, voice: Voice): string {
  if (splitFrom === undefined) return '';
  const key = { en: into === null ? '' : ` (key ${into})`, fr: into === null ? '' : ` (clé ${into})` };
  if (splitFrom.storm === true)
    return say(voice, {
      en: `Told in ${splitFrom.number}${key.en} before, the summary of a storm: it goes on by itself.`,
      fr: `Dit auparavant dans ${splitFrom.number}${key.fr}, le résumé d'une tempête : il se poursuit à part.`,
    });
  const why = whySplit[splitFrom.by ?? 'no-path'];
  return say(voice, {
    en: `Split from ${splitFrom.number}${key.en}: ${why.en}.`,
    fr: `Séparé de ${splitFrom.number}${key.fr} : ${why.fr}.`,
  });
}

const whySplit = {
  'no-path': {
    en: 'these alerts and the others there have nothing that links them any more',
    fr: 'plus rien ne relie ces alertes aux autres',
  },
  'own-cause': {
    en: 'this fault has a cause of its own',
    fr: 'cette panne a sa propre cause',
  },
  person: { en: 'a person said that they are two', fr: "une personne a dit qu'il s'agit de deux pannes" },
} as const;

/** In the ticket that was split, told when it happens. */
export function partsPart({ splitInto = [], storm, cis }: Incident, told: number, voice: Voice): string {
  const parts = splitInto.slice(told).map(({ number }) => number);
  if (storm !== undefined) return ownNumbers(parts, voice);
  const names = joinWords(parts, voice.language);
  const stay = oneLine(
    cis
      .slice(0, 3)
      .map(({ ci }) => ci)
      .join(', '),
    120,
  );
  return say(voice, {
    en: `Split: some alerts have nothing to do with this and go on as ${names}. Here remain ${stay}.`,
    fr: `Séparation : certaines alertes n'ont rien à voir et se poursuivent sous ${names}. Restent ici ${stay}.`,
  });
}

/** A number or two are named, a flood of them is counted: each names the summary in its own ticket. */
function ownNumbers(parts: readonly string[], voice: Voice): string {
  const names = joinWords(parts, voice.language, 10);
  return say(voice, {
    en: `With incidents of their own from now on: ${names}.`,
    fr: `Désormais avec leur propre incident : ${names}.`,
  });
}
