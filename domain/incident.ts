// A situation that deserves a ticket, as judging tells it to ticketing and the console. A record carries the
// header and what changed, never the member list.
import { z } from 'zod';
import { Decision } from './decision.ts';
import { Effect } from './effect.ts';
import { Category, SourceType } from './event.ts';
import { Severity } from './severity.ts';

export const Level = z.enum(['high', 'medium', 'low']);
export type Level = z.infer<typeof Level>;
export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type Priority = z.infer<typeof Priority>;

/** An alert as a text quotes it. */
export const Quote = z.object({
  alert: z.string(),
  name: z.string(),
  message: z.string(),
  host: z.string(),
  ci: z.string().nullable(),
  source: SourceType,
  severity: Severity,
  effect: Effect,
  at: z.number().int(),
  /** Where its source says what to do about it. */
  runbook: z.string().optional(),
});
export type Quote = z.infer<typeof Quote>;

export const RootCandidate = z.object({
  ci: z.string(),
  ciName: z.string(),
  ciClass: z.string(),
  /** 0–1, share of the candidates' weight. */
  score: z.number(),
  /** Symptom CIs it explains, capped at 200, and their full number. */
  explainsCis: z.array(z.string()),
  explainedAlerts: z.number().int(),
  /** What speaks for it, strongest first: a term of the ranking and its contribution. */
  because: z.array(z.object({ term: z.string(), weight: z.number() })),
  /** What speaks against it: closed words that wording knows (`silent`, `later-than-symptoms`, `healthy-neighbours`, `dependency-in-trouble`, `slow-as-client`, `does-not-explain:<n>`). */
  against: z.array(z.string()),
  /** Its own alerts, at most 5, oldest first: those before the onset are precursors. */
  ownAlerts: z.array(Quote),
  /** Its last change shortly before the onset, in the feed's words; absent in old records. */
  change: z.object({ at: z.number().int(), what: z.string() }).nullable().optional(),
  /** What the CMDB says to do about it; absent: nothing. */
  procedure: z.string().optional(),
});
export type RootCandidate = z.infer<typeof RootCandidate>;

export const ServiceHit = z.object({
  id: z.string(),
  name: z.string(),
  criticality: z.string(),
  users: z.number().int(),
  /** What it is now; once back, what it was, with `restoredAt` set. */
  state: z.enum(['down', 'degraded']),
  since: z.number().int(),
  restoredAt: z.number().int().nullable().optional(),
  /** Worst that it ever was in this incident: what a title says, so that it stays the same while it recovers. */
  worst: z.enum(['down', 'degraded']).optional(),
  inHours: z.boolean(),
  /** When it is promised, as `Mo-Fr 07:00-20:00`; absent: always. */
  hours: z.string().optional(),
  /** Why: the group `up` of `size` (needs `needs`), or the CI it depends on, and that CI's effect. */
  because: z.array(
    z.object({
      ci: z.string().nullable(),
      group: z.string().nullable(),
      up: z.number().int().nullable(),
      size: z.number().int().nullable(),
      needs: z.number().int().nullable(),
      effect: Effect.nullable(),
      inferred: z.boolean(),
    }),
  ),
});
export type ServiceHit = z.infer<typeof ServiceHit>;

export const Major = z.object({
  declaredAt: z.number().int(),
  downgradedAt: z.number().int().nullable(),
  stoodDownAt: z.number().int().nullable(),
  reasons: z.array(z.enum(['many-users', 'critical-service-down', 'security', 'rule'])),
});
export type Major = z.infer<typeof Major>;

/** Declared, and neither downgraded nor stood down since. */
export function isMajorNow({ major }: { readonly major: Major | null }): boolean {
  return major !== null && major.stoodDownAt === null && major.downgradedAt === null;
}

/** Where a storm is: a site, else a source; `environment` where it is not production. */
export const StormPlace = z.object({
  by: z.enum(['site', 'source']),
  id: z.string(),
  name: z.string(),
  environment: z.string().optional(),
});
export type StormPlace = z.infer<typeof StormPlace>;

/** What is gathered under the summary of a storm: each would be an incident of its own. */
export const Storm = z.object({
  place: StormPlace,
  since: z.number().int(),
  /** Gathered so far, those that were split out or merged away left out; how many of them still burn. */
  count: z.number().int(),
  open: z.number().int(),
  /** Those that burn first, then by priority and time; at most 50. */
  members: z.array(
    z.object({
      situation: z.string(),
      priority: Priority,
      since: z.number().int(),
      /** When its last alert ended; null: it burns. */
      endedAt: z.number().int().nullable(),
      cause: z.object({ ci: z.string(), name: z.string() }).nullable(),
      /** The alert that tells most. */
      lead: z.object({ name: z.string(), host: z.string() }).nullable(),
      /** Services hit, at most 3. */
      services: z.array(z.string()),
      alerts: z.number().int(),
    }),
  ),
});
export type Storm = z.infer<typeof Storm>;

const incidentChanges = [
  'opened',
  'members',
  'priority',
  'impact',
  'root',
  'category',
  'major-watch',
  'major-declared',
  'major-downgraded',
  'major-stood-down',
  'resolved',
  'reopened',
  'merged',
  'split',
  'absorbed',
  'acknowledged',
  'assigned',
  'commented',
] as const;
export const IncidentChangeKind = z.enum(incidentChanges);
export type IncidentChangeKind = z.infer<typeof IncidentChangeKind>;

export const Incident = z.object({
  /** Hash of tenant and its first episode. */
  id: z.string(),
  /** Counter of the judging stage: `I-1`. */
  number: z.string(),
  tenant: z.string(),
  situation: z.string(),
  state: z.enum(['open', 'resolved', 'merged']),
  category: Category,
  openedAt: z.number().int(),
  incidentAt: z.number().int(),
  resolvedAt: z.number().int().nullable(),
  /** Resolved because: all clear, quiet, stood down, a person; absent while open. */
  resolvedBy: z.enum(['clear', 'quiet', 'stand-down', 'storm-over', 'person', 'merge']).nullable(),
  priority: Priority,
  /** Set where the matrix does not speak: at-risk only, not production, unknown syslog only, a declared major, or a rule. */
  priorityCap: z.enum(['at-risk', 'not-production', 'unknown-syslog', 'major', 'rule']).nullable(),
  impact: Level,
  urgency: Level,
  /** What set impact and urgency, for the text "Why P1". */
  impactBecause: z.enum([
    'critical-service-down',
    'many-users',
    'share-of-users',
    'service-down',
    'service-degraded',
    'no-service',
    'crowd',
  ]),
  urgencyBecause: z.object({
    of: z.enum(['service', 'ci']),
    name: z.string(),
    criticality: z.string(),
    lowered: z.enum(['outside-hours', 'redundancy-left']).nullable(),
  }),
  major: Major.nullable(),
  /** Since when it qualifies as major, before it is declared. */
  majorWatchSince: z.number().int().nullable(),
  /** Best first, at most 5. */
  rootCandidates: z.array(RootCandidate),
  /** False: say "unclear between A and B". */
  rootClear: z.boolean(),
  services: z.array(ServiceHit),
  /** Most users of services down at any time, capped at the tenant's; those of degraded services apart. */
  users: z.number().int(),
  usersDegraded: z.number().int(),
  usersUpTo: z.boolean(),
  tenantUsers: z.number().int(),
  /**
   * CIs with alerts: worst first, at most 200, and their full number. `open`: something that holds the incident open
   * is; quiet alerts are not. `clearedAt`: when the last such alert there ended, by the sources' word.
   */
  cis: z.array(
    z.object({ ci: z.string(), effect: Effect, open: z.boolean(), clearedAt: z.number().int().nullable().optional() }),
  ),
  ciCount: z.number().int(),
  /** CIs without alerts that are probably hit: likely causes, and what lies between them and the symptoms; at most 200. */
  likelyCis: z.array(z.string()).optional(),
  alertCount: z.number().int(),
  openAlertCount: z.number().int(),
  alertsBySource: z.partialRecord(SourceType, z.number().int()),
  firstAlertAt: z.number().int(),
  lastAlertAt: z.number().int(),
  lastClearAt: z.number().int().nullable(),
  /** The alerts that tell most, worst first, at most 10. */
  leadAlerts: z.array(Quote),
  /** Its quoted alerts, worst place first, at most 200; told only where a route asks for a ticket per alert. */
  alerts: z.array(z.object({ quote: Quote, open: z.boolean(), clearedAt: z.number().int().nullable() })).optional(),
  /** Warnings on the first candidate before the onset. */
  precursors: z.array(Quote),
  /** Open at the same time and judged apart, at most 5. */
  notIncluded: z.array(
    z.object({
      situation: z.string(),
      incident: z.string().nullable(),
      quote: Quote,
      why: z.enum(['no-path', 'too-far', 'not-a-symptom', 'only-a-caller', 'own-cause', 'parted', 'too-late']),
    }),
  ),
  /** Responsible team: owner of the first candidate, else of the first service. */
  team: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.number().int().nullable(),
  /** Who has it in charge, as the ticketing system or the console names them; absent or null: nobody. */
  assignee: z.string().nullable().optional(),
  /** The team that a person gave it to, in that system's own words. */
  assignedTeam: z.string().nullable().optional(),
  /** A person's priority stands above what the rules would give, whatever comes. */
  priorityBy: z.object({ by: z.string(), at: z.number().int() }).nullable().optional(),
  /** So many people reported it in tickets of their own since then, which raises its impact one step; told from `at` on. */
  crowd: z.object({ people: z.number().int(), since: z.number().int(), at: z.number().int() }).optional(),
  /** A person's "this was the cause": it stands first, whatever the ranking says. */
  causeBy: z.object({ ci: z.string(), by: z.string(), at: z.number().int() }).nullable().optional(),
  mergedInto: z.string().nullable(),
  /** The older incident that this one continues after its reopening time. */
  continues: z.string().nullable(),
  /** The incident that it was split out of, `storm`: a storm's summary; the ones that were split out of it, the last 200. */
  splitFrom: z
    .object({
      incident: z.string(),
      number: z.string(),
      storm: z.literal(true).optional(),
      /** Absent: nothing links them any more. */
      by: z.enum(['own-cause', 'person']).optional(),
    })
    .optional(),
  splitInto: z.array(z.object({ incident: z.string(), number: z.string() })).optional(),
  /** It is the summary of a storm. */
  storm: Storm.optional(),
  environment: z.string(),
  /** Which rule of the site set priority, major or team. */
  ruledBy: z
    .object({ priority: z.string().nullable(), major: z.string().nullable(), team: z.string().nullable() })
    .optional(),
});
export type Incident = z.infer<typeof Incident>;

/** Body of kind `incident-change` on `incidents`, keyed by incident. */
export const IncidentChange = z.object({
  incident: Incident,
  changes: z.array(IncidentChangeKind),
  /** Incidents that merged into this one with this change. */
  absorbed: z.array(z.string()),
  decisions: z.array(Decision),
});
export type IncidentChange = z.infer<typeof IncidentChange>;
export const incidentChangeKind = 'incident-change';

export const Situation = z.object({
  id: z.string(),
  tenant: z.string(),
  openedAt: z.number().int(),
  closedAt: z.number().int().nullable(),
  incident: z.string().nullable(),
  mergedInto: z.string().nullable(),
  rootCandidates: z.array(RootCandidate),
  /** Why it has no incident: `held`, `blip`, `below-policy`; null once it has one, or is gathered under one. */
  without: z.string().nullable(),
  /** The summary of a storm under which it was gathered before. */
  leftStorm: z.string().optional(),
});
export type Situation = z.infer<typeof Situation>;

/** Body of kind `situation-change` on `incidents`, keyed by situation: memberships and what was decided before a ticket. */
export const SituationChange = z.object({
  situation: Situation.nullable(),
  joined: z.array(z.string()),
  /** Alerts kept out of every situation, and why: `informs`, `maintenance window m1`. */
  aside: z.array(z.object({ alert: z.string(), without: z.string() })),
  decisions: z.array(Decision),
});
export type SituationChange = z.infer<typeof SituationChange>;
export const situationChangeKind = 'situation-change';
