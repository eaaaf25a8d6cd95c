// A language for scenarios on a told clock: `at(…)` says what a source sent, `expectBetween(…)` what must follow.
// The whole pipeline runs, from the recorded door to simulated tickets; nothing waits, nothing is mocked.
import { expect } from 'vitest';
import type { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { Cmdb, emptyCmdb } from '../../domain/cmdb.ts';
import type { Decision } from '../../domain/decision.ts';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange, IncidentChangeKind } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notice.ts';
import { Policy } from '../../domain/policy.ts';
import type { StoredRecord, StreamName } from '../../domain/record.ts';
import { ticketDoneKind, ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketOp, TicketStep } from '../../domain/ticket.ts';
import { driveToEnd } from '../../runtime/replay-driver.ts';
import type { ReplayInput } from '../../runtime/replay-driver.ts';
import { RecordedDoor } from '../../runtime/replay/recorded-door.ts';
import type { RecordingLine } from '../../runtime/replay/recording-line.ts';
import { openReplayHouse } from '../../runtime/replay/replay-house.ts';
import type { ReplayHouse } from '../../runtime/replay/replay-house.ts';

/** A Monday evening. */
const zeroHour = Date.parse('2026-11-23T19:00:00Z');

/** `m:ss` or `h:mm:ss` after zero hour. */
export type Moment = `${number}:${number}` | `${number}:${number}:${number}`;

function msOf(moment: Moment): number {
  return moment.split(':').reduce((total, part) => total * 60 + Number(part), 0) * 1000;
}

/** RFC 3339, for what sources say themselves. */
export function clockTime(moment: Moment): string {
  return new Date(zeroHour + msOf(moment)).toISOString();
}

export interface Site {
  readonly cmdb?: z.input<typeof Cmdb>;
  readonly policy?: z.input<typeof Policy>;
}

export interface GenericWords {
  readonly host: string;
  readonly check: string;
  readonly state?: 'problem' | 'ok' | 'info';
  readonly severity?: 'critical' | 'high' | 'warning' | 'info';
  readonly message?: string;
}

export interface Speaker {
  generic(words: GenericWords): Timeline;
  /** Alerts as the POST /api/v2/alerts of Prometheus has them. */
  prometheus(...alerts: readonly object[]): Timeline;
  /** The webhook of Alertmanager; alerts with `status`. */
  alertmanager(...alerts: readonly object[]): Timeline;
  syslog(text: string, peer?: string): Timeline;
}

type Said =
  | Omit<Extract<RecordingLine, { request: unknown }>, 't_ms'>
  | Omit<Extract<RecordingLine, { transport: unknown }>, 't_ms'>;

export class Timeline {
  readonly #site: Site;
  readonly #said: { readonly atMs: number; readonly said: Said }[] = [];

  constructor(site: Site = {}) {
    this.#site = site;
  }

  at(moment: Moment): Speaker {
    const atMs = msOf(moment);
    const webhook = (source: 'generic' | 'prometheus' | 'alertmanager', body: unknown): Timeline =>
      this.#say(atMs, { source, request: { body: JSON.stringify(body) } });
    return {
      generic: ({ state = 'problem', severity = 'high', message = 'as told', ...words }) =>
        webhook('generic', { ...words, state, severity, message, at: clockTime(moment) }),
      prometheus: (...alerts) => webhook('prometheus', alerts),
      alertmanager: (...alerts) =>
        webhook('alertmanager', { version: '4', status: 'firing', receiver: 'vigie', alerts }),
      syslog: (text, peer = '192.0.2.250') => this.#say(atMs, { source: 'syslog', transport: 'udp', text, peer }),
    };
  }

  /** Runs all that was said, then the clock alone until `moment`. */
  async runUntil(moment: Moment): Promise<Told> {
    const cmdb = this.#site.cmdb === undefined ? emptyCmdb : Cmdb.parse(this.#site.cmdb);
    const policy = Policy.parse(this.#site.policy ?? {});
    const site = { tenant: 'acme', policy, cmdb, sinks: [{ name: 'desk', language: policy.language }] };
    const house = await openReplayHouse(site, zeroHour);
    await driveToEnd({ ...house, records: this.#records(), tailMs: 0 });
    const last = this.#said.at(-1)?.atMs ?? 0;
    await driveToEnd({ ...house, records: [], tailMs: msOf(moment) - last });
    return tell(house);
  }

  #say(atMs: number, said: Said): this {
    const before = this.#said.at(-1)?.atMs ?? 0;
    if (atMs < before) throw new RangeError('a timeline is told in order');
    this.#said.push({ atMs, said });
    return this;
  }

  *#records(): Generator<ReplayInput> {
    const door = new RecordedDoor({ tenant: 'acme', timezone: 'UTC' });
    for (const [index, { atMs, said }] of this.#said.entries()) {
      const line = { ...said, t_ms: atMs } as RecordingLine;
      const taken = door.take({ line, receivedAt: zeroHour + atMs, at: `timeline:${index + 1}`, bytesRead: 0 });
      if (taken.deadLetters.length > 0)
        throw new Error(`the door refused: ${JSON.stringify(taken.deadLetters[0]?.body)}`);
      for (const record of taken.events) yield { stream: 'events', record };
    }
  }
}

export function timeline(site: Site = {}): Timeline {
  return new Timeline(site);
}

interface Happened {
  readonly atMs: number;
  readonly what: `${string} ${IncidentChangeKind}` | `${string} ticket-${TicketOp}`;
}

/** What came of it. */
export class Told {
  /** As last told, by number. */
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly alerts: readonly Alert[];
  readonly decisions: readonly Decision[];
  /** What was decided about telling people. */
  readonly noticeDecisions: readonly Decision[];
  /** Messages to people, in the order of their planning. */
  readonly notices: readonly ToldNotice[];
  readonly #happened: readonly Happened[];

  constructor(told: {
    incidents: ReadonlyMap<string, Incident>;
    alerts: readonly Alert[];
    decisions: readonly Decision[];
    noticeDecisions: readonly Decision[];
    notices: readonly ToldNotice[];
    happened: readonly Happened[];
  }) {
    this.incidents = told.incidents;
    this.alerts = told.alerts;
    this.decisions = told.decisions;
    this.noticeDecisions = told.noticeDecisions;
    this.notices = told.notices;
    this.#happened = told.happened;
  }

  /** `I-1 opened`, `I-1 ticket-resolve` … must happen once in the time, ends included, and never else. */
  expectBetween(from: Moment, to: Moment, what: Happened['what']): this {
    const times = this.#happened.filter((one) => one.what === what).map(({ atMs }) => atMs);
    expect(times, `when "${what}" happened; all: ${this.story()}`).toHaveLength(1);
    expect(times[0], what).toBeGreaterThanOrEqual(msOf(from));
    expect(times[0], what).toBeLessThanOrEqual(msOf(to));
    return this;
  }

  expectNever(what: Happened['what']): this {
    expect(
      this.#happened.map((one) => one.what),
      this.story(),
    ).not.toContain(what);
    return this;
  }

  reasons(): Decision['reason'][] {
    return this.decisions.map(({ reason }) => reason);
  }

  /** For messages of failed expectations. */
  story(): string {
    return this.#happened.map(({ atMs, what }) => `${(atMs / 1000).toFixed(0)} s ${what}`).join('; ');
  }
}

async function tell({ log }: ReplayHouse): Promise<Told> {
  const all = async (stream: StreamName): Promise<readonly StoredRecord[]> => log.read(stream, 0, 0, 1_000_000);
  const [alerts, incidents, tickets] = await Promise.all([all('alerts'), all('incidents'), all('tickets')]);
  const changes = incidents.filter(({ kind }) => kind === incidentChangeKind);
  const latest = new Map(
    changes.map(({ body }) => [(body as IncidentChange).incident.number, (body as IncidentChange).incident]),
  );
  const numbers = new Map([...latest.values()].map(({ id, number }) => [id, number]));
  return new Told({
    incidents: latest,
    alerts: latestAlerts(alerts),
    decisions: [...alerts, ...incidents].flatMap(decisionsIn),
    noticeDecisions: tickets.flatMap(decisionsIn).filter(({ subject }) => subject.type === 'incident'),
    notices: tickets.filter(({ kind }) => kind === ticketPlannedKind).flatMap((one) => noticeIn(one) ?? []),
    happened: [
      ...changes.flatMap(changesIn),
      ...tickets
        .filter((one) => one.kind === ticketDoneKind && noticeIn(one) === undefined)
        .map((one) => ticketIn(one, numbers)),
    ],
  });
}

function decisionsIn({ body }: StoredRecord): readonly Decision[] {
  return (body as { decisions?: Decision[] }).decisions ?? [];
}

export interface ToldNotice {
  readonly atMs: number;
  readonly sink: string;
  readonly key: string;
  readonly notice: Notice;
}

function noticeIn({ body }: StoredRecord): ToldNotice | undefined {
  const { at, sink, key, notice } = (body as TicketStep).operation ?? {};
  return notice === undefined ? undefined : { atMs: at - zeroHour, sink, key, notice };
}

function latestAlerts(records: readonly StoredRecord[]): Alert[] {
  const changes = records.flatMap(({ body }) => (body as { changes?: { alert: Alert }[] }).changes ?? []);
  return [...new Map(changes.map(({ alert }) => [alert.id, alert])).values()];
}

function changesIn({ receivedAt, body }: StoredRecord): Happened[] {
  const { incident, changes } = body as IncidentChange;
  return changes.map((change) => ({ atMs: receivedAt - zeroHour, what: `${incident.number} ${change}` as const }));
}

function ticketIn({ receivedAt, body }: StoredRecord, numbers: ReadonlyMap<string, string>): Happened {
  const { operation } = body as TicketStep;
  return { atMs: receivedAt - zeroHour, what: `${numbers.get(operation.incident) ?? '?'} ticket-${operation.op}` };
}
