// What is said of situations that became one, fell apart, or stay two though something is near to both.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';

type PartingReason = 'situations-merged' | 'situation-split' | 'kept-apart' | 'incident-split';

const twoCauses = {
  en: (e: EvidenceReader): string =>
    `Each has a severe alert that is never the consequence of another: “${e.text('name')}” on ${e.name('ci')}, “${e.text('otherName')}” on ${e.name('otherCi')}.`,
  fr: (e: EvidenceReader): string =>
    `Chacune a une alerte grave qui n'est jamais la conséquence d'une autre : « ${e.text('name')} » sur ${e.name('ci')}, « ${e.text('otherName')} » sur ${e.name('otherCi')}.`,
};

const unlessOneCause = {
  en: 'Of the same check, on one machine, or behind a hub that fell, they would have been one.',
  fr: "Du même contrôle, sur une même machine, ou derrière un concentrateur tombé, elles n'en feraient qu'une.",
} as const;

export const partingExplainers: Readonly<Record<PartingReason, Explainer>> = {
  'situations-merged': {
    en: (e) => ({
      what: `${e.name('absorbed')} became part of ${e.name('survivor')}.`,
      because: e.is('by', 'group')
        ? 'A rule of the site gives both the same key.'
        : e.is('by', 'hub')
          ? `Both lie behind ${e.name('hub')}.`
          : e.is('by', 'same-ci')
            ? 'Both have alerts of the same CI.'
            : `A path links them: ${e.names('path', 8)}.`,
      unless: 'Without this link both would have stayed apart, each with its own ticket.',
    }),
    fr: (e) => ({
      what: `${e.name('absorbed')} fait désormais partie de ${e.name('survivor')}.`,
      because: e.is('by', 'group')
        ? 'Une règle du site donne aux deux la même clé.'
        : e.is('by', 'hub')
          ? `Les deux se trouvent derrière ${e.name('hub')}.`
          : e.is('by', 'same-ci')
            ? 'Les deux ont des alertes du même élément.'
            : `Un chemin les relie : ${e.names('path', 8)}.`,
      unless: 'Sans ce lien, elles seraient restées séparées, chacune avec son ticket.',
    }),
  },
  'situation-split': {
    en: (e) => ({
      what: `${e.names('cis', 8)} went on as ${e.name('into')}, apart from ${e.name('from')}.`,
      because: e.is('by', 'person')
        ? `${e.text('person')} said that they do not belong together: ${e.text('why')}.`
        : e.is('by', 'own-cause')
          ? `${twoCauses.en(e)} What lies nearest to ${e.name('ci')} goes with it.`
          : `For ${e.span('afterMs')} no open alert has linked them, and no common cause explains both.`,
      unless: e.is('by', 'own-cause')
        ? unlessOneCause.en
        : 'With a path between them they would have stayed one situation.',
    }),
    fr: (e) => ({
      what: `${e.names('cis', 8)} se poursuit sous ${e.name('into')}, à part de ${e.name('from')}.`,
      because: e.is('by', 'person')
        ? `${e.text('person')} a dit que cela ne va pas ensemble : ${e.text('why')}.`
        : e.is('by', 'own-cause')
          ? `${twoCauses.fr(e)} Ce qui est le plus proche de ${e.name('ci')} le suit.`
          : `Depuis ${e.span('afterMs')}, aucune alerte ouverte ne les relie, et aucune cause commune n'explique les deux.`,
      unless: e.is('by', 'own-cause')
        ? unlessOneCause.fr
        : 'Avec un chemin entre elles, elles seraient restées une seule situation.',
    }),
  },
  'kept-apart': {
    en: (e) => ({
      what: `${e.name('one')} and ${e.name('other')} stay two, although an alert is near to both.`,
      because: twoCauses.en(e),
      unless: unlessOneCause.en,
    }),
    fr: (e) => ({
      what: `${e.name('one')} et ${e.name('other')} restent deux, bien qu'une alerte soit proche des deux.`,
      because: twoCauses.fr(e),
      unless: unlessOneCause.fr,
    }),
  },
  'incident-split': {
    en: (e) => ({
      what: `${e.text('partNumber')} was split out of ${e.text('wholeNumber')}.`,
      because: e.is('by', 'own-cause')
        ? 'Each has a cause of its own; the decision on its situation names both.'
        : e.is('by', 'person')
          ? 'A person said that they are two.'
          : 'Nothing links the alerts of the one to those of the other any more.',
      unless: 'With a path between them, or a common cause, they would have stayed one incident.',
    }),
    fr: (e) => ({
      what: `${e.text('partNumber')} a été séparé de ${e.text('wholeNumber')}.`,
      because: e.is('by', 'own-cause')
        ? 'Chacun a sa propre cause ; la décision sur sa situation nomme les deux.'
        : e.is('by', 'person')
          ? "Une personne a dit qu'il s'agit de deux pannes."
          : "Plus rien ne relie les alertes de l'un à celles de l'autre.",
      unless: 'Avec un chemin entre elles, ou une cause commune, elles seraient restées un seul incident.',
    }),
  },
};
