// What standing aside keeps in rows: who waits for what, open inhibitors, counted openings, silences.
import type { Silence } from '../../../domain/silence.ts';
import { Table } from '../../../domain/table.ts';

/** An alert that counts for nothing for now, whole: it is admitted when what it waits for is over. */
export interface AsideAlert {
  readonly alert: string;
  readonly by: AsideBy;
  /** The window, silence or rule. */
  readonly of: string;
  /** Epoch ms at which it is looked at again; null: no time ends it. */
  readonly until: number | null;
  /** What else ends it: `inhibited/…`, `tally/…`; null: nothing. */
  readonly waitsFor: string | null;
  /** The alert as JSON. */
  readonly json: string;
}

export type AsideBy = 'window' | 'silence' | 'suppress' | 'inhibit' | 'threshold';

/** The inhibitions that an open alert brings, by what its targets wait for. */
interface InhibitorRow {
  readonly keys: readonly string[];
}

/** When a check under a threshold opened, newest last, no more than the threshold asks for. */
export interface TallyRow {
  readonly times: readonly number[];
  readonly withinMs: number;
}

export class AsideState {
  readonly alerts = new Table<AsideAlert>('suppressed');
  readonly silences = new Table<Silence>('silence');
  readonly tallies = new Table<TallyRow>('tally');
  readonly #inhibitors = new Table<InhibitorRow>('inhibitor');
  readonly #inhibiting = new Map<string, Set<string>>();
  readonly #waiting = new Map<string, Set<string>>();

  tables(): readonly Table<unknown>[] {
    return [this.alerts, this.silences, this.tallies, this.#inhibitors] as Table<unknown>[];
  }

  /** After the tables were restored. */
  index(): void {
    for (const row of this.alerts.values()) this.#note(row);
    for (const [alert, { keys }] of this.#inhibitors.entries())
      for (const key of keys) into(this.#inhibiting, key, alert);
  }

  put(row: AsideAlert): void {
    this.alerts.put(row.alert, row);
    this.#note(row);
  }

  /** The row that stood there, if any. */
  drop(alert: string): AsideAlert | undefined {
    const row = this.alerts.get(alert);
    if (row === undefined) return undefined;
    this.alerts.delete(alert);
    if (row.waitsFor !== null) outOf(this.#waiting, row.waitsFor, alert);
    return row;
  }

  /** In a fixed order. */
  waitingFor(key: string): string[] {
    return [...(this.#waiting.get(key) ?? [])].sort();
  }

  startInhibiting(alert: string, keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.#inhibitors.put(alert, { keys });
    for (const key of keys) into(this.#inhibiting, key, alert);
  }

  /** The keys that nobody inhibits any more. */
  stopInhibiting(alert: string): string[] {
    const row = this.#inhibitors.get(alert);
    if (row === undefined) return [];
    this.#inhibitors.delete(alert);
    for (const key of row.keys) outOf(this.#inhibiting, key, alert);
    return row.keys.filter((key) => !this.#inhibiting.has(key));
  }

  isInhibited(key: string, alert: string): boolean {
    const by = this.#inhibiting.get(key);
    return by !== undefined && (by.size > 1 || !by.has(alert));
  }

  #note({ alert, waitsFor }: AsideAlert): void {
    if (waitsFor !== null) into(this.#waiting, waitsFor, alert);
  }
}

function into(index: Map<string, Set<string>>, key: string, alert: string): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([alert]));
  else known.add(alert);
}

function outOf(index: Map<string, Set<string>>, key: string, alert: string): void {
  const known = index.get(key);
  known?.delete(alert);
  if (known?.size === 0) index.delete(key);
}
