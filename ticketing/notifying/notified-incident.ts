// What notifying remembers of an incident: how far its escalation went, what the crisis cell knows, who was told what.
import { base32Id } from '../../domain/identity.ts';
import type { SlaClockName, SlaShare } from '../../domain/incident-life.ts';
import type { NoticeKind } from '../../domain/notice.ts';
import type { Told } from '../compose/told.ts';

/** A promised time of which that share, in percent, is used up. */
export interface SlaWarning {
  readonly clock: SlaClockName;
  readonly share: SlaShare;
}

/** A message that is to go out, as soon as the recipient may be told of this incident again. */
export interface Wanted {
  readonly kind: NoticeKind;
  readonly since: number;
  /** What it also warns of, the highest share of each clock; absent: of nothing. */
  readonly warnings?: readonly SlaWarning[];
}

/** Levels as places in `supportLevels`. */
export interface Ladder {
  readonly level: number;
  /** When that level was told. */
  readonly at: number;
  /** Since when nobody takes it. */
  readonly since: number;
  /** Who is asked next, and when; null: nobody is named above. */
  readonly next: { readonly level: number; readonly at: number } | null;
}

/** Rows of the notifying stage, for who shows them: incident → NotifiedIncident. */
export const notifiedTable = 'notified';
export const notifyingStage = 'notifying';

/** What one recipient heard of one incident. */
export interface Heard {
  readonly count: number;
  /** Keys of the first and of the last message; null: none was sent yet. */
  readonly first: string | null;
  readonly last: string | null;
  readonly lastAt: number | null;
  /** What that message said. */
  readonly told: Told | null;
  readonly wanted: Wanted | null;
}

export interface NotifiedIncident {
  readonly incident: string;
  readonly tenant: string;
  /** How far it went; null: nobody is waited for. */
  readonly ladder: Ladder | null;
  /** What the crisis cell was told last, and when; null: it is not told of this incident. */
  readonly crisis: { readonly told: Told; readonly at: number } | null;
  readonly withheld: 'not-production' | 'in-maintenance' | null;
  /** By the recipient's name. */
  readonly people: Readonly<Record<string, Heard>>;
  /** When it was resolved or merged; null while open. */
  readonly endedAt: number | null;
  /** Numbers its decisions. */
  readonly decided: number;
}

export const unheard: Heard = { count: 0, first: null, last: null, lastAt: null, told: null, wanted: null };

export function newRow(incident: string, tenant: string): NotifiedIncident {
  return { incident, tenant, ladder: null, crisis: null, withheld: null, people: {}, endedAt: null, decided: 0 };
}

/** 26 characters of [A-Z2-7], the same in every life of Vigie: what makes a repeat recognisable. */
export function noticeKey(tenant: string, incident: string, recipient: string, count: number): string {
  return base32Id(26, 'notice', tenant, incident, recipient, String(count));
}
