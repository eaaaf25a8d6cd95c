// Keeps what a recipient is still to be told of an incident: one message, the weightiest, at most one a minute.
import type { Incident } from '../../domain/incident.ts';
import type { NoticeKind } from '../../domain/notice.ts';
import { isMajorNow, takenBy } from './decide-notices.ts';
import type { Heard } from './notified-incident.ts';

/** Each message tells all of how it stands, so one may stand for another. Of a major's beginning and end, the later. */
const weight: Readonly<Record<NoticeKind, number>> = {
  digest: 0,
  news: 1,
  changed: 2,
  opened: 3,
  escalated: 4,
  declared: 5,
  'stood-down': 5,
};

export function want(heard: Heard, kind: NoticeKind, now: number): Heard {
  const { wanted } = heard;
  if (wanted !== null && weight[wanted.kind] > weight[kind]) return heard;
  return { ...heard, wanted: { kind, since: wanted?.since ?? now } };
}

/** Overtaken by events while it waited. */
export function isMoot(kind: NoticeKind, incident: Incident): boolean {
  if (kind === 'stood-down') return false;
  if (kind === 'opened' || kind === 'escalated') return incident.state !== 'open' || takenBy(incident) !== null;
  return !isMajorNow(incident);
}

/** When it may go out. */
export function sendableAt({ wanted, lastAt }: Heard, gapMs: number): number | null {
  if (wanted === null) return null;
  return lastAt === null ? wanted.since : Math.max(wanted.since, lastAt + gapMs);
}
