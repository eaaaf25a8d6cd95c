// Wording of what alerting decides about the life of an alert.
import type { Json } from '../../domain/json.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { effectWords, severityWords, wordOf } from './domain-words.ts';
import { joinWords, oneLine } from './join-words.ts';
import type { Language } from './language.ts';

type AlertReason =
  | 'alert-opened'
  | 'alert-refired'
  | 'alert-updated'
  | 'alert-cleared'
  | 'clear-without-problem'
  | 'clear-of-older-episode'
  | 'lease-over'
  | 'stale-closed'
  | 'quiet-ended'
  | 'became-everyday'
  | 'burst-began'
  | 'flapping-started'
  | 'flapping-ended';

const endWords = {
  en: {
    clear: 'the source said that it ended',
    lease: 'its lease ran out',
    quiet: 'it was not repeated',
    person: 'a person ended it',
  },
  fr: {
    clear: 'la source a dit sa fin',
    lease: 'son bail a expiré',
    quiet: "elle n'a pas été répétée",
    person: "une personne l'a terminée",
  },
};

/** What a rule counted before it spoke: `10 hosts … within 10 minutes (srv-01, srv-02 …)`; empty where it counted nothing. */
function counted(e: EvidenceReader, language: Language): string {
  if (!e.has('counted')) return '';
  const count = e.inside('counted');
  const things = wordOf(countedWords, count.text('of'), language);
  const by = commonValues(count.raw('by'), language);
  const latest = count.each('latest').length === 0 ? '' : `: ${count.names('latest', 10)}`;
  const where = wordOf(countedWhere, String(count.raw('allHosts') === true), language);
  return language === 'en'
    ? ` It counted ${count.number('count')} ${things}${by} ${where} within ${count.span('withinMs')}${latest}.`
    : ` Elle a compté ${count.number('count')} ${things}${by} ${where} en ${count.span('withinMs')}${latest.replace(':', ' :')}.`;
}

/** How far from not being told. */
function uncounted(e: EvidenceReader, language: Language): string {
  if (!e.has('counted')) return '';
  const count = e.inside('counted');
  return language === 'en'
    ? ` Below ${count.number('atLeast')} it would not have been told.`
    : ` Au-dessous de ${count.number('atLeast')}, elle n'aurait pas été signalée.`;
}

/** ` by 198.51.100.7`. */
function commonValues(by: Json | undefined, language: Language): string {
  const values = typeof by === 'object' && by !== null ? Object.values(by) : [];
  const texts = values.flatMap((value) => (typeof value === 'string' ? [oneLine(value)] : []));
  if (texts.length === 0) return '';
  return `${language === 'en' ? ' for ' : ' pour '}${joinWords(texts, language)}`;
}

const countedWords = {
  en: { host: 'hosts', account: 'accounts', user: 'users', line: 'events' },
  fr: { host: 'machines', account: 'comptes', user: 'utilisateurs', line: 'événements' },
};
const countedWhere = {
  en: { true: 'over all hosts', false: 'on this host' },
  fr: { true: 'sur toutes les machines', false: 'sur cette machine' },
};

export const alertExplainers: Readonly<Record<AlertReason, Explainer>> = {
  'alert-opened': {
    en: (e) => ({
      what: `Opened the alert “${e.text('name')}” on ${e.text('host')}.`,
      because: `${e.text('source')} reported it with severity ${wordOf(severityWords, e.text('severity'), 'en')} (${wordOf(effectWords, e.text('effect'), 'en')}), and no alert was open for the same condition.${counted(e, 'en')}`,
      unless: `Had an alert been open for the same condition, this would have counted as its repeat.${uncounted(e, 'en')}`,
    }),
    fr: (e) => ({
      what: `Alerte « ${e.text('name')} » ouverte sur ${e.text('host')}.`,
      because: `${e.text('source')} l'a signalée avec la sévérité ${wordOf(severityWords, e.text('severity'), 'fr')} (${wordOf(effectWords, e.text('effect'), 'fr')}), et aucune alerte n'était ouverte pour la même condition.${counted(e, 'fr')}`,
      unless: `Si une alerte avait été ouverte pour la même condition, ce signalement aurait compté comme sa répétition.${uncounted(e, 'fr')}`,
    }),
  },
  'alert-refired': {
    en: (e) => ({
      what: `Opened the alert “${e.text('name')}” on ${e.text('host')} again.`,
      because: `It had ended at ${e.time('clearedAt')} and the source reports it anew.${counted(e, 'en')}`,
      unless: 'Had the earlier episode still been open, this would have counted as its repeat.',
    }),
    fr: (e) => ({
      what: `Alerte « ${e.text('name')} » rouverte sur ${e.text('host')}.`,
      because: `Elle était terminée le ${e.time('clearedAt')} et la source la signale de nouveau.${counted(e, 'fr')}`,
      unless: "Si l'épisode précédent avait encore été ouvert, ce signalement aurait compté comme sa répétition.",
    }),
  },
  'alert-updated': {
    en: (e) => ({
      what: `Updated the alert: ${e.names('changed')} changed.`,
      because: `The source now says ${e.text('to')} instead of ${e.text('from')}.`,
      unless: 'A repeat that says the same would only have been counted.',
    }),
    fr: (e) => ({
      what: `Alerte mise à jour : ${e.names('changed')}.`,
      because: `La source dit maintenant ${e.text('to')} au lieu de ${e.text('from')}.`,
      unless: 'Une répétition identique aurait seulement été comptée.',
    }),
  },
  'alert-cleared': {
    en: (e) => ({
      what: `The alert ended after ${e.span('openForMs')}.`,
      because: `${wordOf(endWords, e.text('by'), 'en')}.`.replace(/^./, (first) => first.toUpperCase()),
      unless: 'Without this the alert would still be open.',
    }),
    fr: (e) => ({
      what: `L'alerte est terminée après ${e.span('openForMs')}.`,
      because: `${wordOf(endWords, e.text('by'), 'fr')}.`.replace(/^./, (first) => first.toUpperCase()),
      unless: "Sans cela, l'alerte serait encore ouverte.",
    }),
  },
  'clear-without-problem': {
    en: (e) => ({
      what: `Took note of the end of “${e.text('name')}” on ${e.text('host')}; no alert was open.`,
      because: 'No problem with this fingerprint was open, perhaps because it began before Vigie did.',
      unless: 'Had its problem been open, this would have ended it.',
    }),
    fr: (e) => ({
      what: `Fin de « ${e.text('name')} » sur ${e.text('host')} notée ; aucune alerte n'était ouverte.`,
      because: "Aucun problème avec cette empreinte n'était ouvert, peut-être parce qu'il a commencé avant Vigie.",
      unless: 'Si le problème avait été ouvert, il aurait pris fin.',
    }),
  },
  'clear-of-older-episode': {
    en: (e) => ({
      what: 'Left the open alert open.',
      because: `The end that arrived belongs to the older episode ${e.text('episode')}, not to the open one (${e.text('openEpisode')}).`,
      unless: 'An end that names the open episode, or none, would have ended the alert.',
    }),
    fr: (e) => ({
      what: "L'alerte ouverte reste ouverte.",
      because: `La fin reçue concerne l'épisode plus ancien ${e.text('episode')}, et non celui qui est ouvert (${e.text('openEpisode')}).`,
      unless: "Une fin nommant l'épisode ouvert, ou aucun, aurait terminé l'alerte.",
    }),
  },
  'lease-over': {
    en: (e) => ({
      what: 'Marked the alert as stale; it stays open.',
      because: `The source did not repeat it within ${e.span('leaseMs')} (last heard at ${e.time('lastSeenAt')}), yet nobody said that it ended.`,
      unless: 'A repeat in time would have renewed it; a clear would have ended it.',
    }),
    fr: (e) => ({
      what: "L'alerte est marquée comme périmée ; elle reste ouverte.",
      because: `La source ne l'a pas répétée en ${e.span('leaseMs')} (dernière fois le ${e.time('lastSeenAt')}), mais personne n'a dit qu'elle était finie.`,
      unless: "Une répétition à temps l'aurait renouvelée ; une fin l'aurait terminée.",
    }),
  },
  'stale-closed': {
    en: (e) => ({
      what: 'Closed the stale alert; whether the problem ended is unknown.',
      because: `Nothing was heard of it for ${e.span('silentMs')}.`,
      unless: 'Any word from the source would have kept it open.',
    }),
    fr: (e) => ({
      what: "L'alerte périmée est close ; on ignore si le problème est terminé.",
      because: `Rien n'en a été entendu pendant ${e.span('silentMs')}.`,
      unless: "Un seul message de la source l'aurait gardée ouverte.",
    }),
  },
  'quiet-ended': {
    en: (e) => ({
      what: 'The alert ended by itself.',
      because: `Its source never reports an end, and it was not repeated for ${e.span('quietMs')} (last at ${e.time('lastSeenAt')})${e.has('hostQuietMs') ? `; its host told no other such problem for ${e.span('hostQuietMs')}, which is long for this host` : ''}.`,
      unless: 'A repeat, or another such problem of its host, would have kept it open.',
    }),
    fr: (e) => ({
      what: "L'alerte s'est terminée d'elle-même.",
      because: `Sa source n'annonce jamais de fin, et elle n'a pas été répétée pendant ${e.span('quietMs')} (dernière fois le ${e.time('lastSeenAt')})${e.has('hostQuietMs') ? ` ; son hôte n'a rien signalé de tel pendant ${e.span('hostQuietMs')}, ce qui est long pour lui` : ''}.`,
      unless: "Une répétition, ou un autre problème de ce genre sur son hôte, l'aurait gardée ouverte.",
    }),
  },
  'became-everyday': {
    en: (e) => ({
      what: 'From now on this line counts as everyday noise of its host.',
      because: `It was told in ${e.number('slots')} different spans of ${e.span('slotMs')}, and nobody ever says that it ends.`,
      unless: 'Told in fewer of them, or in a burst, it would have stayed news.',
    }),
    fr: (e) => ({
      what: "Cette ligne compte désormais comme bruit de fond de l'hôte.",
      because: `Elle est apparue dans ${e.number('slots')} tranches distinctes de ${e.span('slotMs')}, et personne n'en annonce jamais la fin.`,
      unless: 'Moins étalée, ou en rafale, elle serait restée une nouvelle.',
    }),
  },
  'burst-began': {
    en: (e) => ({
      what: 'The everyday noise became news.',
      because: `It was told ${e.number('count')} times within ${e.span('withinMs')}; never more than ${e.number('most')} times before.`,
      unless: 'At its usual rate it would have stayed noise.',
    }),
    fr: (e) => ({
      what: 'Le bruit de fond devient une nouvelle.',
      because: `Signalée ${e.number('count')} fois en ${e.span('withinMs')} ; jamais plus de ${e.number('most')} fois auparavant.`,
      unless: 'À son rythme habituel, elle serait restée du bruit.',
    }),
  },
  'flapping-started': {
    en: (e) => ({
      what: 'Marked the alert as flapping: it stays one open alert.',
      because: `It changed ${e.number('changes')} times within ${e.span('windowMs')}.`,
      unless: `With fewer than ${e.number('changes')} changes within ${e.span('windowMs')}, each would have been an alert of its own.`,
    }),
    fr: (e) => ({
      what: "L'alerte est instable : elle reste une seule alerte ouverte.",
      because: `Elle a changé ${e.number('changes')} fois en ${e.span('windowMs')}.`,
      unless: `Avec moins de ${e.number('changes')} changements en ${e.span('windowMs')}, chacun aurait été une alerte à part.`,
    }),
  },
  'flapping-ended': {
    en: (e) => ({
      what: 'The alert no longer flaps.',
      because: `It did not change for ${e.span('quietMs')}.`,
      unless: `A change within ${e.span('quietMs')} would have kept it marked as flapping.`,
    }),
    fr: (e) => ({
      what: "L'alerte n'est plus instable.",
      because: `Elle n'a pas changé pendant ${e.span('quietMs')}.`,
      unless: `Un changement en moins de ${e.span('quietMs')} l'aurait gardée marquée comme instable.`,
    }),
  },
};
