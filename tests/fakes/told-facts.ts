// Alerts, incidents, situations and tickets with every member set: tests name only what they are about.
import type { Alert } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Incident, RootCandidate, Situation } from '../../domain/incident.ts';
import type { TicketOp, TicketStep } from '../../domain/ticket.ts';

/** 2026-11-23T19:00:00Z. */
export const start = Date.UTC(2026, 10, 23, 19);
export const second = 1_000;

/** What an alert is that was heard once, by a source that will say its end. */
export function justOpened(openedAt: number) {
  return {
    peerCi: null,
    openedAt,
    firstReceivedAt: openedAt,
    lastSeenAt: openedAt,
    count: 1,
    clearedAt: null,
    endedBy: null,
    stale: false,
    flapping: false,
    endsBy: 'clear' as const,
    category: null,
    unknown: false,
    link: null,
  };
}

export function toldAlert(name: string, told: Partial<Alert> = {}): Alert {
  const openedAt = told.openedAt ?? start;
  const fingerprint = told.fingerprint ?? `prometheus:1:${name}`;
  return {
    id: `${fingerprint}@${String(openedAt)}`,
    fingerprint,
    source: 'prometheus',
    sources: ['prometheus'],
    name,
    severity: 'high',
    effect: 'degraded',
    message: `${name} fires`,
    host: 'srv-01:9100',
    labels: { alertname: name, instance: 'srv-01:9100', severity: 'high' },
    binding: { ci: 'srv-01', confidence: 1, by: 'name', value: 'srv-01' },
    ...justOpened(openedAt),
    ...told,
  };
}

export function toldCandidate(ci: string, told: Partial<RootCandidate> = {}): RootCandidate {
  return {
    ci,
    ciName: ci,
    ciClass: 'switch',
    score: 0.9,
    explainsCis: [],
    explainedAlerts: 0,
    because: [],
    against: [],
    ownAlerts: [],
    ...told,
  };
}

export function toldIncident(number: number, told: Partial<Incident> = {}): Incident {
  const incidentAt = told.incidentAt ?? start;
  return {
    id: `inc-${String(number)}`,
    number: `I-${String(number)}`,
    tenant: 't',
    situation: `sit-${String(number)}`,
    state: 'open',
    category: 'network',
    openedAt: incidentAt,
    incidentAt,
    resolvedAt: null,
    resolvedBy: null,
    priority: 3,
    priorityCap: null,
    impact: 'medium',
    urgency: 'medium',
    impactBecause: 'service-down',
    urgencyBecause: { of: 'service', name: 'Web shop', criticality: 'medium', lowered: null },
    major: null,
    majorWatchSince: null,
    rootCandidates: [],
    rootClear: true,
    services: [],
    users: 0,
    usersDegraded: 0,
    usersUpTo: false,
    tenantUsers: 100,
    cis: [],
    ciCount: 0,
    alertCount: 1,
    openAlertCount: 1,
    alertsBySource: {},
    firstAlertAt: incidentAt,
    lastAlertAt: incidentAt,
    lastClearAt: null,
    leadAlerts: [],
    precursors: [],
    notIncluded: [],
    team: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    mergedInto: null,
    continues: null,
    environment: 'production',
    ...told,
  };
}

export function toldSituation(id: string, told: Partial<Situation> = {}): Situation {
  return {
    id,
    tenant: 't',
    openedAt: start,
    closedAt: null,
    incident: null,
    mergedInto: null,
    rootCandidates: [],
    without: null,
    ...told,
  };
}

export function toldDecision(
  id: string,
  about: Decision['subject'],
  told: Partial<Decision> & Pick<Decision, 'reason'>,
): Decision {
  return { id, at: start, subject: about, outcome: told.reason, evidence: {}, ...told };
}

export interface ToldStep {
  readonly incident: string;
  readonly op: TicketOp;
  readonly seq: number;
  readonly at?: number;
  readonly ticket?: string | null;
}

export function toldStep({ incident, op, seq, at = start, ticket = null }: ToldStep): TicketStep {
  const key = `KEY${incident}`;
  return {
    operation: {
      ...{ id: `${key}.${String(seq)}`, at, op, incident, sink: 'desk', unit: 'whole', key, seq },
      fields: {
        title: `title ${op}`,
        publicText: 'public',
        technicalText: 'technical',
        priority: 3,
        impact: 'medium',
        urgency: 'medium',
        category: 'network',
        major: false,
        team: null,
        cis: [],
        into: null,
        language: 'en',
      },
    },
    ticket,
    url: ticket === null ? null : `/desk/${ticket}`,
    decisions: [],
  };
}
