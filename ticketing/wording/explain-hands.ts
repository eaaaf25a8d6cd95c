// Wording of what people's hands did to a ticket in its own system, and what was repaired there.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';

export type HandReason =
  | 'ticket-closed-by-hand'
  | 'ticket-reopened-by-hand'
  | 'ticket-merged-by-hand'
  | 'ticket-deleted-by-hand'
  | 'ticket-stuck-open'
  | 'ticket-updates-stopped'
  | 'ticket-updates-resumed'
  | 'ticket-duplicate'
  | 'ticket-held-back'
  | 'ticket-overflow'
  | 'user-ticket-linked';

function thenEn(e: EvidenceReader): string {
  if (e.is('then', 'resolve')) return 'The incident is resolved with it.';
  if (e.is('then', 'leave')) return 'It stays closed; the incident stays open until its alerts end.';
  return `Still burning in ${e.span('afterMs')}, it will be opened again.`;
}

function thenFr(e: EvidenceReader): string {
  if (e.is('then', 'resolve')) return "L'incident est résolu avec lui.";
  if (e.is('then', 'leave')) return "Il reste clos ; l'incident reste ouvert jusqu'à la fin de ses alertes.";
  return `Si cela brûle encore dans ${e.span('afterMs')}, il sera rouvert.`;
}

export const handExplainers: Readonly<Record<HandReason, Explainer>> = {
  'user-ticket-linked': {
    en: (e) => ({
      what: `A user's ticket ${e.text('ticket')} in ${e.text('sink')} was linked and answered; users who wrote so far: ${e.number('crowd')}.`,
      because: `It names ${e.text('by')}, which this incident hits.`,
      unless: 'A ticket that names nothing hit, or asks for service only, is left to people.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} d'un utilisateur dans ${e.text('sink')} a été lié et a reçu une réponse ; utilisateurs à ce jour : ${e.number('crowd')}.`,
      because: `Il nomme ${e.text('by')}, que touche cet incident.`,
      unless: 'Un ticket qui ne nomme rien de touché, ou demande un service seulement, est laissé aux personnes.',
    }),
  },
  'ticket-held-back': {
    en: (e) => ({
      what: `No ticket of its own in ${e.text('sink')} yet.`,
      because: `More than ${e.number('perHour')} were opened there within an hour: one ticket stands for the rest until there is room.`,
      unless: 'Priority 1 and majors always get their own at once.',
    }),
    fr: (e) => ({
      what: `Pas encore de ticket propre dans ${e.text('sink')}.`,
      because: `Plus de ${e.number('perHour')} y ont été ouverts en une heure : un seul ticket vaut pour les autres, tant qu'il n'y a pas de place.`,
      unless: 'La priorité 1 et les majeurs ont toujours le leur aussitôt.',
    }),
  },
  'ticket-overflow': {
    en: (e) => ({
      what: `One ticket in ${e.text('sink')} stands for ${e.number('incidents')} incidents.`,
      because: `More than ${e.number('perHour')} tickets were opened there within an hour.`,
      unless: 'Below that, each incident has its own.',
    }),
    fr: (e) => ({
      what: `Un seul ticket dans ${e.text('sink')} vaut pour ${e.number('incidents')} incidents.`,
      because: `Plus de ${e.number('perHour')} tickets y ont été ouverts en une heure.`,
      unless: 'En dessous, chaque incident a le sien.',
    }),
  },
  'ticket-closed-by-hand': {
    en: (e) => ({
      what: `Ticket ${e.text('ticket')} was closed by hand in ${e.text('sink')}.`,
      because: `${e.number('alerts')} of its alerts are open. ${thenEn(e)}`,
      unless: 'With all alerts over, closing it by hand resolves the incident.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} a été clos à la main dans ${e.text('sink')}.`,
      because: `Alertes encore ouvertes : ${e.number('alerts')}. ${thenFr(e)}`,
      unless: "Toutes les alertes finies, le clore à la main résout l'incident.",
    }),
  },
  'ticket-reopened-by-hand': {
    en: (e) => ({
      what: `Ticket ${e.text('ticket')} was opened again by hand in ${e.text('sink')}.`,
      because: 'Vigie had resolved it and had seen it resolved: from here it is the people’s own.',
      unless: 'Never seen as resolved, it would be resolved once more.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} a été rouvert à la main dans ${e.text('sink')}.`,
      because: "Vigie l'avait résolu et vu résolu : désormais, il appartient aux personnes.",
      unless: 'Jamais vu résolu, il serait résolu une fois de plus.',
    }),
  },
  'ticket-merged-by-hand': {
    en: (e) => ({
      what: `Ticket ${e.text('ticket')} was merged by hand${e.has('into') ? ` into ${e.text('into')}` : ''}.`,
      because: `Who merged it in ${e.text('sink')} knew why: nothing more is told there, and no new ticket is made.`,
      unless: 'Left to itself, it would have been kept up to date and resolved.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} a été fusionné à la main${e.has('into') ? ` dans ${e.text('into')}` : ''}.`,
      because: `Qui l'a fusionné dans ${e.text('sink')} savait pourquoi : plus rien n'y est écrit, aucun nouveau ticket n'est créé.`,
      unless: 'Laissé à lui-même, il aurait été tenu à jour et résolu.',
    }),
  },
  'ticket-deleted-by-hand': {
    en: (e) => ({
      what: `Ticket ${e.text('ticket')} was deleted by hand in ${e.text('sink')}.`,
      because: 'A deleted ticket is never made anew: the incident goes on without one there.',
      unless: 'Closed instead of deleted, it would have been followed.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} a été supprimé à la main dans ${e.text('sink')}.`,
      because: "Un ticket supprimé n'est jamais recréé : l'incident y continue sans ticket.",
      unless: 'Clos plutôt que supprimé, il aurait été suivi.',
    }),
  },
  'ticket-updates-stopped': {
    en: (e) => ({
      what: `No more updates on ticket ${e.text('ticket')} in ${e.text('sink')}; worse and the end are still told.`,
      because: `${e.text('by')} began a comment there with "vigie stop".`,
      unless: 'A comment that begins with "vigie resume" starts them again.',
    }),
    fr: (e) => ({
      what: `Plus de mises à jour sur le ticket ${e.text('ticket')} dans ${e.text('sink')} ; l'aggravation et la fin y sont dites quand même.`,
      because: `${e.text('by')} y a commencé un commentaire par « vigie stop ».`,
      unless: 'Un commentaire qui commence par « vigie reprendre » les fait reprendre.',
    }),
  },
  'ticket-updates-resumed': {
    en: (e) => ({
      what: `Updates again on ticket ${e.text('ticket')} in ${e.text('sink')}.`,
      because: `${e.text('by')} began a comment there with "vigie resume".`,
      unless: 'Left as it was, only worse and the end would be told.',
    }),
    fr: (e) => ({
      what: `Mises à jour reprises sur le ticket ${e.text('ticket')} dans ${e.text('sink')}.`,
      because: `${e.text('by')} y a commencé un commentaire par « vigie reprendre ».`,
      unless: "Sans cela, seules l'aggravation et la fin seraient dites.",
    }),
  },
  'ticket-stuck-open': {
    en: (e) => ({
      what: `Ticket ${e.text('ticket')} is to be resolved again (time ${e.number('resent')} of 3).`,
      because: `${e.text('sink')} said that it was resolved, yet it was never seen so.`,
      unless: 'Seen resolved once, an open ticket would be left to the person who opened it.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} est à résoudre de nouveau (fois ${e.number('resent')} sur 3).`,
      because: `${e.text('sink')} l'avait dit résolu, mais il n'a jamais été vu ainsi.`,
      unless: "Vu résolu une fois, un ticket ouvert serait laissé à qui l'a rouvert.",
    }),
  },
  'ticket-duplicate': {
    en: (e) => ({
      what: `Ticket ${e.text('duplicate')} was a duplicate: linked to ${e.text('kept')} and resolved.`,
      because: `Both carry the same key in ${e.text('sink')}; kept is the one that ${e.is('by', 'touched') ? 'a person touched' : 'is older'}.`,
      unless: 'Had the system answered within its bound, only one would have been created.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('duplicate')} était un doublon : lié à ${e.text('kept')} et résolu.`,
      because: `Les deux portent la même clé dans ${e.text('sink')} ; reste ${e.is('by', 'touched') ? "celui qu'une personne a touché" : 'le plus ancien'}.`,
      unless: 'Si le système avait répondu dans son délai, un seul aurait été créé.',
    }),
  },
};
