// Wording of the major-incident procedure: watched, declared, downgraded, stood down.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { joinWords } from './join-words.ts';
import type { Language } from './language.ts';
import { majorReasonWords, wordOf } from './domain-words.ts';

type MajorReason = 'major-watch' | 'major-declared' | 'major-downgraded' | 'major-stood-down';

function reasonList(e: EvidenceReader, language: Language): string {
  const list = e.raw('reasons');
  const words = Array.isArray(list) ? list.map((reason) => wordOf(majorReasonWords, String(reason), language)) : [];
  return joinWords(words, language) || '?';
}

export const majorExplainers: Readonly<Record<MajorReason, Explainer>> = {
  'major-watch': {
    en: (e) => ({
      what: `May become a major incident at ${e.time('declareAt')}.`,
      because: `It qualifies (${reasonList(e, 'en')}) but must do so for a while first, so that a short dip declares nothing.`,
      unless: `If it no longer qualifies at ${e.time('declareAt')}, nothing is declared.`,
    }),
    fr: (e) => ({
      what: `Peut devenir un incident majeur le ${e.time('declareAt')}.`,
      because: `Il remplit les critères (${reasonList(e, 'fr')}), mais doit les remplir un certain temps : un creux bref ne déclare rien.`,
      unless: `S'il ne les remplit plus le ${e.time('declareAt')}, rien n'est déclaré.`,
    }),
  },
  'major-declared': {
    en: (e) => ({
      what: 'Declared a major incident.',
      because: `For ${e.span('heldMs')}: ${reasonList(e, 'en')} (${e.number('users')} of ${e.number('tenantUsers')} users; ${e.names('services')}).`,
      unless: `With enough redundancy left, or fewer ${e.has('majorFrom') ? `than ${e.number('majorFrom')} ` : ''}users hit, or over within its hold, it would have stayed an ordinary incident.`,
    }),
    fr: (e) => ({
      what: 'Incident majeur déclaré.',
      because: `Depuis ${e.span('heldMs')} : ${reasonList(e, 'fr')} (${e.number('users')} utilisateurs sur ${e.number('tenantUsers')} ; ${e.names('services')}).`,
      unless: `Avec assez de redondance, moins ${e.has('majorFrom') ? `de ${e.number('majorFrom')} ` : "d'"}utilisateurs touchés, ou terminé dans son délai de garde, il serait resté un incident ordinaire.`,
    }),
  },
  'major-downgraded': {
    en: (e) => ({
      what: 'No longer a major incident.',
      because: `For ${e.span('heldMs')} it has not met any criterion.`,
      unless: `Meeting one again within ${e.span('heldMs')} would have kept it major.`,
    }),
    fr: (e) => ({
      what: "Ce n'est plus un incident majeur.",
      because: `Depuis ${e.span('heldMs')}, il ne remplit plus aucun critère.`,
      unless: `En remplir un de nouveau en moins de ${e.span('heldMs')} l'aurait gardé majeur.`,
    }),
  },
  'major-stood-down': {
    en: (e) => ({
      what: 'Stood the major incident down.',
      because: `The last symptom was seen at ${e.time('lastSymptomAt')}, and ${e.span('quietMs')} passed without another.`,
      unless: `A new symptom within ${e.span('quietMs')} would have kept the procedure running.`,
    }),
    fr: (e) => ({
      what: 'Incident majeur levé.',
      because: `Le dernier symptôme date du ${e.time('lastSymptomAt')}, puis ${e.span('quietMs')} sans autre.`,
      unless: `Un nouveau symptôme en moins de ${e.span('quietMs')} aurait maintenu la procédure.`,
    }),
  },
};
