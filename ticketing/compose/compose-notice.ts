// Turns an incident into what a message says to one person: plain words for managers, technical ones for levels 1 to 3.
import type { Incident } from '../../domain/incident.ts';
import { supportLevels } from '../../domain/notice.ts';
import type { Notice, NoticeKind, NoticeVoice } from '../../domain/notice.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { formatNumber } from '../wording/format-number.ts';
import { formatMinute } from '../wording/format-time.ts';
import { brokenNow } from '../wording/incident-title.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { levelNames, noticeHeadline, noticeWords as words } from '../wording/notice-words.ts';
import type { MajorEnd } from '../wording/notice-words.ts';
import { servicesHitNow } from '../wording/services-hit.ts';
import { causePart } from './cause-part.ts';
import { majorReasons } from './major-reasons.ts';
import { pressing, promisePart, promiseParts } from './promise-part.ts';
import type { Promised } from './promise-part.ts';
import { brokenSentences, teamName, usersSentence } from './public-part.ts';
import { servicesPart } from './services-part.ts';
import type { Told } from './told.ts';
import { updateForTechnicians } from './update-part.ts';
import { minuteInZone, say } from './voice.ts';
import type { Voice } from './voice.ts';

export interface NoticeRequest {
  readonly kind: NoticeKind;
  readonly incident: Incident;
  /** Logical time of the message. */
  readonly at: number;
  readonly register: NoticeVoice;
  readonly voice: Voice;
  /** What this recipient was told last; null: nothing yet. */
  readonly previous: Told | null;
  /** When the crisis cell hears again. */
  readonly nextNewsAt: number;
  /** Since when nobody has it, and who is asked next at what time; null: nobody is waited for. */
  readonly ladder: {
    readonly since: number;
    readonly next: { readonly level: number; readonly at: number } | null;
  } | null;
  /** Whether this recipient is one to take it. */
  readonly asks: boolean;
  /** Promised times that run out. */
  readonly promises: readonly Promised[];
}

export type NoticeText = Pick<Notice, 'headline' | 'paragraphs' | 'facts'>;

const headlineLength = 160;
const minuteMs = 60_000;

function endOf({ state, major }: Incident): MajorEnd {
  if (state === 'merged') return 'merged';
  if (major !== null && major.stoodDownAt !== null) return 'stood-down';
  return state === 'resolved' ? 'resolved' : 'downgraded';
}

/** At an end, services that are back are named without their state: "Over: Web shop down" reads as if it still was. */
function whatIn({ kind, incident, voice }: NoticeRequest): string {
  const names = incident.services.map(({ name }) => oneLine(name, 40));
  if (kind !== 'stood-down' || endOf(incident) === 'downgraded' || names.length === 0)
    return brokenNow(incident, voice.language);
  return joinWords(names, voice.language, 2);
}

function headlineOf(request: NoticeRequest): string {
  const { kind, incident, at, voice, ladder, promises } = request;
  const promised = pressing(promises);
  const parts = {
    what: whatIn(request),
    priority: incident.priority,
    at: formatMinute(at, voice.timezone, voice.language),
    unanswered: formatDuration(at - (ladder?.since ?? at), voice.language),
    end: endOf(incident),
    incidents: 1,
    promise: promised === null ? null : promiseParts(promised, voice),
  };
  const line = `[${incident.number}] ${noticeHeadline(kind, parts, voice.language)}`;
  return oneLine(say(voice, { en: line, fr: line }), headlineLength);
}

function whoWorks(incident: Incident, voice: Voice): string {
  const team = incident.assignedTeam ?? incident.team;
  const named = team === null ? null : teamName(team);
  const by = incident.acknowledgedBy ?? incident.assignee ?? null;
  if (by !== null) {
    const name = oneLine(by, 80);
    return say(voice, { en: words.taken.en(name, named), fr: words.taken.fr(name, named) });
  }
  return say(voice, { en: words.waiting.en(named), fr: words.waiting.fr(named) });
}

function whyMajor(incident: Incident, voice: Voice): string[] {
  const { language } = voice;
  const reasons = majorReasons(incident, language);
  return reasons === '' ? [] : [say(voice, { en: words.whyMajor.en(reasons), fr: words.whyMajor.fr(reasons) })];
}

function nextNewsLine({ nextNewsAt, voice }: NoticeRequest): string {
  const at = formatMinute(nextNewsAt, voice.timezone, voice.language);
  return say(voice, { en: words.nextNews.en(at), fr: words.nextNews.fr(at) });
}

/** What is broken, for whom, since when. */
function standing(incident: Incident, voice: Voice): string {
  const hit = servicesHitNow(incident);
  // Users are counted over all that was ever down: with nothing down any more, the number would mislead.
  const isDown = hit.length === 0 || hit.some(({ state }) => state === 'down');
  return [...brokenSentences(incident, voice), ...(isDown ? usersSentence(incident, voice) : [])].join(' ');
}

function askLines({ kind, at, voice, ladder }: NoticeRequest): string[] {
  // Nobody is called for what is not urgent; that its time runs out may be told all the same.
  if (ladder === null && kind !== 'sla') return [];
  const { language, timezone } = voice;
  const level = ladder?.next?.level;
  const next = level === undefined ? undefined : supportLevels[level];
  const asked = next === undefined ? null : levelNames[language][next];
  const by = formatMinute(ladder?.next?.at ?? at, timezone, language);
  const ask = say(voice, { en: words.ask.en(asked, by), fr: words.ask.fr(asked, by) });
  if (kind !== 'escalated' || ladder === null) return [ask];
  const span = formatDuration(at - ladder.since, language);
  return [say(voice, { en: words.nobodyAnswered.en(span), fr: words.nobodyAnswered.fr(span) }), ask];
}

function backLine(incident: Incident, voice: Voice): string[] {
  const back = incident.services.filter(({ restoredAt }) => restoredAt !== undefined && restoredAt !== null);
  if (back.length === 0) return [];
  const named = back.map(({ name, restoredAt }) => {
    const at = formatMinute(restoredAt ?? 0, voice.timezone, voice.language);
    return words.serviceBack[voice.language](oneLine(name, 80), at);
  });
  const names = joinWords(named, voice.language, 8);
  return [say(voice, { en: words.backAt.en(names), fr: words.backAt.fr(names) })];
}

function endLines({ incident, at, voice }: NoticeRequest): string[] {
  const end = endOf(incident);
  const { language } = voice;
  if (end === 'merged') return [words.mergedInto[language]];
  const from = incident.major?.declaredAt ?? incident.incidentAt;
  const [began, ended] = [formatMinute(from, voice.timezone, language), minuteInZone(at, voice)];
  const span = formatDuration(Math.round((at - from) / minuteMs) * minuteMs, language);
  const lasted = say(voice, { en: words.lasted.en(span, began, ended), fr: words.lasted.fr(span, began, ended) });
  const left = servicesHitNow(incident).length > 0 ? [standing(incident, voice)] : [];
  const after = end === 'downgraded' ? words.goesOn[language] : words.lastMessage[language];
  return [[...left, ...backLine(incident, voice)].join(' '), lasted, after].filter((line) => line !== '');
}

function changeLines({ kind, incident, previous, voice }: NoticeRequest): string[] {
  // Where all is back, that is the news.
  if (kind !== 'changed' || previous === null || servicesHitNow(incident).length === 0) return [];
  return [updateForTechnicians(previous, incident, voice)].filter((line) => line !== '');
}

function paragraphsOf(request: NoticeRequest): string[] {
  const { kind, incident, register, voice, asks } = request;
  const promised = request.promises.map((one) => promisePart(one, request.at, voice));
  if (kind === 'stood-down') return [...endLines(request), ...promised];
  const lines = [...promised, ...changeLines(request), standing(incident, voice)];
  if (register === 'technical') lines.push(causePart(incident, voice), servicesPart(incident, voice));
  if (kind === 'declared') lines.push(...whyMajor(incident, voice));
  if (kind === 'sla' || !asks) lines.push(whoWorks(incident, voice));
  if (asks) lines.push(...askLines(request));
  else if (kind !== 'sla') lines.push(nextNewsLine(request));
  return lines;
}

function factsOf({ incident, register, voice, kind }: NoticeRequest): Notice['facts'] {
  if (register === 'plain' || kind === 'stood-down') return [];
  const { language } = voice;
  const labels = words.facts[language];
  const number = (count: number): string => formatNumber(count, language);
  const team = incident.assignedTeam ?? incident.team;
  const by = incident.acknowledgedBy ?? incident.assignee ?? null;
  return [
    { label: labels.priority, value: `P${String(incident.priority)}` },
    { label: labels.since, value: minuteInZone(incident.firstAlertAt, voice) },
    {
      label: labels.alerts,
      value: words.ofAll[language](number(incident.openAlertCount), number(incident.alertCount)),
    },
    ...(team === null ? [] : [{ label: labels.team, value: oneLine(team, 60) }]),
    { label: labels.taken, value: by === null ? words.nobody[language] : oneLine(by, 80) },
  ];
}

export function composeNotice(request: NoticeRequest): NoticeText {
  return { headline: headlineOf(request), paragraphs: paragraphsOf(request), facts: factsOf(request) };
}
