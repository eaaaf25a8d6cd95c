// What one message says that stands for many: why they were put together, and each in one line.
import type { Incident } from '../../domain/incident.ts';
import type { NotifyPolicy } from '../../domain/notify-policy.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { incidentTitle } from '../wording/incident-title.ts';
import { noticeHeadline, noticeWords as words } from '../wording/notice-words.ts';
import type { NoticeText } from './compose-notice.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

/** A telephone shows so many lines; the rest is counted. */
const namedIncidents = 10;

export interface Digest {
  readonly incidents: readonly Incident[];
  readonly digest: NotifyPolicy['digest'];
  readonly voice: Voice;
}

/** Highest priority first, then the oldest. */
export function composeDigest({ incidents, digest, voice }: Digest): NoticeText {
  const { language } = voice;
  const parts = { what: '', priority: 1, at: '', unanswered: '', end: 'resolved' as const, promise: null };
  const headline = noticeHeadline('digest', { ...parts, incidents: incidents.length }, language);
  const span = formatDuration(digest.withinMs, language);
  const why = words.digestWhy[language](digest.above, span);
  const sorted = [...incidents].sort((a, b) => a.priority - b.priority || a.incidentAt - b.incidentAt);
  const lines = sorted
    .slice(0, namedIncidents)
    .map((incident) => `${incident.number}: ${incidentTitle(incident, language)}`);
  const rest = incidents.length - lines.length;
  const all = [why, ...lines, ...(rest > 0 ? [words.more[language](rest)] : [])];
  return { headline, paragraphs: all.map((line) => say(voice, { en: line, fr: line })), facts: [] };
}
