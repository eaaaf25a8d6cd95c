// The core-switch outage as an incident, at its height: what texts are tried on.
import type { Incident, Quote, RootCandidate } from '../../domain/incident.ts';

/** 2026-11-23 19:15:46 UTC, 20:15:46 in Paris. */
export const onset = Date.UTC(2026, 10, 23, 19, 15, 46);
const second = 1_000;

export function quote(parts: Partial<Quote>): Quote {
  return {
    alert: 'zabbix:1:aaa@1',
    name: 'Unavailable by ICMP ping',
    message: '',
    host: 'srv-01',
    ci: 'srv-01',
    source: 'zabbix',
    severity: 'high',
    effect: 'down',
    at: onset,
    ...parts,
  };
}

export function candidate(parts: Partial<RootCandidate>): RootCandidate {
  return {
    ci: 'sw-core-02',
    ciName: 'sw-core-02',
    ciClass: 'switch',
    score: 0.94,
    explainsCis: ['srv-01', 'srv-02'],
    explainedAlerts: 41,
    because: [
      { term: 'coverage', weight: 3.6 },
      { term: 'resource', weight: 0.9 },
      { term: 'early', weight: 0.2 },
    ],
    against: [],
    ownAlerts: [],
    ...parts,
  };
}

const overheating = quote({
  alert: 'syslog:1:bbb@1',
  name: '%PLATFORM-2-MOD_TEMPMAJALRM',
  message: 'Module 3 temperature above major threshold',
  host: 'sw-core-02',
  ci: 'sw-core-02',
  source: 'syslog',
  severity: 'critical',
  effect: 'at-risk',
  at: onset - 25 * second,
});
const ownDown = quote({
  alert: 'zabbix:1:ccc@1',
  host: 'sw-core-02',
  ci: 'sw-core-02',
  severity: 'critical',
  at: onset + 31 * second,
});

export function outage(parts: Partial<Incident> = {}): Incident {
  return {
    id: 'GZ2QKX7W3M5N6P4R',
    number: 'I-1',
    tenant: 'acme',
    situation: 'S-1',
    state: 'open',
    category: 'network',
    openedAt: onset,
    incidentAt: onset + 40 * second,
    resolvedAt: null,
    resolvedBy: null,
    priority: 1,
    priorityCap: null,
    impact: 'high',
    urgency: 'high',
    impactBecause: 'critical-service-down',
    urgencyBecause: { of: 'service', name: 'Web shop', criticality: 'critical', lowered: null },
    major: {
      declaredAt: onset + 160 * second,
      downgradedAt: null,
      stoodDownAt: null,
      reasons: ['critical-service-down', 'many-users'],
    },
    majorWatchSince: onset + 40 * second,
    rootCandidates: [
      candidate({ ownAlerts: [overheating, ownDown] }),
      candidate({
        ci: 'sw-acc-02',
        ciName: 'sw-acc-02',
        score: 0.04,
        explainedAlerts: 7,
        against: ['does-not-explain:36'],
      }),
    ],
    rootClear: true,
    services: [
      {
        id: 'shop',
        name: 'Web shop',
        criticality: 'critical',
        users: 1_200,
        state: 'down',
        since: onset + 20 * second,
        inHours: true,
        because: [{ ci: null, group: 'web-tier', up: 0, size: 4, needs: 2, effect: null, inferred: false }],
      },
      {
        id: 'internet',
        name: 'Internet access',
        criticality: 'high',
        users: 340,
        state: 'degraded',
        since: onset + 30 * second,
        inHours: true,
        because: [{ ci: 'fw-01', group: null, up: null, size: null, needs: null, effect: 'degraded', inferred: false }],
      },
    ],
    users: 1_200,
    usersDegraded: 340,
    usersUpTo: false,
    tenantUsers: 1_580,
    cis: [
      { ci: 'sw-core-02', effect: 'down', open: true },
      { ci: 'srv-01', effect: 'down', open: true },
    ],
    ciCount: 27,
    alertCount: 43,
    openAlertCount: 43,
    alertsBySource: { zabbix: 24, prometheus: 16, syslog: 3 },
    firstAlertAt: onset,
    lastAlertAt: onset + 132 * second,
    lastClearAt: null,
    leadAlerts: [
      ownDown,
      quote({
        alert: 'prom:1:ddd@1',
        name: 'ShopDown',
        message: 'shop-web answers nothing',
        host: 'shop-web',
        ci: 'shop-web',
        source: 'prometheus',
        severity: 'critical',
        at: onset + 20 * second,
      }),
    ],
    precursors: [overheating],
    notIncluded: [
      {
        situation: 'S-2',
        incident: 'QQQQ',
        why: 'no-path',
        quote: quote({ name: 'DiskAlmostFull', host: 'log-01', ci: 'log-01', source: 'prometheus', effect: 'at-risk' }),
      },
    ],
    team: 'network',
    acknowledgedBy: null,
    acknowledgedAt: null,
    mergedInto: null,
    continues: null,
    environment: 'production',
    ...parts,
  };
}

/** One disk that fills up: no service, no users, nobody's fault. */
export function disk(parts: Partial<Incident> = {}): Incident {
  const full = quote({
    alert: 'prom:1:eee@1',
    name: 'DiskAlmostFull',
    message: '/var/log is 91 % full',
    host: 'log-01',
    ci: 'log-01',
    source: 'prometheus',
    severity: 'warning',
    effect: 'at-risk',
  });
  return outage({
    id: 'DISK',
    number: 'I-2',
    category: 'hardware',
    priority: 4,
    priorityCap: 'at-risk',
    impact: 'low',
    urgency: 'medium',
    impactBecause: 'no-service',
    urgencyBecause: { of: 'ci', name: 'log-01', criticality: 'medium', lowered: null },
    major: null,
    majorWatchSince: null,
    rootCandidates: [
      candidate({
        ci: 'log-01',
        ciName: 'log-01',
        ciClass: 'server',
        score: 1,
        explainedAlerts: 1,
        because: [{ term: 'own', weight: 0.7 }],
        ownAlerts: [full],
      }),
    ],
    services: [],
    users: 0,
    usersDegraded: 0,
    ciCount: 1,
    alertCount: 1,
    openAlertCount: 1,
    alertsBySource: { prometheus: 1 },
    cis: [{ ci: 'log-01', effect: 'at-risk', open: true }],
    lastAlertAt: onset,
    leadAlerts: [full],
    precursors: [],
    notIncluded: [],
    team: 'systems',
    ...parts,
  });
}
