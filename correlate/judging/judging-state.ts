// The working state of judging: its tables, and the indexes that make each look-up independent of how much is open.
import type { SourceType } from '../../domain/event.ts';
import { Table } from '../../domain/table.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { MemberTable } from './member-table.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';
import { AsideState } from './aside/aside-state.ts';
import { placesTogether } from './presence.ts';
import type { RateRow } from './storm/storm-rate.ts';
import { placeKey } from './storm/place-key.ts';
import type { Gathered } from './storm/storm-rows.ts';
import type {
  CauseRow,
  ChangeRow,
  CounterRow,
  FreshRow,
  HabitRow,
  IncidentRow,
  Presence,
  ResolvedRow,
  SituationRow,
} from './working-rows.ts';

/** An incident's rows stay small, however many keys its alerts have. */
const mostGroups = 50;

export class JudgingState {
  readonly members = new MemberTable();
  readonly presences = new Table<Presence>('presence');
  readonly situations = new Table<SituationRow>('situation');
  readonly incidents = new Table<IncidentRow>('incident');
  readonly resolved = new Table<ResolvedRow>('resolved');
  readonly counters = new Table<CounterRow>('counter');
  readonly fresh = new Table<FreshRow>('fresh');
  readonly aside = new AsideState();
  readonly habits = new Table<HabitRow>('habit');
  readonly changes = new Table<ChangeRow>('change');
  readonly causes = new Table<CauseRow>('cause');
  /** How many incidents began lately: one row. */
  readonly rates = new Table<RateRow>('storm-rate');
  readonly timers = new TimerQueue();

  readonly #byPlace = new Map<string, Map<string, Presence>>();
  readonly #bySituation = new Map<string, Map<string, Presence>>();
  readonly #mergedInto = new Map<string, string>();
  readonly #hubs = new Map<string, Set<string>>();
  readonly #groups = new Map<string, Set<string>>();
  /** Summaries of storms: what each gathers, and which stands where. */
  readonly #gathered = new Map<string, Set<string>>();
  readonly #storms = new Map<string, string>();
  readonly #resolvedByKey = new Map<string, ResolvedRow[]>();
  /** Situations by source, oldest activity first: who may take an alert that the CMDB does not know. */
  readonly #recent = new Map<string, Map<string, number>>();

  #tables(): readonly Table<unknown>[] {
    return [
      this.members,
      this.presences,
      this.situations,
      this.incidents,
      this.resolved,
      this.counters,
      this.fresh,
      ...this.aside.tables(),
      this.habits,
      this.changes,
      this.causes,
      this.rates,
    ] as Table<unknown>[];
  }

  restore(rows: Iterable<Row>): void {
    const tables = new Map(this.#tables().map((table) => [table.name, table]));
    for (const row of rows) tables.get(row.table)?.restore(row.key, row.json);
    this.aside.index();
    for (const presence of this.presences.values()) this.#index(presence);
    for (const situation of this.situations.values()) this.#indexSituation(situation);
    for (const row of this.resolved.values()) this.#knowResolved(row);
  }

  take(): RowChange[] {
    return this.#tables().flatMap((table) => table.take());
  }

  // situations

  /** The situation that now stands for this id: itself, or what it merged into. */
  current(id: string): SituationRow | undefined {
    let at = id;
    for (let next = this.#mergedInto.get(at); next !== undefined; next = this.#mergedInto.get(at)) at = next;
    return this.situations.get(at);
  }

  addSituation(row: SituationRow): void {
    this.situations.put(row.id, row);
    this.#indexSituation(row);
  }

  touch(row: SituationRow): void {
    this.situations.put(row.id, row);
  }

  markMerged(absorbed: string, survivor: string): void {
    this.#mergedInto.set(absorbed, survivor);
  }

  dropSituation(row: SituationRow): void {
    for (const presence of this.#ownPresences(row.id)) this.removePresence(presence);
    this.leaveStorm(row);
    if (row.storm !== undefined) this.#storms.delete(placeKey(row.storm.place));
    this.#gathered.delete(row.id);
    for (const absorbed of row.absorbed) this.#mergedInto.delete(absorbed);
    for (const hub of Object.keys(row.hubs)) this.#hubs.get(hub)?.delete(row.id);
    for (const key of row.groups ?? []) this.#ungroup(key, row.id);
    for (const source of Object.keys(row.bySource)) this.#recent.get(source)?.delete(row.id);
    this.situations.delete(row.id);
    this.timers.set(row.id, null);
  }

  #indexSituation(row: SituationRow): void {
    for (const absorbed of row.absorbed) this.#mergedInto.set(absorbed, row.id);
    for (const hub of Object.keys(row.hubs)) this.#hubAt(hub).add(row.id);
    for (const key of row.groups ?? []) this.#groupAt(key).add(row.id);
    if (row.storm !== undefined) this.#storms.set(placeKey(row.storm.place), row.id);
    if (row.gathered !== undefined) this.#gatheredBy(row.gathered.storm).add(row.id);
    for (const [source, at] of Object.entries(row.lastBySource)) this.#recentOf(source).set(row.id, at);
  }

  // hubs

  #hubAt(hub: string): Set<string> {
    let at = this.#hubs.get(hub);
    if (at === undefined) this.#hubs.set(hub, (at = new Set<string>()));
    return at;
  }

  hubSituations(hub: string): ReadonlySet<string> | undefined {
    return this.#hubs.get(hub);
  }

  activateHub(row: SituationRow, hub: string, at: number): void {
    row.hubs[hub] ??= at;
    this.#hubAt(hub).add(row.id);
    this.touch(row);
  }

  moveHubs(from: SituationRow, to: SituationRow): void {
    for (const [hub, at] of Object.entries(from.hubs)) {
      this.#hubs.get(hub)?.delete(from.id);
      this.activateHub(to, hub, at);
    }
  }

  // keys that rules of the site give

  groupSituations(key: string): ReadonlySet<string> | undefined {
    return this.#groups.get(key);
  }

  group(row: SituationRow, keys: readonly string[]): void {
    if (keys.length === 0) return;
    row.groups = [...new Set([...(row.groups ?? []), ...keys])].slice(-mostGroups);
    for (const key of row.groups) this.#groupAt(key).add(row.id);
    this.touch(row);
  }

  #groupAt(key: string): Set<string> {
    let at = this.#groups.get(key);
    if (at === undefined) this.#groups.set(key, (at = new Set<string>()));
    return at;
  }

  #ungroup(key: string, id: string): void {
    const at = this.#groups.get(key);
    at?.delete(id);
    if (at?.size === 0) this.#groups.delete(key);
  }

  // storms

  /** The living summary of this place. */
  stormAt(place: string): SituationRow | undefined {
    return this.situations.get(this.#storms.get(place) ?? '');
  }

  /** Situations that a summary gathers, in a fixed order. */
  gatheredIn(storm: string): SituationRow[] {
    return [...(this.#gathered.get(storm) ?? [])].sort().flatMap((id) => this.situations.get(id) ?? []);
  }

  gatheredCount(storm: string): number {
    return this.#gathered.get(storm)?.size ?? 0;
  }

  gather(row: SituationRow, gathered: Gathered): void {
    row.gathered = gathered;
    delete row.leftStorm;
    this.#gatheredBy(gathered.storm).add(row.id);
    this.touch(row);
  }

  leaveStorm(row: SituationRow): void {
    if (row.gathered === undefined) return;
    this.#gathered.get(row.gathered.storm)?.delete(row.id);
    row.leftStorm = row.gathered.incident;
    delete row.gathered;
  }

  #gatheredBy(storm: string): Set<string> {
    let members = this.#gathered.get(storm);
    if (members === undefined) this.#gathered.set(storm, (members = new Set<string>()));
    return members;
  }

  // recent situations of a source

  #recentOf(source: string): Map<string, number> {
    let recent = this.#recent.get(source);
    if (recent === undefined) this.#recent.set(source, (recent = new Map<string, number>()));
    return recent;
  }

  noteActivity(source: SourceType, row: SituationRow, at: number): void {
    row.lastBySource[source] = at;
    this.touch(row);
    const recent = this.#recentOf(source);
    recent.delete(row.id);
    recent.set(row.id, at);
  }

  /** Situations that this source told something new of since `since`; at most two are looked up, more are ambiguous. */
  activeSince(source: string, since: number): string[] {
    return [...this.#recentOf(source)]
      .filter(([, at]) => at >= since)
      .map(([id]) => id)
      .sort();
  }

  // presences

  presence(situation: string, place: string): Presence | undefined {
    return this.#bySituation.get(situation)?.get(place);
  }

  /** A summary's are those of what it gathers. */
  presencesOf(situation: string): readonly Presence[] {
    const gathered = this.#gathered.get(situation);
    if (gathered === undefined) return this.#ownPresences(situation);
    return placesTogether([...gathered].sort().flatMap((id) => this.#ownPresences(id)));
  }

  #ownPresences(situation: string): Presence[] {
    return [...(this.#bySituation.get(situation)?.values() ?? [])];
  }

  placeCount(situation: string): number {
    return this.#bySituation.get(situation)?.size ?? this.gatheredCount(situation);
  }

  at(place: string): readonly Presence[] {
    return [...(this.#byPlace.get(place)?.values() ?? [])];
  }

  putPresence(presence: Presence): void {
    this.presences.put(`${presence.situation}/${presence.place}`, presence);
    this.#index(presence);
  }

  removePresence(presence: Presence): void {
    this.presences.delete(`${presence.situation}/${presence.place}`);
    drop(this.#byPlace, presence.place, presence.situation);
    drop(this.#bySituation, presence.situation, presence.place);
  }

  #index(presence: Presence): void {
    insert(this.#byPlace, presence.place, presence.situation, presence);
    insert(this.#bySituation, presence.situation, presence.place, presence);
  }

  // resolved incidents

  addResolved(row: ResolvedRow): void {
    const before = this.resolved.get(row.incident);
    if (before !== undefined) this.dropResolved(before);
    this.resolved.put(row.incident, row);
    this.#knowResolved(row);
  }

  /** Of several the one that was resolved last, whatever order they came in: a restore has another. */
  resolvedBy(key: string): ResolvedRow | undefined {
    return this.#resolvedByKey.get(key)?.reduce((best, row) => (isLater(row, best) ? row : best));
  }

  dropResolved(row: ResolvedRow): void {
    this.resolved.delete(row.incident);
    for (const key of row.keys) {
      const others = (this.#resolvedByKey.get(key) ?? []).filter(({ incident }) => incident !== row.incident);
      if (others.length === 0) this.#resolvedByKey.delete(key);
      else this.#resolvedByKey.set(key, others);
    }
  }

  #knowResolved(row: ResolvedRow): void {
    for (const key of row.keys) {
      const known = this.#resolvedByKey.get(key);
      if (known === undefined) this.#resolvedByKey.set(key, [row]);
      else known.push(row);
    }
  }

  /** The next number of a sequence that starts at 1. */
  nextNumber(name: string): number {
    const counter = this.counters.get(name) ?? { next: 1 };
    const number = counter.next;
    counter.next += 1;
    this.counters.put(name, counter);
    return number;
  }
}

function insert(index: Map<string, Map<string, Presence>>, outer: string, inner: string, presence: Presence): void {
  let row = index.get(outer);
  if (row === undefined) index.set(outer, (row = new Map<string, Presence>()));
  row.set(inner, presence);
}

function drop(index: Map<string, Map<string, Presence>>, outer: string, inner: string): void {
  const row = index.get(outer);
  row?.delete(inner);
  if (row?.size === 0) index.delete(outer);
}

function isLater(row: ResolvedRow, than: ResolvedRow): boolean {
  return row.resolvedAt > than.resolvedAt || (row.resolvedAt === than.resolvedAt && row.incident > than.incident);
}
