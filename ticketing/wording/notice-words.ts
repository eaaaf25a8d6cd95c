// The sentences that only messages to people have: headlines, who is on it, what is asked, how it ended.
import type { NoticeKind, SupportLevel } from '../../domain/notice.ts';
import type { InBoth, Language } from './language.ts';
import { runsOut } from './promise-words.ts';
import type { PromiseParts } from './promise-words.ts';

/** What a headline is made of; `what` as `brokenNow` says it. */
export interface HeadlineParts {
  readonly what: string;
  readonly priority: number;
  /** Of this message, `20:30`. */
  readonly at: string;
  /** How long nobody answered. */
  readonly unanswered: string;
  readonly end: MajorEnd;
  readonly incidents: number;
  /** Of `sla`: the promised time that runs out. */
  readonly promise: PromiseParts | null;
}

/** How an incident stopped being a major. */
export type MajorEnd = 'stood-down' | 'downgraded' | 'resolved' | 'merged';

const ends: InBoth<Readonly<Record<MajorEnd, string>>> = {
  en: {
    'stood-down': 'Major incident over',
    downgraded: 'No longer a major incident',
    resolved: 'Major incident over',
    merged: 'Part of another incident',
  },
  fr: {
    'stood-down': 'Incident majeur terminé',
    downgraded: "Ce n'est plus un incident majeur",
    resolved: 'Incident majeur terminé',
    merged: "Fait partie d'un autre incident",
  },
};

type Headline = (parts: HeadlineParts) => string;

const headlines: InBoth<Readonly<Record<NoticeKind, Headline>>> = {
  en: {
    opened: ({ what, priority }) => `P${String(priority)} to take: ${what}`,
    escalated: ({ what, priority, unanswered }) => `P${String(priority)}, no answer for ${unanswered}: ${what}`,
    declared: ({ what }) => `Major incident: ${what}`,
    changed: ({ what }) => `Major incident, update: ${what}`,
    news: ({ what, at }) => `Major incident, news at ${at}: ${what}`,
    'stood-down': ({ what, end }) => `${ends.en[end]}: ${what}`,
    sla: ({ what, priority, promise }) =>
      `P${String(priority)}${promise === null ? '' : `, ${runsOut.en(promise)}`}: ${what}`,
    digest: ({ incidents }) => `${String(incidents)} incidents need attention`,
  },
  fr: {
    opened: ({ what, priority }) => `P${String(priority)} à prendre en charge : ${what}`,
    escalated: ({ what, priority, unanswered }) => `P${String(priority)} sans réponse depuis ${unanswered} : ${what}`,
    declared: ({ what }) => `Incident majeur : ${what}`,
    changed: ({ what }) => `Incident majeur, du nouveau : ${what}`,
    news: ({ what, at }) => `Incident majeur, point de ${at} : ${what}`,
    'stood-down': ({ what, end }) => `${ends.fr[end]} : ${what}`,
    sla: ({ what, priority, promise }) =>
      `P${String(priority)}${promise === null ? '' : `, ${runsOut.fr(promise)}`} : ${what}`,
    digest: ({ incidents }) => `${String(incidents)} incidents demandent votre attention`,
  },
};

export function noticeHeadline(kind: NoticeKind, parts: HeadlineParts, language: Language): string {
  return headlines[language][kind](parts);
}

export const levelNames: InBoth<Readonly<Record<SupportLevel, string>>> = {
  en: { n1: 'level 1', n2: 'level 2', n3: 'level 3', manager: 'the manager' },
  fr: { n1: 'le niveau 1', n2: 'le niveau 2', n3: 'le niveau 3', manager: 'le responsable' },
};

export const noticeWords = {
  whyMajor: {
    en: (reasons: string) => `It is handled as a major incident: ${reasons}.`,
    fr: (reasons: string) => `Il est traité comme incident majeur : ${reasons}.`,
  },
  taken: {
    en: (by: string, team: string | null) => `${by} has taken it${team === null ? '' : ` (${team} team)`}.`,
    fr: (by: string, team: string | null) => `${by} l'a pris en charge${team === null ? '' : ` (équipe ${team})`}.`,
  },
  waiting: {
    en: (team: string | null) =>
      team === null ? 'Nobody has taken it yet.' : `It is with the ${team} team; nobody has taken it yet.`,
    fr: (team: string | null) =>
      team === null
        ? "Personne ne l'a encore pris en charge."
        : `Il est confié à l'équipe ${team} ; personne ne l'a encore pris en charge.`,
  },
  nextNews: {
    en: (at: string) => `Next news at ${at} at the latest.`,
    fr: (at: string) => `Prochaine information au plus tard à ${at}.`,
  },
  ask: {
    en: (next: string | null, by: string) =>
      `Please take it${next === null ? '' : `: without an answer, ${next} will be asked at ${by}`}.`,
    fr: (next: string | null, by: string) =>
      `Merci de le prendre en charge${next === null ? '' : ` : sans réponse, ${next} sera sollicité à ${by}`}.`,
  },
  nobodyAnswered: {
    en: (span: string) => `Nobody has taken it for ${span}.`,
    fr: (span: string) => `Personne ne l'a pris en charge depuis ${span}.`,
  },
  backAt: {
    en: (names: string) => `Back to normal: ${names}.`,
    fr: (names: string) => `De nouveau normal : ${names}.`,
  },
  serviceBack: {
    en: (name: string, at: string) => `${name} since ${at}`,
    fr: (name: string, at: string) => `${name} depuis ${at}`,
  },
  lasted: {
    en: (span: string, from: string, to: string) => `The major incident lasted ${span}, from ${from} to ${to}.`,
    fr: (span: string, from: string, to: string) => `L'incident majeur a duré ${span}, de ${from} à ${to}.`,
  },
  lastMessage: {
    en: 'This is the last message about it, unless it comes back.',
    fr: "C'est le dernier message à ce sujet, sauf si la panne revient.",
  },
  goesOn: {
    en: 'The remaining trouble is handled as a normal incident.',
    fr: 'Ce qui reste est traité comme un incident ordinaire.',
  },
  mergedInto: {
    en: 'What is still to be told about it is told with that other incident.',
    fr: 'La suite est communiquée avec cet autre incident.',
  },
  digestWhy: {
    en: (above: number, span: string) =>
      `Vigie has more than ${String(above)} messages for you within ${span}, and puts the rest together. Each has its ticket.`,
    fr: (above: number, span: string) =>
      `Vigie a plus de ${String(above)} messages pour vous en ${span} et regroupe les autres. Chacun a son ticket.`,
  },
  more: {
    en: (count: number) => `and ${String(count)} more`,
    fr: (count: number) => `et ${String(count)} autres`,
  },
  repeat: {
    en: 'Sent again: nobody knows whether the first message came through.',
    fr: 'Nouvel envoi : on ignore si le premier message est arrivé.',
  },
  drill: {
    en: 'Vigie drill: this is a test message. Nothing is broken, nobody needs to act.',
    fr: "Exercice Vigie : ceci est un message de test. Rien n'est en panne, personne n'a à agir.",
  },
  drillHeadline: {
    en: 'Vigie drill: a test message, nothing is broken',
    fr: "Exercice Vigie : message de test, rien n'est en panne",
  },
  take: { en: 'Take it in charge', fr: 'Prendre en charge' },
  open: { en: 'Open the incident', fr: "Ouvrir l'incident" },
  sender: {
    en: 'Sent by Vigie. You receive it because Vigie names you for such incidents.',
    fr: 'Envoyé par Vigie. Vous le recevez car Vigie vous désigne pour ces incidents.',
  },
  facts: {
    en: { priority: 'Priority', since: 'Since', alerts: 'Open alerts', team: 'Team', taken: 'Taken by' },
    fr: {
      priority: 'Priorité',
      since: 'Depuis',
      alerts: 'Alertes ouvertes',
      team: 'Équipe',
      taken: 'Pris en charge par',
    },
  },
  nobody: { en: 'nobody', fr: 'personne' },
  ofAll: {
    en: (open: string, all: string) => `${open} of ${all}`,
    fr: (open: string, all: string) => `${open} sur ${all}`,
  },
} as const;
