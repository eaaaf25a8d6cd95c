// What every language of the pages must say, and how it counts.
import type { ActWords } from './act-words.ts';
import type { CauseWords } from './cause-words.ts';
import type { DailyWords } from './daily-words.ts';
import type { EvidenceWords } from './evidence-words.ts';
import type { NoticeWords } from './notice-words.ts';
import type { LifeWords, SlaWords } from './life-words.ts';
import type { ProblemWords } from './problem-words.ts';
import type { PostMortemWords } from './post-mortem-words.ts';
import type { SplitWords } from './split-words.ts';
import type {
  AlertRow,
  Category,
  CmdbQuality,
  Criticality,
  Incident,
  IncidentRow,
  Level,
  Severity,
  TicketLink,
  TicketOperationRow,
  TimelineEntry,
} from '../api/shapes.ts';

export type Language = 'en' | 'fr';
type Say = string;
type Tell<A extends readonly unknown[]> = (...values: A) => string;

const narrowSpace = '\u202f';

/** 1,240 in English; 1 240 with narrow no-break spaces in French. */
export function formatCount(language: Language, amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : narrowSpace);
}

/** The count with its noun; French has the singular up to and without 2. */
export function plural(language: Language, amount: number, one: string, many: string): string {
  const single = language === 'fr' ? amount < 2 : amount === 1;
  return `${formatCount(language, amount)} ${single ? one : many}`;
}

export interface Words {
  readonly language: Language;
  readonly frame: {
    readonly board: Say;
    readonly skip: Say;
    readonly toBoard: Say;
    readonly switchLanguage: Say;
    readonly otherLanguage: Say;
    readonly themes: Readonly<Record<'light' | 'dark' | 'auto', Say>>;
    readonly nextTheme: Tell<[name: string]>;
    readonly wall: Say;
    readonly leaveWall: Say;
    /** Name of the list of pages, for those who hear it. */
    readonly pages: Say;
    readonly keys: Say;
    readonly version: Tell<[version: string]>;
  };
  readonly notices: NoticeWords;
  readonly daily: DailyWords;
  readonly live: {
    readonly live: Say;
    readonly connecting: Say;
    readonly lost: Say;
    readonly lostBar: Tell<[since: string]>;
  };
  readonly demo: {
    readonly label: Say;
    readonly told: Tell<[speed: string]>;
    readonly progress: Tell<[percent: number]>;
    readonly over: Say;
  };
  readonly time: {
    readonly seconds: Tell<[number]>;
    readonly minutes: Tell<[number]>;
    readonly hours: Tell<[number, number]>;
    readonly days: Tell<[number, number]>;
    readonly ago: Tell<[age: string]>;
    readonly justNow: Say;
    readonly date: Tell<[day: number, month: number, year: number]>;
    readonly shortDate: Tell<[day: number, month: number]>;
  };
  readonly list: { readonly and: Say; readonly more: Tell<[number]> };
  readonly loading: Say;
  readonly retry: Say;
  readonly faults: {
    readonly title: Say;
    readonly noRight: Say;
    readonly noRightWhy: Say;
    readonly notFound: Say;
    readonly noIncident: Say;
    readonly noTicket: Say;
    readonly noIncidentWhy: Say;
    readonly unreachable: Say;
    readonly code: Tell<[code: string]>;
  };
  readonly board: BoardWords;
  readonly states: Readonly<
    Record<IncidentRow['state'] | 'up' | 'down' | 'degraded' | 'at-risk' | 'inferred' | 'cleared', Say>
  >;
  readonly impacts: Readonly<Record<Level, Say>>;
  readonly urgencies: Readonly<Record<Level, Say>>;
  readonly criticalities: Readonly<Record<Criticality, Say>>;
  readonly severities: Readonly<Record<Severity, Say>>;
  readonly categories: Readonly<Record<Category, Say>>;
  /** Singular and plural of the known CMDB classes. */
  readonly classes: Readonly<Record<string, readonly [one: Say, many: Say]>>;
  readonly headline: {
    readonly down: Tell<[names: string, several: boolean]>;
    readonly degraded: Tell<[names: string, several: boolean]>;
    readonly wasHit: Tell<[names: string, several: boolean]>;
  };
  readonly users: Tell<[amount: number, upTo: boolean]>;
  readonly usersDegraded: Tell<[number]>;
  readonly alerts: Tell<[number]>;
  readonly incident: IncidentWords;
  /** What every act by name asks for, and its way out. */
  readonly signed: { readonly name: Say; readonly nameMissing: Say; readonly cancel: Say };
  readonly acknowledge: ActWords & {
    readonly button: Say;
    readonly title: Tell<[number: string]>;
    readonly sent: Tell<[number: string]>;
  };
  readonly split: SplitWords;
  readonly postMortem: PostMortemWords;
  readonly cmdb: CmdbWords;
  readonly life: LifeWords;
  readonly problems: ProblemWords;
  readonly sla: SlaWords;
  readonly close: Say;
}

export interface CmdbWords {
  readonly link: Say;
  readonly title: Say;
  readonly lead: Tell<[cis: number, services: number, alerts: number]>;
  readonly fine: Say;
  readonly columns: Readonly<Record<'what' | 'where' | 'harm' | 'cure', Say>>;
  readonly kinds: Readonly<Record<CmdbQuality['items'][number]['kind'], Say>>;
  readonly harmed: Tell<[alerts: number, incidents: number]>;
  readonly copy: Tell<[where: string]>;
  readonly copied: Say;
  readonly more: Tell<[shown: number, total: number]>;
}

export interface BoardWords {
  readonly title: Say;
  readonly majors: Say;
  readonly major: Say;
  readonly recovering: Say;
  readonly newMajor: Tell<[headline: string]>;
  readonly since: Say;
  readonly users: Say;
  readonly cause: Say;
  readonly causeUnclear: Say;
  readonly noCause: Say;
  readonly tickets: Say;
  readonly noTicket: Say;
  readonly ticketPending: Say;
  readonly owner: Say;
  readonly noOwner: Say;
  readonly acknowledged: Say;
  readonly acknowledgedBy: Tell<[who: string]>;
  readonly notAcknowledged: Say;
  readonly open: Say;
  readonly incidents: Say;
  readonly others: Say;
  readonly noOther: Say;
  readonly keysOn: Say;
  readonly majorStoodDown: Say;
  readonly priority: Say;
  readonly incident: Say;
  readonly services: Say;
  readonly noService: Say;
  readonly age: Say;
  readonly resolved: Say;
  readonly resolvedAt: Tell<[time: string]>;
  readonly lasted: Tell<[age: string]>;
  readonly noResolved: Say;
  readonly quiet: Say;
  readonly quietWhy: Say;
  readonly quietAlerts: Tell<[open: number, held: number]>;
  readonly noMatch: Say;
  readonly noMatchWhy: Tell<[open: number]>;
  readonly clearFilter: Say;
  readonly search: Say;
  readonly searchHint: Say;
  readonly onlyUnacknowledged: Say;
  readonly filterPriority: Tell<[priority: number, amount: number]>;
  readonly filterTeam: Say;
  readonly anyTeam: Say;
  readonly more: Say;
  readonly shown: Tell<[shown: number, open: number]>;
  readonly majorWatch: Say;
  readonly majorWatchWhy: Say;
  readonly unheard: Say;
  readonly counts: Readonly<
    Record<'open' | 'held' | 'suppressed' | 'flapping' | 'stale' | 'aside', readonly [name: Say, why: Say]>
  >;
  readonly sources: Say;
  readonly noSources: Say;
  readonly silent: Say;
  readonly rulesRefused: Tell<[string]>;
  readonly cmdbNotRead: Tell<[string]>;
  readonly deadLetters: Tell<[number]>;
  readonly sinkStates: Readonly<Record<'working' | 'resting' | 'paused', Tell<[string]>>>;
  readonly backlog: Tell<[number]>;
  readonly keyList: readonly (readonly [key: Say, does: Say])[];
}

type Lowered = NonNullable<Incident['urgencyBecause']['lowered']>;

export interface IncidentWords {
  readonly hit: Say;
  readonly nothingHit: Say;
  readonly serviceSince: Tell<[time: string]>;
  readonly serviceBack: Tell<[from: string, to: string]>;
  readonly outsideHours: Say;
  readonly ofGroup: Tell<[group: string, up: number, size: number, needs: number]>;
  readonly ofCi: Tell<[ci: string, state: string]>;
  readonly inferred: Say;
  readonly cause: Say;
  readonly unclear: Tell<[first: string, second: string]>;
  readonly explains: Tell<[alerts: number, cis: number, of: number]>;
  readonly against: Say;
  readonly namedCause: CauseWords;
  readonly nothingAgainst: Say;
  readonly againstIt: Tell<[what: string]>;
  readonly objections: Readonly<Record<string, Say>>;
  readonly doesNotExplain: Tell<[number]>;
  readonly ownAlerts: Say;
  readonly firstSteps: Say;
  readonly precursors: Say;
  readonly others: Say;
  readonly noCandidate: Say;
  readonly why: Tell<[priority: number]>;
  readonly impactIs: Say;
  readonly urgencyIs: Say;
  readonly impactBecause: Readonly<Record<Incident['impactBecause'], Say>>;
  readonly crowd: Tell<[people: string, since: string]>;
  readonly urgencyBecause: Tell<[name: string, criticality: string]>;
  readonly lowered: Readonly<Record<Lowered, Say>>;
  readonly caps: Readonly<Record<NonNullable<Incident['priorityCap']>, Say>>;
  readonly major: Say;
  readonly majorDeclared: Tell<[time: string]>;
  readonly majorStoodDown: Tell<[time: string]>;
  readonly majorReasons: Readonly<Record<NonNullable<IncidentRow['major']>['reasons'][number], Say>>;
  readonly usersOf: Tell<[hit: string, all: string]>;
  readonly stoodDown: Say;
  readonly resolvedBy: Readonly<Record<NonNullable<Incident['resolvedBy']>, Say>>;
  readonly mergedInto: Say;
  readonly continues: Say;
  readonly storm: Say;
  readonly stormLead: Tell<[count: number, open: number, since: string]>;
  readonly stormAlerts: Tell<[number]>;
  readonly stormParts: Say;
  /** The incident that it was split out of. */
  readonly splitFrom: Say;
  readonly notIncluded: Say;
  readonly apart: Readonly<Record<Incident['notIncluded'][number]['why'], Say>>;
  readonly graph: Say;
  readonly graphHint: Say;
  readonly graphLabel: Tell<[root: string, services: string]>;
  readonly graphCut: Say;
  readonly graphEmpty: Say;
  readonly timeline: Say;
  readonly timelineKey: Say;
  readonly timelineAll: Say;
  readonly timelineMore: Say;
  readonly strip: Tell<[most: number]>;
  readonly kinds: Readonly<Record<TimelineEntry['kind'], Say>>;
  readonly fold: Tell<[number]>;
  readonly whyButton: Say;
  readonly whyOf: Tell<[what: string]>;
  readonly drawer: Say;
  readonly whatWasDecided: Say;
  readonly because: Say;
  readonly unless: Say;
  readonly evidence: EvidenceWords;
  readonly decisionId: Say;
  readonly alerts: Say;
  readonly alertColumns: Readonly<Record<'name' | 'where' | 'severity' | 'effect' | 'opened' | 'ended' | 'count', Say>>;
  readonly alertOpen: Say;
  readonly alertsOpen: Tell<[amount: number]>;
  readonly times: Tell<[number]>;
  readonly endedBy: Readonly<Record<NonNullable<AlertRow['endedBy']>, Say>>;
  readonly stale: Say;
  readonly flapping: Say;
  readonly unbound: Say;
  readonly moreAlerts: Say;
  readonly shownAlerts: Tell<[shown: string, all: string]>;
  readonly tickets: Say;
  readonly noTickets: Say;
  readonly publicPart: Say;
  readonly technicalPart: Say;
  readonly operations: Say;
  readonly ops: Readonly<Record<TicketOperationRow['op'], Say>>;
  readonly steps: Readonly<Record<TicketOperationRow['step'], Say>>;
  readonly ticketStates: Readonly<Record<TicketLink['state'], Say>>;
}
