// Wording of whom Vigie told, whom it asked next, and why it did not.
import type { NoticeKind } from '../../domain/notice.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import type { InBoth, Language } from './language.ts';
import { wordOf } from './domain-words.ts';
import { levelNames as levels } from './notice-words.ts';

export type NoticeReason =
  | 'notified'
  | 'escalated'
  | 'escalation-stopped'
  | 'notice-withheld'
  | 'notice-collapsed'
  | 'notice-in-doubt'
  | 'notice-retry'
  | 'notice-refused';

const about: InBoth<Readonly<Record<NoticeKind, string>>> = {
  en: {
    opened: 'that an urgent incident waits to be taken',
    escalated: 'that nobody took the incident yet',
    declared: 'that a major incident began',
    changed: 'what changed in the major incident',
    news: 'how the major incident stands',
    'stood-down': 'that the major incident is over',
    sla: 'that a promised time runs out',
    digest: 'of several incidents at once',
  },
  fr: {
    opened: "qu'un incident urgent attend d'être pris en charge",
    escalated: "que personne n'a encore pris l'incident en charge",
    declared: "qu'un incident majeur a commencé",
    changed: "ce qui a changé dans l'incident majeur",
    news: "où en est l'incident majeur",
    'stood-down': "que l'incident majeur est terminé",
    sla: "qu'un délai promis s'écoule",
    digest: 'plusieurs incidents à la fois',
  },
};

function isMissed(e: EvidenceReader): boolean {
  return e.is('kind', 'sla') && e.is('share', 1);
}

function clockOf(e: EvidenceReader, respond: string, resolve: string): string {
  return e.is('clock', 'respond') ? respond : resolve;
}

const becauseOf: InBoth<Readonly<Record<NoticeKind, (e: EvidenceReader) => string>>> = {
  en: {
    opened: (e) => `Its priority is P${e.number('priority')}, and nobody has it.`,
    escalated: () => 'The level below had its time and did not answer.',
    declared: () => 'The crisis cell is told when a major is declared.',
    changed: () => 'Services, priority, probable cause or owner changed since the last message.',
    news: () => 'The crisis cell was promised news by now.',
    'stood-down': () => 'Whoever was told that it began hears that it is over.',
    sla: (e) =>
      isMissed(e)
        ? `The time to ${clockOf(e, 'take it in charge', 'resolve it')} is over: ${e.span('targetMs')} for a P${e.number('priority')}.`
        : `${e.share('share')} of the time to ${clockOf(e, 'take it in charge', 'resolve it')} is used up: ${e.span('targetMs')} for a P${e.number('priority')}.`,
    digest: () => 'Too much came at once.',
  },
  fr: {
    opened: (e) => `Sa priorité est P${e.number('priority')}, et personne ne l'a.`,
    escalated: () => "Le niveau précédent a eu son temps et n'a pas répondu.",
    declared: () => "La cellule de crise est prévenue dès qu'un incident majeur est déclaré.",
    changed: () => 'Services, priorité, cause probable ou prise en charge ont changé depuis le dernier message.',
    news: () => 'Des nouvelles étaient promises à la cellule de crise pour cette heure.',
    'stood-down': () => "Qui a été prévenu du début l'est aussi de la fin.",
    sla: (e) =>
      isMissed(e)
        ? `Le délai de ${clockOf(e, 'prise en charge', 'résolution')} est dépassé : ${e.span('targetMs')} pour un P${e.number('priority')}.`
        : `${e.share('share')} du délai de ${clockOf(e, 'prise en charge', 'résolution')} est écoulé : ${e.span('targetMs')} pour un P${e.number('priority')}.`,
    digest: () => 'Trop de choses sont venues à la fois.',
  },
};

const stops: InBoth<Readonly<Record<string, (e: EvidenceReader) => string>>> = {
  en: {
    taken: (e) => `${e.text('by')} took the incident.`,
    resolved: () => 'The incident is resolved.',
    merged: () => 'The incident is part of another one now.',
    'less-urgent': (e) => `Its priority is P${e.number('priority')} now: no one is woken for that.`,
    'not-production': () => 'It is not in production.',
    'in-maintenance': () => 'All that is hit is in a maintenance window.',
  },
  fr: {
    taken: (e) => `${e.text('by')} a pris l'incident en charge.`,
    resolved: () => "L'incident est résolu.",
    merged: () => "L'incident fait désormais partie d'un autre.",
    'less-urgent': (e) => `Sa priorité est maintenant P${e.number('priority')} : on ne réveille personne pour cela.`,
    'not-production': () => "Il n'est pas en production.",
    'in-maintenance': () => 'Tout ce qui est touché est dans une fenêtre de maintenance.',
  },
};

function kindOf(e: EvidenceReader): NoticeKind {
  const kind = e.text('kind');
  return Object.hasOwn(about.en, kind) ? (kind as NoticeKind) : 'news';
}

function stopped(e: EvidenceReader, language: Language): string {
  const words = stops[language];
  const why = e.text('why');
  return (Object.hasOwn(words, why) ? words[why]?.(e) : undefined) ?? why;
}

function withheldEn(e: EvidenceReader): string {
  return e.is('why', 'in-maintenance')
    ? `All that is hit is in maintenance (${e.names('windows')}) until ${e.time('until')}.`
    : `It is in the environment ${e.text('environment')}, not in production.`;
}

function withheldFr(e: EvidenceReader): string {
  return e.is('why', 'in-maintenance')
    ? `Tout ce qui est touché est en maintenance (${e.names('windows')}) jusqu'au ${e.time('until')}.`
    : `Il est dans l'environnement ${e.text('environment')}, pas en production.`;
}

export const noticeExplainers: Readonly<Record<NoticeReason, Explainer>> = {
  notified: {
    en: (e) => ({
      what: `Told ${e.names('recipients')} ${isMissed(e) ? 'that a promised time is over' : about.en[kindOf(e)]}.`,
      because: becauseOf.en[kindOf(e)](e),
      unless: e.is('kind', 'sla')
        ? 'Done in time, outside production or in maintenance, nobody would have been warned.'
        : 'Outside production, in maintenance, or below P2 without being a major, nobody would have been told.',
    }),
    fr: (e) => ({
      what: `${e.names('recipients')} : informé ${isMissed(e) ? "qu'un délai promis est dépassé" : about.fr[kindOf(e)]}.`,
      because: becauseOf.fr[kindOf(e)](e),
      unless: e.is('kind', 'sla')
        ? "Fait à temps, hors production ou en maintenance, personne n'aurait été prévenu."
        : "Hors production, en maintenance, ou au-dessous de P2 sans être majeur, personne n'aurait été informé.",
    }),
  },
  escalated: {
    en: (e) => ({
      what: `Asked ${wordOf(levels, e.text('to'), 'en')} (${e.names('recipients')}).`,
      because: `Nobody took this P${e.number('priority')} for ${e.span('unansweredMs')}; ${wordOf(levels, e.text('from'), 'en')} had ${e.span('afterMs')}.${e.is('isLast', true) ? ' Nobody is named above.' : ''}`,
      unless: 'Taken in time, by console, link or ticket, nobody else would have been asked.',
    }),
    fr: (e) => ({
      what: `Escalade vers ${wordOf(levels, e.text('to'), 'fr')} (${e.names('recipients')}).`,
      because: `Personne n'a pris ce P${e.number('priority')} depuis ${e.span('unansweredMs')} ; ${wordOf(levels, e.text('from'), 'fr')} avait ${e.span('afterMs')}.${e.is('isLast', true) ? " Personne n'est désigné au-dessus." : ''}`,
      unless: "Pris à temps, par la console, le lien ou le ticket, personne d'autre n'aurait été sollicité.",
    }),
  },
  'escalation-stopped': {
    en: (e) => ({
      what: 'Nobody else will be asked.',
      because: stopped(e, 'en'),
      unless: 'Otherwise the next level would have been asked in time.',
    }),
    fr: (e) => ({
      what: "Personne d'autre ne sera sollicité.",
      because: stopped(e, 'fr'),
      unless: "Sinon le niveau suivant aurait été sollicité à l'heure dite.",
    }),
  },
  'notice-withheld': {
    en: (e) => ({
      what: 'Nobody is told.',
      because: withheldEn(e),
      unless: e.is('about', 'sla')
        ? 'In production and outside maintenance, people would be warned when a promised time runs out.'
        : `In production and outside maintenance, a P${e.number('priority')} is told at once.`,
    }),
    fr: (e) => ({
      what: "Personne n'est informé.",
      because: withheldFr(e),
      unless: e.is('about', 'sla')
        ? "En production et hors maintenance, on préviendrait quand un délai promis s'écoule."
        : `En production et hors maintenance, un P${e.number('priority')} est annoncé aussitôt.`,
    }),
  },
  'notice-collapsed': {
    en: (e) => ({
      what: `Put into a digest for ${e.names('recipients')}.`,
      because: `More than ${e.number('above')} messages were for them within ${e.span('withinMs')}.`,
      unless:
        'With fewer messages at once, this one would have been sent by itself; the begin and end of a major always is.',
    }),
    fr: (e) => ({
      what: `Regroupé avec d'autres pour ${e.names('recipients')}.`,
      because: `Plus de ${e.number('above')} messages leur étaient destinés en ${e.span('withinMs')}.`,
      unless:
        "Avec moins de messages à la fois, celui-ci serait parti seul ; le début et la fin d'un incident majeur le sont toujours.",
    }),
  },
  'notice-in-doubt': {
    en: (e) => ({
      what: `Nobody knows whether the message by ${e.text('sink')} arrived.`,
      because: `The answer was lost (${e.text('why')}). After ${e.span('quarantineMs')} it is sent once more, so that the repeat can be recognised.`,
      unless: 'With an answer, either way, it would not be sent twice.',
    }),
    fr: (e) => ({
      what: `On ignore si le message par ${e.text('sink')} est arrivé.`,
      because: `La réponse s'est perdue (${e.text('why')}). Après ${e.span('quarantineMs')}, il repart une fois, de façon que la répétition se reconnaisse.`,
      unless: "Avec une réponse, quelle qu'elle soit, il ne partirait pas deux fois.",
    }),
  },
  'notice-retry': {
    en: (e) => ({
      what: `The message by ${e.text('sink')} is tried again in ${e.span('afterMs')} (attempt ${e.number('attempt')} failed).`,
      because: `It was not taken: ${e.text('why')}.`,
      unless: 'Once it says nothing new any more, it would be given up.',
    }),
    fr: (e) => ({
      what: `Le message par ${e.text('sink')} repart dans ${e.span('afterMs')} (l'essai ${e.number('attempt')} a échoué).`,
      because: `Il n'a pas été pris : ${e.text('why')}.`,
      unless: "Dès qu'il ne dit plus rien de neuf, il serait abandonné.",
    }),
  },
  'notice-refused': {
    en: (e) => ({
      what: `A message by ${e.text('sink')} was given up.`,
      because: `${e.text('why')} (${e.text('code')}).`,
      unless: 'A passing failure would have been tried again as long as the message says something new.',
    }),
    fr: (e) => ({
      what: `Un message par ${e.text('sink')} a été abandonné.`,
      because: `${e.text('why')} (${e.text('code')}).`,
      unless: 'Une panne passagère aurait été réessayée tant que le message dit quelque chose de neuf.',
    }),
  },
};
