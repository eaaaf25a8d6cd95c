// A told-clock table for judging alone: alerts opened and cleared by hand, incidents read back.
import type { Alert, AlertChange } from '../../domain/alert.ts';
import { alertChangesKind } from '../../domain/alert.ts';
import { commandKind, type Command } from '../../domain/command.ts';
import { Cmdb } from '../../domain/cmdb.ts';
import type { Decision } from '../../domain/decision.ts';
import { effectOf } from '../../domain/effect.ts';
import {
  incidentChangeKind,
  situationChangeKind,
  type Incident,
  type IncidentChange,
  type SituationChange,
} from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import type { Outgoing, Row, RowChange } from '../../domain/ports/state-store.ts';
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { silenceKind, type Silence } from '../../domain/silence.ts';
import { userReportKind, type UserReport } from '../../domain/user-report.ts';
import type { Severity } from '../../domain/severity.ts';
import { createJudgingStage } from '../../correlate/judging/stage.ts';
import { justOpened } from '../fakes/told-facts.ts';

/** 2026-11-23 10:00 in Paris, a Monday. */
export const start = Date.UTC(2026, 10, 23, 9, 0, 0);

export interface AlertSketch {
  readonly ci: string | null;
  readonly name: string;
  readonly severity?: Severity;
  readonly host?: string;
  readonly more?: Partial<Alert>;
}

export class JudgingTable {
  readonly cmdb: Cmdb;
  policy: Policy;
  stage: Stage;
  readonly out: Outgoing[] = [];
  readonly rows = new Map<string, Row>();
  readonly #open = new Map<string, Alert>();
  #offset = 0;

  constructor(cmdb: unknown, policy: unknown = {}) {
    this.cmdb = Cmdb.parse({ version: 1, ...(cmdb as object) });
    this.policy = Policy.parse(policy);
    this.stage = createJudgingStage({ tenant: 'acme', policy: this.policy, cmdb: this.cmdb });
  }

  /** Runs the ticks that are due on the way to `second`. */
  until(second: number): void {
    const at = start + second * 1000;
    for (let due = this.stage.nextDueAt(); due !== null && due <= at; due = this.stage.nextDueAt()) {
      this.#apply('tick', Math.max(due, this.#last), {});
      if (this.stage.nextDueAt() === due) throw new Error(`the timer at ${String(due)} does not move`);
    }
  }

  #last = start;

  open(second: number, sketch: AlertSketch): string {
    this.until(second);
    const at = start + second * 1000;
    const severity = sketch.severity ?? 'high';
    const fingerprint = `test:1:${sketch.ci ?? sketch.host ?? ''}/${sketch.name}`;
    const alert: Alert = {
      id: `${fingerprint}@${String(at)}`,
      fingerprint,
      source: 'generic',
      sources: ['generic'],
      name: sketch.name,
      severity,
      effect: effectOf(severity),
      message: '',
      host: sketch.host ?? sketch.ci ?? '',
      labels: {},
      binding: sketch.ci === null ? null : { ci: sketch.ci, confidence: 1, by: 'id', value: sketch.ci },
      ...justOpened(at),
      ...sketch.more,
    };
    this.#open.set(alert.id, alert);
    this.#changes(at, [{ change: 'opened', alert }]);
    return alert.id;
  }

  clear(second: number, id: string): void {
    this.until(second);
    const at = start + second * 1000;
    const alert = this.#open.get(id);
    if (alert === undefined) throw new Error(`no open alert ${id}`);
    this.#open.delete(id);
    this.#changes(at, [{ change: 'cleared', alert: { ...alert, clearedAt: at, endedBy: alert.endsBy } }]);
  }

  /** It gets worse or better, or is another CI's, while open. */
  change(second: number, id: string, more: Partial<Alert>, change: 'updated' | 'rebound' = 'updated'): void {
    this.until(second);
    const alert = this.#open.get(id);
    if (alert === undefined) throw new Error(`no open alert ${id}`);
    const after = { ...alert, ...more };
    this.#open.set(id, after);
    this.#changes(start + second * 1000, [{ change, alert: after }]);
  }

  command(second: number, command: Command): void {
    this.until(second);
    this.#apply(commandKind, start + second * 1000, command);
  }

  silence(second: number, silence: Pick<Silence, 'id' | 'matchers'> & { readonly untilSecond: number }): void {
    this.until(second);
    const at = start + second * 1000;
    const { id, matchers, untilSecond } = silence;
    const window = { startsAt: at, endsAt: start + untilSecond * 1000, updatedAt: at };
    this.#apply(silenceKind, at, { id, matchers, ...window, createdBy: 'alice', comment: 'known' } satisfies Silence);
  }

  /** A person's own ticket about an incident; who and which by a hexadecimal name. */
  report(second: number, report: UserReport): void {
    this.until(second);
    this.#apply(userReportKind, start + second * 1000, report);
  }

  /** A new rule set comes into force. */
  announce(second: number, policy: unknown): void {
    this.until(second);
    this.policy = Policy.parse(policy);
    this.#apply('control', start + second * 1000, {}, { kind: 'policy', body: this.policy });
  }

  /** Throws the working state away and restores it from the committed rows. */
  restart(): void {
    this.stage = createJudgingStage({ tenant: 'acme', policy: this.policy, cmdb: this.cmdb });
    this.stage.restore([...this.rows.values()].sort((a, b) => (a.table + a.key < b.table + b.key ? -1 : 1)));
  }

  #changes(at: number, changes: AlertChange[]): void {
    this.#apply(alertChangesKind, at, { changes, decisions: [] });
  }

  #apply(kind: string, at: number, body: unknown, control?: StageInput['control']): void {
    this.#last = at;
    const offset = this.#offset++;
    const record: StoredRecord = {
      v: 1,
      id: `R${String(offset)}`,
      tenant: 'acme',
      key: 'acme',
      kind,
      occurredAt: at,
      receivedAt: at,
      body,
      stream: 'alerts',
      partition: 0,
      offset,
    };
    this.stage.apply(control === undefined ? { record } : { record, control });
    const { rows, out } = this.stage.take();
    for (const row of rows) this.#keep(row);
    this.out.push(...out);
  }

  #keep(row: RowChange): void {
    const key = `${row.table} ${row.key}`;
    if (row.json === null) this.rows.delete(key);
    else this.rows.set(key, row);
  }

  changes(): IncidentChange[] {
    return this.out
      .filter(({ record }) => record.kind === incidentChangeKind)
      .map(({ record }) => record.body as IncidentChange);
  }

  situationChanges(): SituationChange[] {
    return this.out
      .filter(({ record }) => record.kind === situationChangeKind)
      .map(({ record }) => record.body as SituationChange);
  }

  /** The latest header of each incident, in order of number. */
  incidents(): Incident[] {
    const latest = new Map<string, Incident>();
    for (const { incident } of this.changes()) latest.set(incident.id, incident);
    return [...latest.values()];
  }

  decisions(): Decision[] {
    return [...this.situationChanges(), ...this.changes()].flatMap((change) => change.decisions);
  }

  reasons(): string[] {
    return this.decisions().map((decision) => decision.reason);
  }
}
