// Wording of whether a situation deserves a ticket, and of an incident's life.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { peopleExplainers } from './explain-people.ts';
import type { PeopleReason } from './explain-people.ts';
import { stormExplainers } from './explain-storm.ts';
import type { StormReason } from './explain-storm.ts';
import { resolvedByWords, severityWords, wordOf } from './domain-words.ts';
import type { Language } from './language.ts';

type IncidentReason =
  | 'expected-hour'
  | 'held'
  | 'blip'
  | 'incident-opened'
  | 'incident-resolved'
  | 'incident-reopened'
  | 'problem-returned'
  | 'incident-merged'
  | 'incident-linked'
  | StormReason
  | PeopleReason;

/** On how many of the last days, or of this day in the last weeks or months. */
function lately(e: EvidenceReader, language: Language): string {
  const [times, of] = [e.number(e.has('times') ? 'times' : 'days'), e.number('of')];
  if (e.is('period', 'week'))
    return {
      en: `on this weekday in ${times} of the last ${of} weeks`,
      fr: `ce jour de la semaine, ${times} des ${of} dernières semaines,`,
    }[language];
  if (e.is('period', 'month'))
    return {
      en: `on this day in ${times} of the last ${of} months`,
      fr: `ce jour du mois, ${times} des ${of} derniers mois,`,
    }[language];
  return { en: `on ${times} of the last ${of} days`, fr: `${times} des ${of} derniers jours` }[language];
}

function openedEn(e: EvidenceReader): string {
  const severity = wordOf(severityWords, e.text('severity'), 'en');
  if (e.is('why', 'critical-service')) return `The critical service ${e.name('service')} is hit, so nothing waits.`;
  if (e.is('why', 'severity')) return `An alert of severity ${severity} opens a ticket at once.`;
  return `The problem (severity ${severity}) lasted longer than its hold of ${e.span('holdMs')}.`;
}

function openedFr(e: EvidenceReader): string {
  const severity = wordOf(severityWords, e.text('severity'), 'fr');
  if (e.is('why', 'critical-service')) return `Le service critique ${e.name('service')} est touché : rien n'attend.`;
  if (e.is('why', 'severity')) return `Une alerte de sévérité ${severity} ouvre un ticket aussitôt.`;
  return `Le problème (sévérité ${severity}) a duré plus que son délai de garde de ${e.span('holdMs')}.`;
}

export const incidentExplainers: Readonly<Record<IncidentReason, Explainer>> = {
  'expected-hour': {
    en: (e) => ({
      what: `The alert is expected at this hour: its ticket waits until ${e.time('until')}.`,
      because: `It came within ${e.span('withinMs')} of this time of day ${lately(e, 'en')} and ended by itself, usually within ${e.span('usualMs')}.`,
      unless: `Lasting longer than ${e.span('holdMs')}, critical, at another hour, or with a critical service hit, it would have opened a ticket.`,
    }),
    fr: (e) => ({
      what: `L'alerte est attendue à cette heure : son ticket attend jusqu'au ${e.time('until')}.`,
      because: `Elle est venue à ${e.span('withinMs')} près de cette heure ${lately(e, 'fr')} et s'est terminée d'elle-même, d'ordinaire en ${e.span('usualMs')}.`,
      unless: `Plus longue que ${e.span('holdMs')}, critique, à une autre heure ou avec un service critique touché, elle aurait ouvert un ticket.`,
    }),
  },
  held: {
    en: (e) => ({
      what: `No ticket yet: held until ${e.time('until')}.`,
      because: `A problem of severity ${wordOf(severityWords, e.text('severity'), 'en')} must last ${e.span('holdMs')} before it deserves a ticket.`,
      unless: 'A critical service hit, or a higher severity, would have opened one at once.',
    }),
    fr: (e) => ({
      what: `Pas encore de ticket : en attente jusqu'au ${e.time('until')}.`,
      because: `Un problème de sévérité ${wordOf(severityWords, e.text('severity'), 'fr')} doit durer ${e.span('holdMs')} avant de mériter un ticket.`,
      unless: 'Un service critique touché, ou une sévérité plus haute, en aurait ouvert un aussitôt.',
    }),
  },
  blip: {
    en: (e) => ({
      what: 'No ticket: the problem was a blip.',
      because: `It ended after ${e.span('openForMs')}, within its hold of ${e.span('holdMs')}.`,
      unless: `Open for longer than ${e.span('holdMs')}, it would have become an incident.`,
    }),
    fr: (e) => ({
      what: 'Pas de ticket : le problème était passager.',
      because: `Il a pris fin après ${e.span('openForMs')}, dans son délai de garde de ${e.span('holdMs')}.`,
      unless: `Ouvert plus de ${e.span('holdMs')}, il serait devenu un incident.`,
    }),
  },
  'incident-opened': {
    en: (e) => ({
      what: 'The situation became an incident.',
      because: openedEn(e),
      unless: e.is('why', 'hold-over')
        ? `Had it ended within ${e.span('holdMs')} and hit no critical service, there would be no ticket.`
        : 'Had it ended within its hold and hit no critical service, there would be no ticket.',
    }),
    fr: (e) => ({
      what: 'La situation est devenue un incident.',
      because: openedFr(e),
      unless: e.is('why', 'hold-over')
        ? `Terminée en moins de ${e.span('holdMs')} et sans service critique touché, elle n'aurait pas de ticket.`
        : "Terminée dans son délai de garde et sans service critique touché, elle n'aurait pas de ticket.",
    }),
  },
  'incident-resolved': {
    en: (e) => ({
      what: 'The incident is resolved.',
      because: `Because ${wordOf(resolvedByWords, e.text('by'), 'en')}: ${e.number('alerts')} alerts, the last at ${e.time('lastClearAt')}, and ${e.span('afterMs')} passed without a new one.`,
      unless: `A new alert within ${e.span('afterMs')} would have kept it open.`,
    }),
    fr: (e) => ({
      what: "L'incident est résolu.",
      because: `Parce que ${wordOf(resolvedByWords, e.text('by'), 'fr')} : ${e.number('alerts')} alertes, la dernière le ${e.time('lastClearAt')}, puis ${e.span('afterMs')} sans nouvelle alerte.`,
      unless: `Une nouvelle alerte dans les ${e.span('afterMs')} l'aurait gardé ouvert.`,
    }),
  },
  'incident-reopened': {
    en: (e) => ({
      what: 'The incident is open again.',
      because: `The problem returned within ${e.span('withinMs')} of its resolution at ${e.time('resolvedAt')}.`,
      unless: `After more than ${e.span('withinMs')} it would have become a new incident, linked to this one.`,
    }),
    fr: (e) => ({
      what: "L'incident est rouvert.",
      because: `Le problème est revenu moins de ${e.span('withinMs')} après sa résolution, le ${e.time('resolvedAt')}.`,
      unless: `Après plus de ${e.span('withinMs')}, il serait devenu un nouvel incident, lié à celui-ci.`,
    }),
  },
  'problem-returned': {
    en: (e) => ({
      what: 'The incident goes on.',
      because: `“${e.text('name')}” is back; it had been clear since ${e.time('lastClearAt')}, and the incident was not resolved yet.`,
      unless: 'Later than that, the incident would have been resolved, and then opened again.',
    }),
    fr: (e) => ({
      what: "L'incident continue.",
      because: `« ${e.text('name')} » est de retour ; fin constatée le ${e.time('lastClearAt')}, l'incident n'était pas encore résolu.`,
      unless: "Plus tard, l'incident aurait été résolu, puis rouvert.",
    }),
  },
  'incident-merged': {
    en: (e) => ({
      what: `The incident became part of ${e.text('survivorNumber')}.`,
      because: 'Both have the same cause; the survivor is the one that a person touched, else the oldest.',
      unless: 'Judged to have causes of their own, both would have kept their tickets.',
    }),
    fr: (e) => ({
      what: `L'incident fait désormais partie de ${e.text('survivorNumber')}.`,
      because: "Les deux ont la même cause ; reste celui qu'une personne a touché, sinon le plus ancien.",
      unless: 'Avec des causes distinctes, les deux auraient gardé leurs tickets.',
    }),
  },
  'incident-linked': {
    en: (e) => ({
      what: `A new incident, linked to ${e.text('olderNumber')}.`,
      because: `The same problem was resolved at ${e.time('resolvedAt')}, longer ago than the ${e.span('reopenMs')} within which an incident reopens.`,
      unless: `Back within ${e.span('reopenMs')}, it would have reopened ${e.text('olderNumber')}.`,
    }),
    fr: (e) => ({
      what: `Un nouvel incident, lié à ${e.text('olderNumber')}.`,
      because: `Le même problème a été résolu le ${e.time('resolvedAt')}, il y a plus longtemps que les ${e.span('reopenMs')} pendant lesquelles un incident se rouvre.`,
      unless: `Revenu en moins de ${e.span('reopenMs')}, il aurait rouvert ${e.text('olderNumber')}.`,
    }),
  },
  ...stormExplainers,
  ...peopleExplainers,
};
