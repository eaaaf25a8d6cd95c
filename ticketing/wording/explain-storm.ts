// Wording of storms: why incidents are told together, and why they part again.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { wordOf } from './domain-words.ts';

export type StormReason = 'storm-opened' | 'storm-gathered' | 'storm-calm' | 'storm-split-out';

const partedWords = {
  en: {
    calm: 'the storm is over and it still burns',
    urgent: 'it became priority 1, or a candidate for a major incident, by itself',
    person: 'a person asked for it',
  },
  fr: {
    calm: 'la tempête est passée et il brûle toujours',
    urgent: "il est devenu priorité 1, ou candidat à l'incident majeur, à lui seul",
    person: "une personne l'a demandé",
  },
};

const placeEn = (e: EvidenceReader): string =>
  e.is('by', 'source') ? `from ${e.text('place')}` : `at ${e.text('place')}`;
const placeFr = (e: EvidenceReader): string =>
  e.is('by', 'source') ? `de ${e.text('place')}` : `à ${e.text('place')}`;

export const stormExplainers: Readonly<Record<StormReason, Explainer>> = {
  'storm-opened': {
    en: (e) => ({
      what: `What else begins ${placeEn(e)} is told as one incident: a storm.`,
      because: `More than ${e.number('newPerMinute')} new incidents began within a minute; the first of them at ${e.time('since')}.`,
      unless: `With ${e.number('newPerMinute')} or fewer a minute, each would have had an incident of its own.`,
    }),
    fr: (e) => ({
      what: `La suite ${placeFr(e)} est réunie en un seul incident : une tempête.`,
      because: `Plus de ${e.number('newPerMinute')} nouveaux incidents ont commencé en une minute ; le premier le ${e.time('since')}.`,
      unless: `Avec ${e.number('newPerMinute')} ou moins par minute, chacun aurait eu son propre incident.`,
    }),
  },
  'storm-gathered': {
    en: (e) => ({
      what: `Told in ${e.text('number')}, the summary of the storm at ${e.text('place')}.`,
      because: `More than ${e.number('newPerMinute')} new incidents began within a minute, and this one is not the first there.`,
      unless: `Of priority 1, or a candidate for a major, it would have had an incident of its own. It gets one if it still burns when the storm has been over for ${e.span('calmMs')}.`,
    }),
    fr: (e) => ({
      what: `Réuni dans ${e.text('number')}, le résumé de la tempête : ${e.text('place')}.`,
      because: `Plus de ${e.number('newPerMinute')} nouveaux incidents ont commencé en une minute, et celui-ci n'y est pas le premier.`,
      unless: `De priorité 1, ou candidat à l'incident majeur, il aurait eu le sien. Il l'aura s'il brûle encore quand la tempête sera passée depuis ${e.span('calmMs')}.`,
    }),
  },
  'storm-calm': {
    en: (e) => ({
      what: `The storm is over: ${e.number('now')} of the ${e.number('burning')} that still burn get incidents of their own.`,
      because: `For ${e.span('calmMs')} no more than half of ${e.number('newPerMinute')} new incidents came within a minute.`,
      unless: 'What ends is told here and needs no incident. A major would have kept them together.',
    }),
    fr: (e) => ({
      what: `La tempête est passée : ${e.number('now')} sur ${e.number('burning')} qui brûlent encore reçoivent leur propre incident.`,
      because: `Pendant ${e.span('calmMs')}, pas plus de la moitié de ${e.number('newPerMinute')} nouveaux incidents en une minute.`,
      unless:
        "Ce qui se termine est dit ici et ne demande pas d'incident. Un incident majeur les aurait gardés ensemble.",
    }),
  },
  'storm-split-out': {
    en: (e) => ({
      what: `${e.text('partNumber')} was split out of ${e.text('wholeNumber')}, the summary of a storm.`,
      because: `Because ${wordOf(partedWords, e.text('why'), 'en')}.`,
      unless: 'Had it ended before, it would have been told ended there.',
    }),
    fr: (e) => ({
      what: `${e.text('partNumber')} a été séparé de ${e.text('wholeNumber')}, le résumé d'une tempête.`,
      because: `Parce que ${wordOf(partedWords, e.text('why'), 'fr')}.`,
      unless: "Terminé avant, il l'aurait été dans ce résumé.",
    }),
  },
};
