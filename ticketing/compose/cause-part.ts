// The technical part's paragraph on the probable cause: evidence, what speaks against it, who comes next.
import type { Incident, Quote, RootCandidate } from '../../domain/incident.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { counted, formatNumber } from '../wording/format-number.ts';
import { alertName, classWord, sourceWords, wordOf } from '../wording/domain-words.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { say, second } from './voice.ts';
import type { Voice } from './voice.ts';

/** Terms of the ranking: judgement-measured, "Root ranking". A term not named here is left out of the text. */
const termWords = {
  en: {
    coverage: 'the alerts lie behind it',
    resource: 'it is short of a resource or down',
    callee: 'others fail when they call it',
    caller: 'its calls to others fail',
    error: 'it reports errors',
    words: 'its errors read unlike those that others pass on',
    own: 'it has alerts of its own',
    latency: 'it is slow',
    early: 'it was early',
    first: 'it was first',
    severity: 'its alerts are severe',
    change: 'it was changed just before',
    hub: 'most of what hangs on it fell at once',
    precursor: 'it warned before',
    history: 'people named it before for such symptoms',
  },
  fr: {
    coverage: 'les alertes se trouvent derrière elle',
    resource: "elle manque d'une ressource ou est arrêtée",
    callee: "d'autres échouent en l'appelant",
    caller: 'ses appels échouent',
    error: 'elle signale des erreurs',
    words: "ses erreurs diffèrent de celles que d'autres transmettent",
    own: 'elle a ses propres alertes',
    latency: 'elle est lente',
    early: 'elle était parmi les premières',
    first: 'elle était la première',
    severity: 'ses alertes sont graves',
    change: 'elle a été modifiée juste avant',
    hub: "la plupart de ce qui en dépend est tombé d'un coup",
    precursor: 'elle avait prévenu',
    history: "on l'a déjà désignée pour de tels symptômes",
  },
} as const;

const againstWords = {
  en: {
    silent: 'it says nothing itself',
    'later-than-symptoms': 'its own alarm came after the symptoms',
    'healthy-neighbours': 'neighbours that depend on it are healthy',
    'dependency-in-trouble': 'something it depends on is in trouble too',
    'slow-as-client': 'it is slow in what it asks of others',
  },
  fr: {
    silent: 'elle ne dit rien elle-même',
    'later-than-symptoms': 'sa propre alarme est venue après les symptômes',
    'healthy-neighbours': 'des voisins qui en dépendent vont bien',
    'dependency-in-trouble': 'un élément dont elle dépend est touché aussi',
    'slow-as-client': "elle est lente dans ce qu'elle demande aux autres",
  },
} as const;

function termWord(term: string, voice: Voice): string[] {
  const words: Readonly<Record<string, string>> = termWords[voice.language];
  return Object.hasOwn(words, term) ? [words[term] ?? ''] : [];
}

function againstWord(word: string, voice: Voice): string {
  const unexplained = /^does-not-explain:(\d+)$/.exec(word);
  if (unexplained !== null) {
    const alerts = counted(
      Number(unexplained[1]),
      voice.language,
      voice.language === 'en' ? 'alert' : 'alerte',
      voice.language === 'en' ? 'alerts' : 'alertes',
    );
    return voice.language === 'en' ? `it does not explain ${alerts}` : `elle n'explique pas ${alerts}`;
  }
  return wordOf(againstWords, word, voice.language);
}

function called(candidate: RootCandidate, voice: Voice): string {
  const word = classWord(candidate.ciClass, voice.language);
  return `${oneLine(candidate.ciName, 80)}${word === '' ? '' : ` (${word})`}`;
}

function named(candidate: RootCandidate, voice: Voice): string {
  return `${called(candidate, voice)}, ${formatNumber(candidate.score, voice.language)}`;
}

function explains(candidate: RootCandidate, incident: Incident, voice: Voice): string {
  if (incident.alertCount === 1)
    return say(voice, { en: 'The one alert is about it.', fr: 'La seule alerte la concerne.' });
  const terms = candidate.because
    .filter(({ weight }) => weight > 0)
    .flatMap(({ term }) => termWord(term, voice))
    .slice(0, 3);
  const [part, all] = [
    formatNumber(candidate.explainedAlerts, voice.language),
    formatNumber(incident.alertCount, voice.language),
  ];
  const tail = terms.length === 0 ? '' : ` : ${joinWords(terms, voice.language)}`;
  return say(voice, {
    en: `It explains ${part} of ${all} alerts${tail.replace(' : ', ': ')}.`,
    fr: `Elle explique ${part} alertes sur ${all}${tail}.`,
  });
}

/** What was done to it shortly before, in the feed's words. */
function changed({ change }: RootCandidate, voice: Voice): string[] {
  if (change === null || change === undefined) return [];
  const what = oneLine(change.what, 120);
  const at = second(change.at, voice);
  return [say(voice, { en: `Changed before, at ${at}: ${what}.`, fr: `Modifiée avant, à ${at} : ${what}.` })];
}

function against(candidate: RootCandidate, voice: Voice): string {
  const words = candidate.against.map((word) => againstWord(word, voice));
  const none = voice.language === 'en' ? 'nothing known' : 'rien de connu';
  return say(voice, {
    en: `Against it: ${words.length === 0 ? none : joinWords(words, 'en')}.`,
    fr: `Contre elle : ${words.length === 0 ? none : joinWords(words, 'fr')}.`,
  });
}

/** A share that would be read as 0 helps nobody at night. */
const leastShare = 0.005;

function next(candidate: RootCandidate | undefined, voice: Voice): string[] {
  if (candidate === undefined || candidate.score < leastShare) return [];
  const explained = formatNumber(candidate.explainedAlerts, voice.language);
  return [
    say(voice, {
      en: `Next candidate: ${named(candidate, voice)} (explains ${explained}).`,
      fr: `Candidat suivant : ${named(candidate, voice)} (en explique ${explained}).`,
    }),
  ];
}

/** `19:15:21 Temperature alarm (syslog)`. */
export function quoteLine(quote: Quote, voice: Voice): string {
  const name = alertName(quote.name, voice.language);
  const text = oneLine(quote.message === '' || name !== quote.name ? name : quote.message, 120);
  return `${second(quote.at, voice)} ${text} (${sourceWords[voice.language][quote.source]})`;
}

function ownWords(candidate: RootCandidate, precursors: readonly Quote[], voice: Voice): string[] {
  const before = new Set(precursors.map(({ alert }) => alert));
  const own = candidate.ownAlerts.filter(({ alert }) => !before.has(alert)).map((quote) => quoteLine(quote, voice));
  if (own.length === 0) return [];
  return [say(voice, { en: `Its own alerts: ${own.join('; ')}.`, fr: `Ses propres alertes : ${own.join(' ; ')}.` })];
}

function unclear(first: RootCandidate, other: RootCandidate, incident: Incident, voice: Voice): string {
  const line = (candidate: RootCandidate): string => named(candidate, voice);
  const explained = (candidate: RootCandidate): string => formatNumber(candidate.explainedAlerts, voice.language);
  const all = formatNumber(incident.alertCount, voice.language);
  return say(voice, {
    en: `Probable cause: unclear between ${line(first)} (explains ${explained(first)} of ${all} alerts), and ${line(other)} (explains ${explained(other)}). ${against(first, voice)}`,
    fr: `Cause probable : incertaine entre ${line(first)} (explique ${explained(first)} alertes sur ${all}), et ${line(other)} (en explique ${explained(other)}). ${against(first, voice)}`,
  });
}

export function causePart(incident: Incident, voice: Voice): string {
  const [first, other] = incident.rootCandidates;
  if (first === undefined)
    return say(voice, { en: 'Probable cause: not known yet.', fr: 'Cause probable : pas encore connue.' });
  if (!incident.rootClear && other !== undefined) return unclear(first, other, incident, voice);
  const { causeBy } = incident;
  const by = oneLine(causeBy?.by ?? '', 80);
  const head =
    causeBy?.ci === first.ci
      ? say(voice, {
          en: `Cause: ${called(first, voice)}, named by ${by}.`,
          fr: `Cause : ${called(first, voice)}, désignée par ${by}.`,
        })
      : say(voice, { en: `Probable cause: ${named(first, voice)}.`, fr: `Cause probable : ${named(first, voice)}.` });
  return [
    head,
    explains(first, incident, voice),
    ...changed(first, voice),
    ...ownWords(first, incident.precursors, voice),
    against(first, voice),
    ...next(other, voice),
  ].join(' ');
}

/** Warnings on the first candidate before the first alert; null if none. */
export function precursorPart(incident: Incident, voice: Voice): string | null {
  const cause = incident.rootCandidates[0]?.ci;
  const lines = incident.precursors.slice(0, 5).map((quote) => {
    const line = quoteLine(quote, voice);
    return quote.ci === cause ? line : `${oneLine(quote.ci ?? quote.host, 60)} ${line}`;
  });
  const earliest = Math.min(...incident.precursors.map(({ at }) => at));
  if (lines.length === 0) return null;
  const aheadMs = incident.firstAlertAt - earliest;
  const ahead = aheadMs <= 0 ? null : formatDuration(aheadMs, voice.language);
  return say(voice, {
    en: `Warned before${ahead === null ? '' : `, ${ahead} ahead of the first alert`}: ${lines.join('; ')}.`,
    fr: `Signes avant-coureurs${ahead === null ? '' : `, ${ahead} avant la première alerte`} : ${lines.join(' ; ')}.`,
  });
}
