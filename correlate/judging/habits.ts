// How often each alert of a place was there when something went wrong nearby: what is nearly always there says
// little about this time. Judgement-measured, cue 5: share = (n + .5) / (N + 2).
import type { Alert } from '../../domain/alert.ts';
import type { Policy } from '../../domain/policy.ts';
import type { JudgingState } from './judging-state.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { isUnmatched } from './presence.ts';
import type { Experience } from './root/rarity.ts';
import type { Habit, HabitRow, SituationRow } from './working-rows.ts';

/** Alerts remembered of one place; the one quiet for longest gives way. */
const mostKeys = 24;
/** Places remembered: a row each, whatever the CMDB holds. */
const mostHabits = 200_000;
/** Past situations that count in full: then both numbers are halved, so that a place may change its habits. */
const memory = 40;
/** Where a situation has more places than this, only its own places learn from it: what a look costs is bounded. */
const mostPlaces = 200;

export interface Surroundings {
  readonly state: JudgingState;
  readonly neighbourhood: Neighbourhood;
  readonly chronic: Policy['chronic'];
}

export interface Chronic {
  /** Share of the past situations nearby in which it was active. */
  readonly share: number;
  readonly of: number;
}

/** Null: it is news. */
export function chronicOf({ state }: Surroundings, place: string, name: string): Chronic | null {
  const row = state.habits.get(place);
  const habit = row?.keys[name];
  if (row === undefined || habit?.chronic !== true) return null;
  return { share: shareOf(row, habit), of: row.near };
}

function shareOf(row: HabitRow, habit: Habit): number {
  return (habit.n + 0.5) / (row.near + 2);
}

/** Recognised from one share on, unlearned only below a lower one: a bundle that pauses is still the same bundle. */
function recognise(row: HabitRow, habit: Habit, chronic: Policy['chronic']): void {
  if (row.near < chronic.situations) return;
  const share = shareOf(row, habit);
  habit.chronic = share >= (habit.chronic ? chronic.forgetShare : chronic.share);
}

export interface Note {
  readonly name: string;
  readonly at: number;
  readonly by: 1 | -1;
}

/** An alert opened (`by` 1) or ended (`by` −1) at a place. */
export function noteHabit(state: JudgingState, place: string, { name, at, by }: Note): void {
  const row = state.habits.get(place) ?? { near: 0, keys: {} };
  const habit = row.keys[name];
  if (habit === undefined) {
    row.keys[name] = { n: 0, lastAt: at, open: Math.max(0, by), chronic: false };
    forgetOldest(row);
  } else {
    habit.lastAt = at;
    habit.open = Math.max(0, habit.open + by);
  }
  state.habits.put(place, row);
}

/** Of the alerts that are not open, the one quiet for longest. */
function forgetOldest(row: HabitRow): void {
  const keys = Object.entries(row.keys);
  if (keys.length <= mostKeys) return;
  const [oldest] = keys
    .filter(([, habit]) => habit.open === 0)
    .sort(([a, x], [b, y]) => x.lastAt - y.lastAt || (a < b ? -1 : 1));
  row.keys = Object.fromEntries(keys.filter(([name]) => name !== oldest?.[0]));
}

/** The places quiet for longest give way, a tenth at once. */
function forgetPlaces(state: JudgingState): void {
  if (state.habits.size <= mostHabits) return;
  const quiet = [...state.habits.entries()]
    .map(([place, row]) => ({ place, lastAt: Math.max(...Object.values(row.keys).map((habit) => habit.lastAt)) }))
    .sort((a, b) => a.lastAt - b.lastAt || (a.place < b.place ? -1 : 1));
  for (const { place } of quiet.slice(0, mostHabits / 10)) state.habits.delete(place);
}

/** A situation is over: each place near it learns what was active there meanwhile. */
export function learnHabits(around: Surroundings, situation: SituationRow): void {
  const places = around.state.presencesOf(situation.id).map(({ place }) => place);
  if (situation.isChronic || distinctAlerts(around.state, situation, places) < around.chronic.distinct) return;
  forgetPlaces(around.state);
  for (const place of nearbyPlaces(around, places)) learnAt(around, place, situation);
}

function distinctAlerts(state: JudgingState, situation: SituationRow, places: readonly string[]): number {
  let count = 0;
  for (const place of places)
    for (const habit of Object.values(state.habits.get(place)?.keys ?? {})) if (isActive(habit, situation)) count += 1;
  return count;
}

function isActive(habit: Habit, situation: SituationRow): boolean {
  return habit.open > 0 || habit.lastAt >= situation.openedAt;
}

function nearbyPlaces({ state, neighbourhood }: Surroundings, places: readonly string[]): Set<string> {
  const near = new Set(places);
  if (places.length > mostPlaces) return near;
  for (const place of places)
    for (const { ci } of isUnmatched(place) ? [] : neighbourhood.near(place)) if (state.habits.has(ci)) near.add(ci);
  return near;
}

function learnAt({ state, chronic }: Surroundings, place: string, situation: SituationRow): void {
  const row = state.habits.get(place);
  if (row === undefined) return;
  row.near += 1;
  const isCause = wasCause(situation, place);
  for (const habit of Object.values(row.keys)) {
    if (!isActive(habit, situation)) continue;
    habit.n += 1;
    if (isCause) habit.caused = (habit.caused ?? 0) + 1;
  }
  for (const habit of Object.values(row.keys)) recognise(row, habit, chronic);
  if (row.near >= memory) halve(row);
  state.habits.put(place, row);
}

/** From this share on a first candidate was the cause; 0 costs ops-mix .04 top-1, .5 costs it one case. */
const causeShare = 0.3;

function wasCause({ rootCandidates: [first] }: SituationRow, place: string): boolean {
  return first?.ci === place && first.score >= causeShare;
}

function halve(row: HabitRow): void {
  row.near /= 2;
  for (const habit of Object.values(row.keys)) {
    habit.n /= 2;
    if (habit.caused !== undefined) habit.caused /= 2;
  }
}

/** How often it was active in how many earlier situations nearby, for no reason of its own. */
export function experienceOf(state: JudgingState, place: string, check: string): Experience {
  const row = state.habits.get(place);
  const habit = row?.keys[check];
  return { active: (habit?.n ?? 0) - (habit?.caused ?? 0), situations: row?.near ?? 0 };
}

/** What a place is used to is a check, and one towards a peer is another: each call has habits of its own. */
export function checkOf({ name, peerCi }: Pick<Alert, 'name' | 'peerCi'>): string {
  return peerCi === null ? name : `${name} ${peerCi}`;
}
