// The rows that judging keeps: open member alerts, what a situation knows of each place, situations and incidents.
import type { SourceType } from '../../domain/event.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Incident, Quote, RootCandidate } from '../../domain/incident.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Sign } from './root/sign.ts';
import type { Gathered, Storm } from './storm/storm-rows.ts';
import type { SymptomKind } from '../../domain/symptom-kind.ts';

/** Why an alert that is near to a situation does not belong to it. `only-a-caller`: two failures whose only link is who calls both. */
export type Refusal = 'not-a-symptom' | 'only-a-caller' | 'too-late';

/** An open alert, as little of it as later judgement needs. */
export interface Member {
  readonly id: string;
  /** Null while it stands aside. May name a situation that has been merged away. */
  readonly situation: string | null;
  /** CI, or `?host` for a host that the CMDB does not know. */
  readonly place: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly quiet: boolean;
  readonly unknown: boolean;
  readonly flapping: boolean;
  /** The hold that a rule gives it; null: that of its severity. */
  readonly holdMs: number | null;
  readonly kind: SymptomKind;
  /** CI at the other end. */
  readonly peer: string | null;
  readonly source: SourceType;
  readonly security: boolean;
  /** Everyday noise of its host: never called back. */
  readonly everyday?: true;
}

/** What one situation knows of one place. Counts are of open alerts unless said otherwise. */
export interface Presence {
  readonly situation: string;
  readonly place: string;
  down: number;
  degraded: number;
  atRisk: number;
  /** Lines of unknown syslog change no state, so they are counted apart. */
  unknown: number;
  /** Open alerts that some message or lease will end. */
  clearable: number;
  quiet: number;
  /** Open alerts of severity critical, high, warning, info, and since when there has been one without a break. */
  bySeverity: [number, number, number, number];
  sinceSeverity: [number, number, number, number];
  /** Open alerts whose hold a rule gives, by id: counted here and not in `bySeverity`. */
  ruled: Record<string, { readonly severity: Severity; readonly holdOverAt: number }>;
  firstAt: number;
  lastNewAt: number;
  lastClearAt: number | null;
  /** Last end of one that nobody ended. */
  lastQuietEndAt?: number;
  /** All alerts ever, and those of a kind that can be a symptom of another CI's trouble. */
  total: number;
  symptoms: number;
  kinds: Partial<Record<SymptomKind, number>>;
  worst: Severity;
  worstEffect: Effect;
  /** Alerts of others about this place as their peer (callee side), ever. */
  asPeer: number;
  /** The place that it belongs to by another cue than the topology. */
  tiedTo?: string;
  /** Each check of this place that ever complained, once: what causes are ranked by. Replaced, never changed in place. */
  signs: readonly Sign[];
  /** The first three alerts, then the worst after them. */
  /** Shown by what was written already: replaced, never changed in place. */
  quotes: Quote[];
}

export interface SituationRow {
  readonly id: string;
  readonly tenant: string;
  readonly openedAt: number;
  /** Its first episode: identity of the incident to come. */
  readonly firstAlert: string;
  incident: string | null;
  open: number;
  /** Open alerts that hold an incident open: all but quiet ones. */
  clearable: number;
  /** Those of them that flap: they keep it open, but are no proof that it still burns. */
  flapping: number;
  total: number;
  /** Alerts, ever, that hold an incident open; none: it ends with its quiet ones. */
  everClearable: number;
  known: number;
  /** Alerts, ever, whose effect is worse than at-risk and that a profile knows. */
  harmful: number;
  bySource: Partial<Record<SourceType, number>>;
  /** When each of them last told something new. */
  lastBySource: Partial<Record<SourceType, number>>;
  security: number;
  securityWorst: Severity;
  worst: Severity;
  lastNewAt: number;
  /** Last end of an alert that holds an incident open. */
  lastClearAt: number | null;
  /** Last end of any. */
  lastEndAt: number | null;
  /** When the last of those that nobody ends was told for the last time, of those that ended. */
  lastQuietAt?: number;
  /** Earliest opening by the sources' clocks. */
  firstAlertAt: number;
  /** Hubs activated for it: silent or late roots, and when. */
  hubs: Record<string, number>;
  /** Situations that merged into it. */
  absorbed: string[];
  /** Rules that say something of its incident, by its alerts. */
  rules: string[];
  heldSaid: boolean;
  /** The longest that an alert of it waits since it was expected at this hour. */
  expectedMs?: number;
  /** Why it did not join the nearest other situation when it opened. */
  nearMiss: { situation: string; why: Refusal } | null;
  /** Chronic alerts of one place, kept apart from every other situation until they are called back. */
  isChronic: boolean;
  /** Situations set aside that stand in its neighbourhood: evidence of impact, nothing else. */
  besides: string[];
  /** Its neighbourhood has learned from it (habits.ts). */
  learned: boolean;
  /** Something opened, got worse or turned out since the last evaluation: only then may a priority rise. */
  hasNews: boolean;
  /** What judgement depends on changed since the last evaluation. */
  stirred: boolean;
  /** Only counts did. */
  counted: boolean;
  evaluatedAt: number;
  rootCandidates: RootCandidate[];
  /** Keys that rules of the site give its alerts. */
  groups?: string[];
  /** When it is looked at whether it has fallen apart (split-situation.ts); null: nothing speaks for it. */
  apartLookAt?: number | null;
  /** What it was split out of. */
  readonly splitFrom?: {
    readonly situation: string;
    readonly incident: string | null;
    /** Absent: nothing links them any more. */
    readonly by?: 'own-cause' | 'person';
  };
  /** Situations that a person parted it from. */
  apartFrom?: string[];
  /** Situations that have another cause (own-causes.ts). */
  causeApartFrom?: string[];
  /** It deserves an incident, but is told in the summary of a storm. */
  gathered?: Gathered;
  /** The incident of the storm that it left. */
  leftStorm?: string;
  /** It is the summary of a storm: its places are those of the situations that it gathers. */
  storm?: Storm;
}

/** An incident and the clocks that only judging needs. */
export interface IncidentRow {
  /** Shown by what was written already: replaced, never changed in place. */
  header: Readonly<Incident>;
  touchedByPerson: boolean;
  /** Services that were down at some time, whatever they are now. */
  everDown: string[];
  calmSince: number | null;
  /** What the rules would give while a person's priority stands; absent: no person set one. */
  ruledPriority?: Incident['priority'];
  lowerSince: number | null;
  /** People's own tickets about it, the last 200 in order of time; absent: none. */
  reports?: readonly Report[];
}

/** A person's own ticket: its hash, and that of the person. */
export interface Report {
  readonly report: string;
  readonly reporter: string;
  readonly at: number;
}

/** A resolved incident that may still be reopened, or continued by a new one. */
export interface ResolvedRow {
  readonly incident: string;
  readonly number: string;
  readonly resolvedAt: number;
  readonly keys: readonly string[];
}

export interface CounterRow {
  next: number;
}

/** The latest changes of one CI, the last first. */
export interface ChangeRow {
  readonly ci: string;
  readonly latest: readonly { readonly at: number; readonly what: string }[];
}

/** What people named a CI as the cause of: kinds of symptoms, how often, and when last. */
export interface CauseRow {
  readonly kinds: Readonly<Record<string, { readonly n: number; readonly lastAt: number }>>;
}

/** The last alert at a place that can be a symptom: hub activation counts these. */
export interface FreshRow {
  readonly at: number;
}

/** What a place is used to: situations that ran nearby, and the alerts that were active in them. */
export interface HabitRow {
  near: number;
  keys: Record<string, Habit>;
}

export interface Habit {
  n: number;
  /** Of those, the ones in which its place was named as the cause: then it told something. */
  caused?: number;
  /** When it last opened or ended. */
  lastAt: number;
  open: number;
  /** Recognised, and not yet unlearned. */
  chronic: boolean;
  /** The last that ended by themselves (expected-hour.ts), and the last of them that no nightly rhythm explains. */
  episodes?: readonly Episode[];
  rarer?: readonly Episode[];
}

/** Minute (since 1970) of the opening, minutes that it lasted. */
export type Episode = readonly [began: number, lasted: number];
