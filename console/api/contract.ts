// What the console's API answers: every response as a zod schema, from which the OpenAPI page and the pages' types come.
// Times are RFC 3339 UTC with `Z`, save inside `facts` and `evidence`, which are the domain's own (epoch ms).
import { z } from 'zod';
import { cmdbFaultCodes } from '../../correlate/cmdb/cmdb-fault.ts';
import { Binding } from '../../domain/alert.ts';
import { Reason, subjects } from '../../domain/decision.ts';
import { Effect } from '../../domain/effect.ts';
import { Category, SourceType } from '../../domain/event.ts';
import { Incident, Level, Priority } from '../../domain/incident.ts';
import { LifeStep, SlaClockName, SlaState } from '../../domain/incident-life.ts';
import type { Json } from '../../domain/json.ts';
import { NoticeKind, NoticeVoice, supportLevels } from '../../domain/notice.ts';
import { Severity } from '../../domain/severity.ts';
import { TicketOp } from '../../domain/ticket.ts';
import { BackgroundView } from './background-contract.ts';
import { count, Instant, pageOf } from './contract-parts.ts';

export const ApiFault = z.object({
  error: z.object({ code: z.string(), message: z.string(), at: z.string().optional() }),
});
export type ApiFault = z.infer<typeof ApiFault>;

/** The members of alerts.json, and what a table of alerts shows besides. */
export const AlertRow = z.object({
  id: z.string(),
  source: SourceType,
  sources: z.array(SourceType),
  name: z.string(),
  severity: Severity,
  effect: Effect,
  message: z.string(),
  ci: z.string().nullable(),
  host: z.string(),
  labels: z.record(z.string(), z.string()),
  openedAt: Instant,
  clearedAt: Instant.nullable(),
  endedBy: z.enum(['clear', 'lease', 'quiet', 'person']).nullable(),
  situation: z.string().nullable(),
  incident: z.string().nullable(),
  /** Why it has no incident (`held`, `blip`, `maintenance window m1`, `informs` …). */
  without: z.string().nullable(),
  lastSeenAt: Instant,
  count: count.describe('events folded into this episode'),
  stale: z.boolean(),
  flapping: z.boolean(),
  binding: Binding.nullable(),
  link: z.string().nullable().describe('back into the source, http(s) only'),
});
export type AlertRow = z.infer<typeof AlertRow>;
export const AlertPage = pageOf(AlertRow);
export type AlertPage = z.infer<typeof AlertPage>;

export const DecisionRow = z.object({
  id: z.string(),
  at: Instant,
  subject: z.object({ type: z.enum(subjects), id: z.string() }),
  outcome: z.string(),
  reason: Reason,
  evidence: z.record(z.string(), z.custom<Json>()),
  /** Sentences in the asked language: what was decided, why, and what would have changed it. */
  what: z.string(),
  because: z.string(),
  unless: z.string(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;
export const DecisionPage = pageOf(DecisionRow);
export type DecisionPage = z.infer<typeof DecisionPage>;

export const TicketLink = z.object({
  sink: z.string(),
  unit: z.string(),
  key: z.string(),
  id: z.string().nullable().describe('number in the ticketing system; null until it answered'),
  url: z.string().nullable(),
  state: z.enum(['planned', 'inflight', 'live', 'resolved', 'merged', 'refused', 'deleted']),
});
export type TicketLink = z.infer<typeof TicketLink>;

export const TicketOperationRow = z.object({
  id: z.string(),
  at: Instant,
  op: TicketOp,
  step: z.enum(['planned', 'inflight', 'done', 'refused', 'coalesced']).describe('coalesced: a later one told it too'),
  title: z.string(),
  publicText: z.string(),
  technicalText: z.string(),
  priority: z.number().int(),
  team: z.string().nullable(),
});
export type TicketOperationRow = z.infer<typeof TicketOperationRow>;

export const TicketRow = TicketLink.extend({ incident: z.string(), operations: z.array(TicketOperationRow) });
export type TicketRow = z.infer<typeof TicketRow>;
export const TicketPage = pageOf(TicketRow);
export type TicketPage = z.infer<typeof TicketPage>;

export const RootCandidateRow = z.object({
  ci: z.string(),
  name: z.string(),
  class: z.string(),
  score: z.number(),
  explains: z.array(z.string()).describe('alert ids; at most as many as ?members'),
  explainedAlerts: count,
  against: z.array(z.string()),
});
export type RootCandidateRow = z.infer<typeof RootCandidateRow>;

export const MajorRow = z.object({
  declaredAt: Instant,
  downgradedAt: Instant.nullable(),
  stoodDownAt: Instant.nullable(),
  reasons: z.array(z.enum(['many-users', 'critical-service-down', 'security', 'rule'])),
});

/** How one promise stands. */
export const SlaRow = z.object({
  clock: SlaClockName,
  state: SlaState,
  targetMs: count,
  dueAt: Instant.nullable().describe('when the time is used up, as far as is known; null: it ended, or it waits'),
  warned: z.union([z.literal(0), z.literal(50), z.literal(75), z.literal(100)]).describe('percent used up'),
});
export type SlaRow = z.infer<typeof SlaRow>;

/** The eight steps of an incident's life, in order, and its service-level clocks. */
export const LifeView = z.object({
  steps: z.array(LifeStep.extend({ at: Instant.nullable(), dueAt: Instant.nullable() })),
  clocks: z.array(SlaRow),
});
export type LifeView = z.infer<typeof LifeView>;

/** The members of incidents.json, and what the board shows besides. `alerts` and `decisions` stop at ?members. */
export const IncidentRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.enum(['open', 'resolved', 'merged']),
  category: Category,
  openedAt: Instant.describe('its first alert'),
  incidentAt: Instant.describe('when it was promoted: age counts from here'),
  resolvedAt: Instant.nullable(),
  priority: Priority,
  impact: Level,
  urgency: Level,
  major: MajorRow.nullable(),
  majorWatchSince: Instant.nullable(),
  rootCandidates: z.array(RootCandidateRow),
  rootClear: z.boolean(),
  cis: z.array(z.string()),
  ciCount: count,
  services: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      users: count,
      state: z.enum(['down', 'degraded']).describe('what it is; once back, what it was'),
      since: Instant,
      restoredAt: Instant.nullable(),
    }),
  ),
  users: count,
  usersDegraded: count,
  usersUpTo: z.boolean(),
  alerts: z.array(AlertRow),
  alertCount: count,
  openAlertCount: count,
  tickets: z.array(TicketLink),
  mergedInto: z.string().nullable(),
  isStorm: z.literal(true).optional(),
  decisions: z.array(z.string()).describe('decision ids'),
  team: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: Instant.nullable(),
  sla: SlaRow.nullable().describe('the promise that runs out next; null: none does'),
});
export type IncidentRow = z.infer<typeof IncidentRow>;
export const IncidentPage = pageOf(IncidentRow);
export type IncidentPage = z.infer<typeof IncidentPage>;

export const TimelineEntry = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum(['alert', 'incident', 'decision', 'ticket', 'person']),
  /** The machine word: a change (`priority`), a decision's reason (`major-declared`), a ticket's `open`. */
  what: z.string(),
  /** One line in the asked language. */
  text: z.string(),
  /** For `alert`: those that joined, at most 50, and their full number. */
  alerts: z.array(z.object({ id: z.string(), name: z.string(), ci: z.string().nullable(), openedAt: Instant })),
  alertCount: count,
  decision: z.string().nullable(),
  ticket: z.object({ sink: z.string(), key: z.string(), id: z.string().nullable() }).nullable(),
  by: z.string().nullable().describe('for `person`: who'),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const TimelinePage = pageOf(TimelineEntry);
export type TimelinePage = z.infer<typeof TimelinePage>;

export const IncidentDetail = IncidentRow.extend({
  background: BackgroundView,
  tickets: z.array(TicketRow),
  life: LifeView.nullable().describe('null: planning has not told of it yet'),
  /** The whole incident as judging told it; times in epoch ms. */
  facts: Incident,
  texts: z.object({ title: z.string(), publicText: z.string(), technicalText: z.string() }),
  firstSteps: z
    .array(z.object({ what: z.string(), link: z.string().nullable() }))
    .describe('what is suggested to do first, in order; none once it is over'),
  timeline: TimelinePage.describe('first page; go on at links.timeline'),
  explained: DecisionPage.describe('first page of its decisions, in words; go on at links.decisions'),
  links: z.object({ alerts: z.string(), decisions: z.string(), timeline: z.string(), impact: z.string() }),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

/** Who was told of an incident, and who is asked next. */
export const IncidentNotices = z.object({
  /** Null: nobody is waited for. */
  escalation: z
    .object({
      level: z.enum(supportLevels).describe('asked last'),
      since: Instant.describe('since when nobody takes it'),
      next: z
        .object({ level: z.enum(supportLevels), at: Instant })
        .nullable()
        .describe('null: nobody is named above'),
    })
    .nullable(),
  /** Why nobody is told; null: nothing keeps Vigie from it. */
  withheld: z.enum(['not-production', 'in-maintenance']).nullable(),
  /** Newest first, at most 100. */
  items: z.array(
    z.object({
      id: z.string(),
      at: Instant.describe('when it was planned'),
      kind: NoticeKind,
      recipient: z.string(),
      voice: NoticeVoice,
      channel: z.string(),
      state: z.enum(['planned', 'inflight', 'done', 'refused']),
      stateAt: Instant,
      headline: z.string(),
      paragraphs: z.array(z.string()),
    }),
  ),
});
export type IncidentNotices = z.infer<typeof IncidentNotices>;

/** Counts stop at `countCeiling`: a board says "10,000+" rather than scan for an exact number. */
export const countCeiling = 10_000;

export const Status = z.object({
  version: z.string(),
  tenant: z.string(),
  language: z.enum(['en', 'fr']),
  timezone: z.string(),
  now: Instant.describe('the clock the pages show: told, in a demo'),
  demo: z
    .object({ speed: z.number(), progress: z.number().min(0).max(1), startedAt: Instant, endsAt: Instant })
    .nullable(),
  incidents: z.object({
    open: count,
    majors: count,
    majorWatch: count,
    byPriority: z.object({ '1': count, '2': count, '3': count, '4': count, '5': count }),
  }),
  /** Why are there no tickets? */
  alerts: z.object({ open: count, held: count, suppressed: count, flapping: count, stale: count, aside: count }),
  sources: z.array(z.object({ source: z.string(), lastEventAt: Instant, ageMs: count })),
  /** Ticketing systems, and what waits to be told to each. */
  sinks: z.array(
    z.object({
      sink: z.string(),
      state: z.enum(['working', 'resting', 'paused']).describe('resting: it failed, and is asked again later'),
      backlog: count.describe('operations not carried out yet'),
      ageMs: count.nullable().describe('how long the oldest of them waits'),
    }),
  ),
  rulesFault: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('why the rules folder as it is now was refused: those before stay in force'),
  deadLetters: count,
  stateHash: z.record(z.string(), z.string()).nullable().describe('per stage, with ?hash=1'),
});
export type Status = z.infer<typeof Status>;

/** Unmatched hosts with most alerts first, then what does not fit together in the CMDB itself. */
export const CmdbQuality = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['unmatched', 'silent', ...cmdbFaultCodes]),
      severity: z.enum(['error', 'warning']),
      at: z.string().describe('the host, or the path in the CMDB'),
      message: z.string(),
      fix: z.string().describe('what to do, or a line to copy into the CMDB'),
      alerts: count,
      lastSeenAt: Instant.nullable(),
      incidents: z.array(z.string()).describe('ids of incidents that it harmed'),
    }),
  ),
  total: count,
  cis: count,
  services: count,
  alerts: count.describe('alerts that were looked at'),
  truncated: z.boolean(),
});
export type CmdbQuality = z.infer<typeof CmdbQuality>;

export const ImpactGraph = z.object({
  incident: z.string(),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['ci', 'group', 'service']),
      name: z.string(),
      class: z.string().nullable(),
      site: z.string().nullable(),
      criticality: z.string().nullable(),
      /** `inferred`: down though nothing was heard from it. */
      state: z.enum(['up', 'down', 'degraded', 'at-risk', 'inferred', 'cleared']),
      root: z.number().nullable().describe('score as root candidate'),
      users: count.nullable(),
      alerts: count,
    }),
  ),
  /** `from` depends on `to`. */
  edges: z.array(z.object({ from: z.string(), to: z.string(), type: z.string() })),
  truncated: z.boolean(),
});
export type ImpactGraph = z.infer<typeof ImpactGraph>;

/** Events of `GET /api/v1/stream` by their `event:` name; `data:` is JSON. A comment line is the heartbeat. */
export const StreamEvents = {
  incident: z.object({ id: z.string() }),
  status: z.object({ now: Instant }),
} as const;
