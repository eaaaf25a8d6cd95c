// The alerting stage: deliveries, control records and ticks in; alert changes and their why out.
import type { Alert } from '../../domain/alert.ts';
import { deliveryKind, type Delivery, type Event, type SourceType } from '../../domain/event.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import { tickKind, type StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { TextTable } from '../../domain/text-table.ts';
import { conditionText } from './condition-text.ts';
import { conditionKey, emptyCondition, type Condition, type FoldContext, type Folded } from './condition.ts';
import { dueAt, endByTime, endWithSession, isInSession, timingOf, type Timing } from './end-by-time.ts';
import { EndedMemory } from './ended-memory.ts';
import { isEveryday, tell, untold } from './everyday.ts';
import { foldClear } from './fold-clear.ts';
import { foldInfo } from './fold-info.ts';
import { foldProblem } from './fold-problem.ts';
import { Heartbeats } from './heartbeats.ts';
import { LazyTimers } from './lazy-timers.ts';
import { QuietSessions } from './quiet-sessions.ts';
import { rebindAlert } from './rebind-alert.ts';
import { stageName, Telling } from './telling.ts';
import { SettingsByTenant, type SettingsOptions } from './tenant-settings.ts';

export type AlertingOptions = SettingsOptions;

/** `policy` and `cmdb` hold for `tenant` until control records replace them. */
export function createAlertingStage(options: AlertingOptions): Stage {
  return new AlertingStage(options);
}

class AlertingStage implements Stage {
  readonly name = stageName;
  readonly writeOnly = false;
  readonly #settings: SettingsByTenant;
  readonly #conditions = new TextTable<Condition>('condition', conditionText);
  readonly #clock = new Table<number>('clock');
  readonly #timers = new LazyTimers((key) => this.#dueAt.get(key) ?? null);
  /** When something happens to an open alert if nobody says anything more; those without a time are left out. */
  readonly #dueAt = new Map<string, number>();
  readonly #memory = new EndedMemory();
  readonly #sessions: QuietSessions;
  readonly #heartbeats = new Heartbeats();
  /** Restored, but not timed yet: their policy may stand in a row still to come. */
  #untimed: { readonly key: string; readonly noted: Noted }[] = [];
  #isRestored = true;
  #now = 0;
  #out: Outgoing[] = [];

  constructor(options: AlertingOptions) {
    this.#settings = new SettingsByTenant(options);
    this.#sessions = new QuietSessions((tenant) => this.#settings.of(tenant).policy.alerts);
  }

  restore(rows: Iterable<Row>): void {
    this.#isRestored = false;
    for (const { table, key, json } of rows) {
      if (table === this.#clock.name) this.#now = JSON.parse(json) as number;
      else if (table === this.#settings.controls.name) this.#settings.controls.restore(key, json);
      else if (table === this.#sessions.paces.name) this.#sessions.paces.restore(key, json);
      else if (table === this.#conditions.name) {
        const restored = this.#conditions.restore(key, json);
        if (restored !== null) this.#untimed.push({ key: restored.key, noted: notedOf(restored.row) });
      } else this.#heartbeats.restore({ table, key, json });
    }
  }

  apply({ record, control }: StageInput): void {
    this.#noteRestored();
    this.#pass(record.receivedAt);
    const telling = new Telling(record, this.#now);
    if (control !== undefined) this.#adopt(record.tenant, control, telling);
    else if (record.kind === deliveryKind) this.#fold(record, telling);
    else if (record.kind === tickKind) this.#passTime(record, telling);
    for (const key of this.#memory.takeForgotten(this.#now)) this.#conditions.delete(key);
    this.#sessions.forget(this.#now);
    this.#out.push(...telling.records());
  }

  take(): StageChanges {
    const out = this.#out;
    this.#out = [];
    const tables = [this.#clock, this.#conditions, this.#sessions.paces, this.#heartbeats, this.#settings.controls];
    return { rows: tables.flatMap((table) => table.take()), out };
  }

  nextDueAt(): number | null {
    this.#noteRestored();
    const times = [this.#timers.next(), this.#sessions.next(), this.#heartbeats.next()].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  #noteRestored(): void {
    if (this.#isRestored) return;
    for (const { key, noted } of this.#untimed) this.#note(key, noted);
    this.#sessions.restored();
    this.#untimed = [];
    this.#isRestored = true;
  }

  /** Logical time never goes back. */
  #pass(receivedAt: number): void {
    if (receivedAt <= this.#now) return;
    this.#now = receivedAt;
    this.#clock.put('now', receivedAt);
  }

  /** The log holds what the door has parsed: not parsed again. */
  #fold(record: StoredRecord, telling: Telling): void {
    const { source, sourceType, events } = record.body as Delivery;
    const { tenant } = record;
    const into = { context: this.#contextOf(record, tenant, sourceType), telling };
    for (const event of events) {
      const told =
        event.state === 'beat' ? this.#heartbeats.hear({ tenant, source, sourceType, event }, this.#now) : event;
      if (told !== null) this.#foldOne(tenant, told, into);
    }
  }

  #contextOf({ id: record }: StoredRecord, tenant: string, sourceType: SourceType): FoldContext {
    const { policy, bind } = this.#settings.of(tenant);
    return { now: this.#now, policy: policy.alerts, sourceType, bind, record, everyday: false };
  }

  #foldOne(tenant: string, event: Event, { context, telling }: Omit<Heard, 'event'>): void {
    const key = conditionKey(tenant, event.fingerprint);
    const known = this.#conditions.get(key);
    const condition = known ?? emptyCondition(tenant, event.fingerprint);
    if (hasNoEnd(event)) this.#foldEndless(key, { known, condition }, { event, context, telling });
    else this.#keep(key, known, foldEvent(condition, event, context), telling);
  }

  #passTime(record: StoredRecord, telling: Telling): void {
    const { staleCloseMs } = this.#settings.of(record.tenant).policy.alerts;
    for (const { tenant, sourceType, event } of this.#heartbeats.fallSilent(this.#now, staleCloseMs))
      this.#foldOne(tenant, event, { context: this.#contextOf(record, tenant, sourceType), telling });
    this.#endDue(telling);
  }

  /** Nobody will say that it ended: what tells is how often it is said, and how long its host is silent. */
  #foldEndless(key: string, { known, condition }: Held, { event, context, telling }: Heard): void {
    const rate = tell(condition.rate ?? untold, this.#now, context.policy);
    const everyday = isEveryday(rate, context.policy);
    const folded = foldProblem({ ...condition, rate }, event, { ...context, everyday });
    const { open } = folded.condition;
    if (open !== null && isInSession(open)) {
      const host = hostKey(folded.condition.tenant, open.alert);
      this.#sessions.hear(host, folded.condition.tenant, this.#now);
    }
    this.#keep(key, known, folded, telling);
  }

  #keep(key: string, before: Condition | undefined, folded: Folded, telling: Telling): void {
    const { condition } = folded;
    telling.add(condition.tenant, folded);
    if (condition === before || (before === undefined && isEmpty(condition))) return;
    this.#conditions.put(key, condition);
    this.#note(key, notedOf(condition));
  }

  /** Sets the timers of a condition that is new or has changed. */
  #note(key: string, { tenant, timing, endedAt, host }: Noted): void {
    const due = timing === null ? null : dueAt(timing, this.#settings.of(tenant).policy.alerts);
    if (due === null) this.#dueAt.delete(key);
    else this.#dueAt.set(key, due);
    this.#sessions.place(key, host);
    if (timing !== null) {
      this.#memory.release(key);
      this.#timers.touch(key);
    } else if (endedAt !== null) this.#memory.remember(key, endedAt);
  }

  /** One silence may bring more than one change at once, after a long pause: stale, then closed. */
  #endDue(telling: Telling): void {
    this.#endSessions(telling);
    for (let keys = this.#timers.takeDue(this.#now); keys.length > 0; keys = this.#timers.takeDue(this.#now)) {
      for (const key of keys) {
        const condition = this.#conditions.get(key);
        if (!condition?.open) continue;
        const policy = this.#settings.of(condition.tenant).policy.alerts;
        this.#keep(key, condition, endByTime(condition, condition.open, { now: this.#now, policy }), telling);
      }
    }
  }

  #endSessions(telling: Telling): void {
    for (const { keys, at, silenceMs } of this.#sessions.takeDue(this.#now)) {
      for (const key of keys) {
        const condition = this.#conditions.get(key);
        if (!condition?.open) continue;
        this.#keep(
          key,
          condition,
          endWithSession(condition, condition.open, { at, silenceMs, now: this.#now }),
          telling,
        );
      }
    }
  }

  #adopt(tenant: string, control: NonNullable<StageInput['control']>, telling: Telling): void {
    this.#settings.adopt(tenant, control);
    if (control.kind === 'policy') for (const [key, row] of this.#conditions.entries()) this.#note(key, notedOf(row));
    else this.#rebind(tenant, telling);
  }

  #rebind(tenant: string, telling: Telling): void {
    const { bind } = this.#settings.of(tenant);
    const open: string[] = [];
    for (const [key, row] of this.#conditions.entries()) if (row.tenant === tenant && row.open !== null) open.push(key);
    for (const key of open.sort()) {
      const condition = this.#conditions.get(key);
      if (condition !== undefined) this.#keep(key, condition, rebindAlert(condition, bind), telling);
    }
  }
}

function foldEvent(condition: Condition, event: Event, context: FoldContext): Folded {
  if (event.state === 'problem') return foldProblem(condition, event, context);
  return event.state === 'clear' ? foldClear(condition, event, context) : foldInfo(condition, event, context);
}

/** What the timers go by. */
interface Noted {
  readonly tenant: string;
  /** Null: it is not open. */
  readonly timing: Timing | null;
  readonly endedAt: number | null;
  /** Whose session it ends with; null: it ends by itself, or is not open. */
  readonly host: string | null;
}

function notedOf({ tenant, open, ended }: Condition): Noted {
  const host = open !== null && isInSession(open) ? hostKey(tenant, open.alert) : null;
  return { tenant, timing: open === null ? null : timingOf(open), endedAt: ended?.endedAt ?? null, host };
}

interface Held {
  readonly known: Condition | undefined;
  readonly condition: Condition;
}

interface Heard {
  readonly event: Event;
  readonly context: FoldContext;
  readonly telling: Telling;
}

function hasNoEnd({ state, ending }: Event): boolean {
  return state === 'problem' && ending.by === 'quiet' && ending.withinMs === undefined;
}

/** As the source names it; what names no host is a host of its own. */
function hostKey(tenant: string, { host, fingerprint }: Pick<Alert, 'host' | 'fingerprint'>): string {
  return `${tenant}/${host === '' ? fingerprint : host.toLowerCase()}`;
}

function isEmpty({ open, ended }: Condition): boolean {
  return open === null && ended === null;
}
