// Wording of what people did to an incident, in the console or in a ticketing system.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';

export type PeopleReason =
  | 'acknowledged'
  | 'resolved-by-person'
  | 'assigned'
  | 'priority-by-person'
  | 'priority-kept'
  | 'user-report-counted'
  | 'crowd-raised'
  | 'cause-by-person'
  | 'person-commented'
  | 'split-refused';

function reasonEn(e: EvidenceReader): string {
  if (e.has('why') && !e.is('why', '')) return `The reason given: ${e.text('why')}.`;
  return e.has('ticket') ? `Seen on ticket ${e.text('ticket')} in ${e.text('sink')}.` : 'No reason was given.';
}

function reasonFr(e: EvidenceReader): string {
  if (e.has('why') && !e.is('why', '')) return `Motif donné : ${e.text('why')}.`;
  return e.has('ticket')
    ? `Constaté sur le ticket ${e.text('ticket')} dans ${e.text('sink')}.`
    : "Aucun motif n'a été donné.";
}

const placeEn = (e: EvidenceReader): string => (e.has('ticket') ? ` on ticket ${e.text('ticket')}` : '');
const placeFr = (e: EvidenceReader): string => (e.has('ticket') ? ` sur le ticket ${e.text('ticket')}` : '');

export const peopleExplainers: Readonly<Record<PeopleReason, Explainer>> = {
  'split-refused': {
    en: (e) => ({
      what: `Not split, although ${e.text('by')} asked for it.`,
      because: `Either nothing of it is open on ${e.names('cis', 8)}, or nothing would stay behind.`,
      unless: 'With something open on both sides, it would have been split.',
    }),
    fr: (e) => ({
      what: `Pas de séparation, bien que ${e.text('by')} l'ait demandée.`,
      because: `Soit rien n'y est ouvert sur ${e.names('cis', 8)}, soit il ne resterait rien.`,
      unless: "Avec des alertes ouvertes des deux côtés, l'incident aurait été séparé.",
    }),
  },
  acknowledged: {
    en: (e) => ({
      what: `${e.text('by')} took the incident.`,
      because: reasonEn(e),
      unless: 'Until someone takes it, an incident counts as unattended.',
    }),
    fr: (e) => ({
      what: `${e.text('by')} a pris l'incident en charge.`,
      because: reasonFr(e),
      unless: 'Tant que personne ne le prend, un incident compte comme non traité.',
    }),
  },
  'resolved-by-person': {
    en: (e) => ({
      what: `${e.text('by')} resolved the incident.`,
      because: reasonEn(e),
      unless: 'Without this it would have stayed open until its alerts ended.',
    }),
    fr: (e) => ({
      what: `${e.text('by')} a résolu l'incident.`,
      because: reasonFr(e),
      unless: "Sans cela, il serait resté ouvert jusqu'à la fin de ses alertes.",
    }),
  },
  assigned: {
    en: (e) => ({
      what: e.has('assignee')
        ? `The incident is with ${e.text('assignee')}${e.has('team') ? ` (${e.text('team')})` : ''}.`
        : e.has('team')
          ? `The incident is with the team ${e.text('team')}.`
          : 'Nobody has the incident any more.',
      because: reasonEn(e),
      unless: 'Until someone gives it on, it stays with who took it.',
    }),
    fr: (e) => ({
      what: e.has('assignee')
        ? `L'incident est confié à ${e.text('assignee')}${e.has('team') ? ` (${e.text('team')})` : ''}.`
        : e.has('team')
          ? `L'incident est confié à l'équipe ${e.text('team')}.`
          : "Plus personne n'a l'incident en charge.",
      because: reasonFr(e),
      unless: "Tant que personne ne le transmet, il reste à qui l'a pris.",
    }),
  },
  'priority-by-person': {
    en: (e) => ({
      what: `${e.text('by')} set the priority to P${e.text('priority')} (before: P${e.text('from')}).`,
      because: `${reasonEn(e)} Vigie keeps it, whatever its own rules would give.`,
      unless: 'Without this the matrix of impact and urgency would go on setting it.',
    }),
    fr: (e) => ({
      what: `${e.text('by')} a fixé la priorité à P${e.text('priority')} (avant : P${e.text('from')}).`,
      because: `${reasonFr(e)} Vigie la garde, quoi que donnent ses propres règles.`,
      unless: "Sans cela, la matrice d'impact et d'urgence continuerait à la fixer.",
    }),
  },
  'user-report-counted': {
    en: (e) => ({
      what: `${e.number('people')} of ${e.number('from')} people reported it.`,
      because: `Each wrote a ticket of their own about it, since ${e.time('since')}.`,
      unless: `${e.number('from')} people within ${e.span('withinMs')} would raise the impact one step.`,
    }),
    fr: (e) => ({
      what: `Personnes qui l'ont signalé : ${e.number('people')} sur ${e.number('from')}.`,
      because: `Chacune a ouvert son propre ticket à ce sujet, depuis ${e.time('since')}.`,
      unless: `${e.number('from')} personnes en ${e.span('withinMs')} relèveraient l'impact d'un cran.`,
    }),
  },
  'crowd-raised': {
    en: (e) => ({
      what: 'The impact counts one step higher while the incident is open, high at most.',
      because: `${e.number('people')} people reported it since ${e.time('since')}.`,
      unless: `Fewer than ${e.number('from')} people within ${e.span('withinMs')} would have left it to the alerts.`,
    }),
    fr: (e) => ({
      what: "L'impact compte un cran de plus tant que l'incident est ouvert, élevé au plus.",
      because: `${e.number('people')} personnes l'ont signalé depuis ${e.time('since')}.`,
      unless: `Moins de ${e.number('from')} personnes en ${e.span('withinMs')} l'auraient laissé aux alertes.`,
    }),
  },
  'priority-kept': {
    en: (e) => ({
      what: `The priority stays P${e.text('priority')}.`,
      because: `${e.text('by')} set it by hand; by its rules Vigie would now give P${e.text('ruled')}.`,
      unless: `Without that hand it would be P${e.text('ruled')}.`,
    }),
    fr: (e) => ({
      what: `La priorité reste P${e.text('priority')}.`,
      because: `${e.text('by')} l'a fixée à la main ; selon ses règles, Vigie donnerait maintenant P${e.text('ruled')}.`,
      unless: `Sans cette main, elle serait P${e.text('ruled')}.`,
    }),
  },
  'cause-by-person': {
    en: (e) => ({
      what: `${e.text('by')} says that ${e.name('cause')} was the cause.`,
      because: `${reasonEn(e)} A person's word stands, and counts when such symptoms come again.`,
      unless: e.has('ranked') ? `By its alerts Vigie had named ${e.name('ranked')}.` : 'Vigie had named none.',
    }),
    fr: (e) => ({
      what: `${e.text('by')} dit que la cause était ${e.name('cause')}.`,
      because: `${reasonFr(e)} La parole d'une personne prévaut, et comptera si de tels symptômes reviennent.`,
      unless: e.has('ranked')
        ? `D'après ses alertes, Vigie avait désigné ${e.name('ranked')}.`
        : "Vigie n'en avait désigné aucune.",
    }),
  },
  'person-commented': {
    en: (e) => ({
      what: `${e.text('by')} wrote${placeEn(e)}: “${e.text('why')}”.`,
      because: 'Comments of people are kept with the incident; they change nothing by themselves.',
      unless: 'A comment of Vigie itself would not be told here.',
    }),
    fr: (e) => ({
      what: `${e.text('by')} a écrit${placeFr(e)} : « ${e.text('why')} ».`,
      because: "Les commentaires des personnes sont gardés avec l'incident ; ils ne changent rien par eux-mêmes.",
      unless: 'Un commentaire de Vigie elle-même ne serait pas repris ici.',
    }),
  },
};
