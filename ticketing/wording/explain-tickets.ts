// Wording of what ticketing plans, sends, waits for and gives up.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { joinWords } from './join-words.ts';
import type { Language } from './language.ts';
import { resolvedByWords, wordOf } from './domain-words.ts';

type TicketReason =
  | 'ticket-open'
  | 'ticket-update'
  | 'ticket-escalate'
  | 'ticket-resolve'
  | 'ticket-reopen'
  | 'ticket-merge'
  | 'ticket-coalesced'
  | 'ticket-in-doubt'
  | 'ticket-adopted'
  | 'ticket-retry'
  | 'ticket-refused';

const changeWords = {
  en: {
    priority: 'priority',
    impact: 'impact',
    services: 'services hit',
    root: 'probable cause',
    major: 'major incident',
    category: 'category',
    owner: 'owner',
    split: 'parts split out',
    storm: 'what the storm holds',
    'closed-by-hand': 'closed by hand while alerts burn',
    'priority-by-hand': 'priority set by hand',
    'updates-stopped': 'a person asked for no more updates',
    'updates-resumed': 'a person asked for updates again',
    sla: 'how much of the promised time has passed',
    'post-mortem': 'when the post-mortem is due',
    problem: 'it came back',
  },
  fr: {
    priority: 'priorité',
    impact: 'impact',
    services: 'services touchés',
    root: 'cause probable',
    major: 'incident majeur',
    category: 'catégorie',
    owner: 'prise en charge',
    split: 'parties séparées',
    storm: 'ce que tient la tempête',
    'closed-by-hand': 'clos à la main alors que des alertes sont ouvertes',
    'priority-by-hand': 'priorité fixée à la main',
    'updates-stopped': "quelqu'un ne veut plus de mises à jour",
    'updates-resumed': "quelqu'un veut de nouveau des mises à jour",
    sla: 'part écoulée du délai promis',
    'post-mortem': "échéance du retour d'expérience",
    problem: "c'est revenu",
  },
};

function changes(e: EvidenceReader, language: Language): string {
  const list = e.raw('changes');
  const words = Array.isArray(list) ? list.map((change) => wordOf(changeWords, String(change), language)) : [];
  return joinWords(words, language) || '?';
}

function openWhy(e: EvidenceReader, language: Language): string {
  if (e.is('why', 'closed-for-good')) {
    return language === 'en'
      ? 'The earlier ticket can no longer be opened again.'
      : 'Le ticket précédent ne peut plus être rouvert.';
  }
  return language === 'en' ? 'The situation became an incident.' : 'La situation est devenue un incident.';
}

export const ticketExplainers: Readonly<Record<TicketReason, Explainer>> = {
  'ticket-open': {
    en: (e) => ({
      what: `A ticket is to be opened in ${e.text('sink')}.`,
      because: openWhy(e, 'en'),
      unless: 'With a ticket still live for this incident, that one would have been used.',
    }),
    fr: (e) => ({
      what: `Un ticket est à ouvrir dans ${e.text('sink')}.`,
      because: openWhy(e, 'fr'),
      unless: 'Si un ticket de cet incident avait encore été actif, il aurait servi.',
    }),
  },
  'ticket-update': {
    en: (e) => ({
      what: `The ticket in ${e.text('sink')} is to be updated.`,
      because: `Changed: ${changes(e, 'en')}.`,
      unless: 'More alerts of the same kind alone would not have been worth an update.',
    }),
    fr: (e) => ({
      what: `Le ticket dans ${e.text('sink')} est à mettre à jour.`,
      because: `Changements : ${changes(e, 'fr')}.`,
      unless: "D'autres alertes du même genre, seules, n'auraient pas valu une mise à jour.",
    }),
  },
  'ticket-escalate': {
    en: (e) => ({
      what: `The ticket in ${e.text('sink')} is to be escalated.`,
      because: e.is('why', 'major')
        ? 'The incident was declared major.'
        : `The priority rose from P${e.text('from')} to P${e.text('to')}.`,
      unless: 'With the same or a lower priority it would at most have been updated.',
    }),
    fr: (e) => ({
      what: `Le ticket dans ${e.text('sink')} est à escalader.`,
      because: e.is('why', 'major')
        ? "L'incident a été déclaré majeur."
        : `La priorité est montée de P${e.text('from')} à P${e.text('to')}.`,
      unless: 'Avec une priorité égale ou plus basse, il aurait tout au plus été mis à jour.',
    }),
  },
  'ticket-resolve': {
    en: (e) => ({
      what: `The ticket in ${e.text('sink')} is to be resolved.`,
      because: `The incident is resolved: ${wordOf(resolvedByWords, e.text('by'), 'en')}.`,
      unless: 'With the incident still open, so would the ticket be.',
    }),
    fr: (e) => ({
      what: `Le ticket dans ${e.text('sink')} est à résoudre.`,
      because: `L'incident est résolu : ${wordOf(resolvedByWords, e.text('by'), 'fr')}.`,
      unless: "Tant que l'incident est ouvert, le ticket le reste.",
    }),
  },
  'ticket-reopen': {
    en: (e) => ({
      what: `The ticket in ${e.text('sink')} is to be opened again.`,
      because: e.is('why', 'still-burning')
        ? `It was closed by hand, yet ${e.number('alerts')} of its alerts are still open.`
        : 'The problem came back soon after it was resolved.',
      unless: 'Much later it would have become a new incident with a ticket of its own.',
    }),
    fr: (e) => ({
      what: `Le ticket dans ${e.text('sink')} est à rouvrir.`,
      because: e.is('why', 'still-burning')
        ? `Il a été clos à la main, mais des alertes sont encore ouvertes (${e.number('alerts')}).`
        : 'Le problème est revenu peu après sa résolution.',
      unless: 'Bien plus tard, il serait devenu un nouvel incident avec son propre ticket.',
    }),
  },
  'ticket-merge': {
    en: (e) => ({
      what: `The ticket in ${e.text('sink')} is to be linked and resolved as a duplicate.`,
      because: `Its incident became part of ${e.name('survivor')}, whose ticket lives on.`,
      unless: 'With incidents of their own, both tickets would live on.',
    }),
    fr: (e) => ({
      what: `Le ticket dans ${e.text('sink')} est à lier et à résoudre comme doublon.`,
      because: `Son incident fait désormais partie de ${e.name('survivor')}, dont le ticket reste.`,
      unless: 'Avec des incidents distincts, les deux tickets resteraient.',
    }),
  },
  'ticket-coalesced': {
    en: (e) => ({
      what: 'Several updates became one.',
      because: `${e.text('sink')} had not taken the earlier update when a newer one came; the newer holds the state of now.`,
      unless: 'Taken at once, each update would have been sent by itself.',
    }),
    fr: (e) => ({
      what: 'Plusieurs mises à jour sont devenues une.',
      because: `${e.text('sink')} n'avait pas pris la mise à jour précédente quand une plus récente est venue ; celle-ci porte l'état présent.`,
      unless: 'Prise aussitôt, chaque mise à jour aurait été envoyée seule.',
    }),
  },
  'ticket-in-doubt': {
    en: (e) => ({
      what: `Nobody knows yet whether ${e.text('sink')} did it.`,
      because: `The answer was lost (${e.text('why')}). Vigie waits ${e.span('quarantineMs')}, then looks before it sends anything again.`,
      unless: 'With an answer, either way, nothing would have to wait.',
    }),
    fr: (e) => ({
      what: `On ignore encore si ${e.text('sink')} l'a fait.`,
      because: `La réponse s'est perdue (${e.text('why')}). Vigie attend ${e.span('quarantineMs')}, puis vérifie avant tout nouvel envoi.`,
      unless: "Avec une réponse, quelle qu'elle soit, rien n'aurait à attendre.",
    }),
  },
  'ticket-adopted': {
    en: (e) => ({
      what: `Took ticket ${e.text('ticket')} as the ticket of this incident.`,
      because: `It carries this incident's key in ${e.text('sink')}: an earlier attempt had created it.`,
      unless: 'Had none carried the key, a ticket would have been created.',
    }),
    fr: (e) => ({
      what: `Le ticket ${e.text('ticket')} est repris comme celui de cet incident.`,
      because: `Il porte la clé de cet incident dans ${e.text('sink')} : une tentative précédente l'avait créé.`,
      unless: "Si aucun n'avait porté la clé, un ticket aurait été créé.",
    }),
  },
  'ticket-retry': {
    en: (e) => ({
      what: `Will try again in ${e.span('afterMs')} (attempt ${e.number('attempt')} failed).`,
      because: `${e.text('sink')} did not do it: ${e.text('why')}.`,
      unless: 'A final refusal would not be tried again.',
    }),
    fr: (e) => ({
      what: `Nouvel essai dans ${e.span('afterMs')} (l'essai ${e.number('attempt')} a échoué).`,
      because: `${e.text('sink')} ne l'a pas fait : ${e.text('why')}.`,
      unless: 'Un refus définitif ne serait pas réessayé.',
    }),
  },
  'ticket-refused': {
    en: (e) => ({
      what: `${e.text('sink')} refused it for good.`,
      because: `It said: ${e.text('why')} (${e.text('code')}).`,
      unless: 'A passing failure would have been tried again until it succeeds.',
    }),
    fr: (e) => ({
      what: `${e.text('sink')} l'a refusé définitivement.`,
      because: `Réponse : ${e.text('why')} (${e.text('code')}).`,
      unless: "Une panne passagère aurait été réessayée jusqu'au succès.",
    }),
  },
};
