// What a source is to the ingest room: its profile, and the port by which an adapter turns its words into events.
import type { RE2JS } from 're2js';
import type { Effect } from '../domain/effect.ts';
import type { Event, SourceType } from '../domain/event.ts';
import type { Severity } from '../domain/severity.ts';
import type { Heartbeat, SettingsSchema } from './source-settings.ts';

/** What can never become an event, with its reason: goes to `dead-letters`, kept whole. */
export interface Rejected {
  /** Stable, kebab-case; as in PayloadError. */
  readonly code: string;
  readonly reason: string;
  /** Where in the input: `alerts[3].labels`, `line 2, column 7`. */
  readonly at?: string;
  /** The bytes as text (UTF-8), or base64 of them where they are no text. */
  readonly raw: string;
  readonly encoding: 'utf8' | 'base64';
}

/** A line that no profile knows and that is not severe: counted and kept 24 h, read by no stage. */
export interface Unmatched {
  readonly host: string;
  readonly severity: Severity;
  readonly occurredAt: number;
  /** The line with its variables taken out: what equal lines share. */
  readonly template: string;
  readonly raw: string;
  /** Present where the line is no UTF-8: `raw` is then base64 of its bytes. */
  readonly encoding?: 'base64';
}

/** All that one read of a source gave. */
export interface Read {
  readonly events: readonly Event[];
  readonly unmatched: readonly Unmatched[];
  readonly rejected: readonly Rejected[];
  /** Lines that a profile says to leave out (access logs …): counted, not kept. */
  readonly ignored?: number;
}

/** How a source's own clock is used: by the time rule, or never. */
export type ClockPolicy = 'source' | 'received';

/** A configured source, without its token. */
export interface SourceProfile {
  readonly name: string;
  readonly type: SourceType;
  readonly tenant: string;
  /** IANA zone for times that carry none. */
  readonly timezone: string;
  readonly clock: ClockPolicy;
  /** What the source calls a severity, in lower case, to ours; asked before the adapter's own map. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** Labels (Zabbix: tags) that tell copies of one alert apart and must not, such as `replica`. */
  readonly ignoredLabels: ReadonlySet<string>;
  /** Labels (Zabbix: event tags) that make identity; empty: the adapter's own rule. */
  readonly identity: readonly string[];
  /** First match on the alert's name wins, before the built-in table. */
  readonly effects: readonly { readonly name: RE2JS; readonly effect: Effect }[];
  /** Absent: it promised no rhythm. */
  readonly heartbeat?: Heartbeat;
}

export interface ReadContext {
  readonly profile: SourceProfile;
  /** Epoch ms, our clock. */
  readonly receivedAt: number;
  /** The source's own text of one element: of the body's array (`''`), or of the array in that member. */
  raw(member: string, index: number): string;
  /** The whole body as text. */
  readonly text: string;
}

/** Pure: one parsed body in, events and refusals out. Nothing is coerced. */
export interface SourceAdapter {
  readonly type: SourceType;
  /** Strict, with this adapter's defaults: what `sources.<name>` of the configuration may say. */
  readonly settings: SettingsSchema;
  /** @throws PayloadError `wrong-shape` if the body as a whole is none that this source sends. */
  read(payload: unknown, context: ReadContext): Pick<Read, 'events' | 'rejected'>;
}

/** Turns syslog bytes into events; keeps what a connection has sent of an unfinished frame. */
export interface SyslogDecoder {
  /** `peer`: the sender's address, null if unknown. */
  datagram(bytes: Uint8Array, peer: string | null, receivedAt: number): Read;
  /** `conn` names the connection; a chunk may hold several frames, or part of one. */
  chunk(conn: string, bytes: Uint8Array, peer: string | null, receivedAt: number): Read;
  close(conn: string, receivedAt: number): Read;
}
