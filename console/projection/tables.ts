// The rows that the projections write and that the API and the replay output read: tables, keys and shapes.
import type { Alert } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import type { IncidentLife } from '../../domain/incident-life.ts';
import type { TicketOperation } from '../../domain/ticket.ts';

export const alertsProjection = 'projection-alerts';
export const incidentsProjection = 'projection-incidents';
export const ticketsProjection = 'projection-tickets';
export type ProjectionName = typeof alertsProjection | typeof incidentsProjection | typeof ticketsProjection;

/** Of projection-alerts. An alert is in `open` or in `ended`, never in both: a list of open ones needs no filter. */
export const alertTables = {
  open: 'open',
  ended: 'ended',
  mark: 'mark',
  source: 'source',
  /** CI → HeardRow. */
  heard: 'heard',
  /** Each day on which anything was heard, its beginning → 1: the first says since when it is listened. */
  listening: 'listening',
  /** id → Silence, expired ones included. */
  silence: 'silence',
  /** Moment of an opening → all that was decided then about alerts that it opened. */
  opening: 'opening',
  /** Whatever else was decided. */
  decision: 'decision',
} as const;
export const alertMarks = ['flapping', 'stale'] as const;
/** The beginning of the last day on which something was said of a CI, epoch ms. */
export interface HeardRow {
  readonly lastAt: number;
}
export interface SourceRow {
  readonly source: Alert['source'];
  readonly lastEventAt: number;
}

/** Of projection-incidents. */
export const incidentTables = {
  /** id → Incident. */
  incident: 'incident',
  /** `I-1042` → its id. */
  number: 'number',
  /** Order of the board → id. */
  board: 'board',
  /** id → Situation. */
  situation: 'situation',
  /** `incident/situation` → 1: every situation that ever stood behind it. */
  situationOf: 'situation-of',
  /** `survivor/absorbed` → 1, for situations and for incidents. */
  absorbedSituation: 'absorbed-situation',
  absorbedIncident: 'absorbed-incident',
  /** `alert/moment` → where it stands from then on. */
  membership: 'membership',
  /** Newest last: alerts kept out of every situation. */
  aside: 'aside',
  /** Situations waiting for their hold. */
  held: 'held',
  /** `situation/moment` → the alerts that joined then. Each counts only while its `membership` says the same. */
  joined: 'joined',
  /** `situation/moment` → what was decided about them. */
  joining: 'joining',
  /** Whatever else was decided. */
  decision: 'decision',
} as const;
export interface MembershipRow {
  readonly situation: string | null;
  readonly without: string | null;
}
export interface AsideRow {
  readonly alert: string;
  readonly without: string;
}
export interface JoinedRow {
  readonly at: number;
  readonly alerts: readonly string[];
}

/** Of projection-tickets. */
export const ticketTables = {
  /** `incident/key` → TicketRow. */
  ticket: 'ticket',
  /** `incident/moment/key.seq` → OperationRow, overwritten by each step. */
  operation: 'operation',
  /** Incident → LifeRow. */
  life: 'life',
  /** Order of completion → OperationRow. */
  done: 'done',
  /** `time of planning/offset of completion` → ToldRow: the day's list. */
  told: 'told',
  /** `incident/time/key` → NoticeRow: messages to people, under each incident that they are about. */
  notice: 'notice',
  /** Its number, counted up → Problem; its id → that key. */
  problem: 'problem',
  problemId: 'problem-id',
  decision: 'decision',
} as const;
export type TicketState = 'planned' | 'inflight' | 'live' | 'resolved' | 'merged' | 'refused' | 'deleted';
export interface TicketStateRow {
  readonly incident: string;
  readonly sink: string;
  readonly unit: string;
  readonly key: string;
  readonly id: string | null;
  readonly url: string | null;
  readonly state: TicketState;
}
export type LifeRow = Omit<IncidentLife, 'decisions'>;
export interface OperationRow {
  readonly step: 'planned' | 'inflight' | 'done' | 'refused';
  readonly ticket: string | null;
  readonly url: string | null;
  readonly operation: TicketOperation;
}

/** An operation that was carried out, in brief. */
export interface ToldRow {
  /** When it was planned, epoch ms. */
  readonly at: number;
  readonly op: TicketOperation['op'];
  readonly sink: string;
  readonly key: string;
  readonly ticket: string | null;
  readonly incident: string;
  readonly title: string;
  readonly priority: number;
}

export interface NoticeRow {
  readonly step: OperationRow['step'];
  /** When that step was made, epoch ms. */
  readonly at: number;
  /** As the channel names the message; null until it was taken. */
  readonly reference: string | null;
  readonly operation: TicketOperation;
}

/** The decisions that one record brought about one subject. */
export type DecisionsRow = readonly Decision[];

/** Sorts as the number does: epoch ms in 13 digits serve until the year 2286. */
export function timeKey(ms: number): string {
  return String(ms).padStart(13, '0');
}

export function offsetKey(offset: number): string {
  return String(offset).padStart(12, '0');
}

/** Where a record stands among all streams: time, then the stream's letter, then its offset. */
export function momentKey(ms: number, stream: 'a' | 'i' | 't', offset: number): string {
  return `${timeKey(ms)}${stream}${offsetKey(offset)}`;
}

/**
 * Under which an alert stands: its opening before its fingerprint, so that new rows lie together on disk and a list of
 * alerts is in the order in which they opened.
 */
export function alertKey(id: string): string {
  const at = id.lastIndexOf('@');
  return at === -1 ? id : `${id.slice(at + 1)}@${id.slice(0, at)}`;
}

export function subjectPrefix(type: string, id: string): string {
  return `${type}/${type === 'alert' ? alertKey(id) : id}/`;
}
