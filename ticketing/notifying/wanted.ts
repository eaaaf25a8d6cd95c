// Keeps what a recipient is still to be told of an incident: one message, the weightiest, at most one a minute.
import type { Incident } from '../../domain/incident.ts';
import type { NoticeKind } from '../../domain/notice.ts';
import type { Promised } from '../compose/promise-part.ts';
import type { Heard, SlaWarning } from './notified-incident.ts';
import { isMajorNow, takenBy } from './scene.ts';
import type { Want } from './scene.ts';

/**
 * Each message tells all of how it stands, so one may stand for another, and says what it warns of besides. Of a major's
 * beginning and end, the later.
 */
const weight: Readonly<Record<NoticeKind, number>> = {
  digest: 0,
  news: 1,
  sla: 2,
  changed: 3,
  opened: 4,
  escalated: 5,
  declared: 6,
  'stood-down': 6,
};

/** Of each clock the later, which is the higher. */
function together(before: readonly SlaWarning[], now: readonly SlaWarning[]): readonly SlaWarning[] {
  return [...before.filter((old) => !now.some(({ clock }) => clock === old.clock)), ...now];
}

export function want(heard: Heard, { kind, warnings = [] }: Omit<Want, 'recipient'>, now: number): Heard {
  const { wanted } = heard;
  const isLighter = wanted !== null && weight[wanted.kind] > weight[kind];
  const all = together(wanted?.warnings ?? [], warnings);
  const warned = all.length === 0 ? {} : { warnings: all };
  return { ...heard, wanted: { kind: isLighter ? wanted.kind : kind, since: wanted?.since ?? now, ...warned } };
}

function isMoot(kind: NoticeKind, incident: Incident): boolean {
  if (kind === 'stood-down') return false;
  if (kind === 'sla') return true;
  if (kind === 'opened' || kind === 'escalated') return incident.state !== 'open' || takenBy(incident) !== null;
  return !isMajorNow(incident);
}

/** What of it is still to be told; null: overtaken by events while it waited. `promises`: what it warns of and holds yet. */
export function kindNow(kind: NoticeKind, incident: Incident, promises: readonly Promised[]): NoticeKind | null {
  if (!isMoot(kind, incident)) return kind;
  return promises.length > 0 ? 'sla' : null;
}

/** When it may go out. */
export function sendableAt({ wanted, lastAt }: Heard, gapMs: number): number | null {
  if (wanted === null) return null;
  return lastAt === null ? wanted.since : Math.max(wanted.since, lastAt + gapMs);
}
