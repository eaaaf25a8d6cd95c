// Incidents as the console's API answers them: the board's rows, one incident whole, its time line.
import { z } from 'zod';
import { Category } from '../../domain/event.ts';
import { LifeStep, SlaClockName, SlaState } from '../../domain/incident-life.ts';
import { Incident, Level, Priority } from '../../domain/incident.ts';
import { AlertRow, DecisionPage } from './alert-contract.ts';
import { BackgroundView } from './background-contract.ts';
import { count, Instant, pageOf } from './contract-parts.ts';
import { TicketLink, TicketRow } from './ticket-contract.ts';

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
  team: z.string().nullable().describe('id of the owning team'),
  teamName: z.string().nullable().describe('its name in the CMDB; without one, its id'),
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
