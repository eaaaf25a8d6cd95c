// The core-switch outage as judging tells it three minutes in: what the mock server's answers are made from.
import type { Incident, Quote, RootCandidate, ServiceHit } from '../../domain/incident.ts';

/** 2026-11-23 20:14:11 in Paris, when the recording starts. */
const stormStart = Date.parse('2026-11-23T19:14:11.561Z');
export const at = (seconds: number): number => stormStart + Math.round(seconds * 1000);
/** The told clock of the pages under test. */
export const stormNow = at(330);

export const majorId = 'QX4MV7K2TB3DAZLC';
export const diskId = 'H5RNE2WQ6PZC7XKA';
const bastionId = 'B2LSM4TYK7QDF3VN';

const quote = (given: Partial<Quote> & Pick<Quote, 'name' | 'host' | 'at'>): Quote => ({
  alert: `${given.name}@${given.host}`,
  message: given.name,
  ci: given.host,
  source: 'syslog',
  severity: 'critical',
  effect: 'down',
  ...given,
});

const servers = Array.from({ length: 20 }, (_, index) => `srv-${String(index + 1).padStart(2, '0')}`);
const accessSwitches = Array.from({ length: 6 }, (_, index) => `sw-acc-0${String(index + 1)}`);
const webs = ['web-01', 'web-02', 'web-03', 'web-04'];

const overheating = quote({
  name: '%PLATFORM_ENV-1-TEMP',
  message: '%PLATFORM_ENV-1-TEMP: Module 3 inlet temperature 78 C above threshold 70 C',
  host: 'sw-core-02',
  at: at(95),
  effect: 'at-risk',
});
const fanTray = quote({
  name: '%PLATFORM_FAN-2-TRAY',
  message: '%PLATFORM_FAN-2-TRAY: Fan tray 2 failed',
  host: 'sw-core-02',
  at: at(104),
  effect: 'at-risk',
});
const unreachable = quote({
  name: 'Unavailable by ICMP ping',
  message: 'Unavailable by ICMP ping',
  host: 'sw-core-02',
  at: at(152.4),
  source: 'zabbix',
});
const shopDown = quote({
  name: 'ShopDown',
  message: 'Shop check-out fails',
  host: 'shop-web',
  at: at(160.7),
  source: 'prometheus',
});

const coreSwitch: RootCandidate = {
  ci: 'sw-core-02',
  ciName: 'sw-core-02',
  ciClass: 'switch',
  score: 0.94,
  explainsCis: [...accessSwitches, ...servers, ...webs, 'lb-01', 'db-02', 'fw-01', 'shop-web'],
  explainedAlerts: 43,
  because: [{ term: 'explains', weight: 0.7 }],
  against: [],
  ownAlerts: [overheating, fanTray, unreachable],
};

const candidate = (ci: string, score: number, explained: number, against: string[]): RootCandidate => ({
  ...coreSwitch,
  ci,
  ciName: ci,
  score,
  explainsCis: servers.slice(0, explained),
  explainedAlerts: explained,
  against,
  ownAlerts: [],
});

const reasonOf = (given: Partial<ServiceHit['because'][number]>): ServiceHit['because'][number] => ({
  ci: null,
  group: null,
  up: null,
  size: null,
  needs: null,
  effect: null,
  inferred: false,
  ...given,
});

const services: ServiceHit[] = [
  {
    ...{ id: 'shop', name: 'Web shop', criticality: 'critical', users: 1200, state: 'down' },
    ...{ since: at(121.5), restoredAt: null, inHours: true },
    because: [reasonOf({ group: 'web-tier', up: 0, size: 4, needs: 2 }), reasonOf({ ci: 'shop-web', effect: 'down' })],
  },
  {
    ...{ id: 'batch', name: 'Nightly batch', criticality: 'medium', users: 40, state: 'down' },
    ...{ since: at(124), restoredAt: null, inHours: true },
    because: [reasonOf({ group: 'batch-farm', up: 0, size: 16, needs: 8 })],
  },
  {
    ...{ id: 'internet-access', name: 'Internet access', criticality: 'high', users: 300, state: 'degraded' },
    ...{ since: at(126), restoredAt: null, inHours: false },
    because: [reasonOf({ ci: 'fw-01', effect: 'degraded' })],
  },
];

const cis: Incident['cis'] = [
  ...['sw-core-02', ...accessSwitches, ...servers, 'shop-web'].map((ci) => ({
    ci,
    effect: 'down' as const,
    open: true,
  })),
  ...[...webs, 'lb-01', 'fw-01', 'db-02'].map((ci) => ({ ci, effect: 'degraded' as const, open: true })),
];

export const major: Incident = {
  ...{ id: majorId, number: 'I-2', tenant: 'default', situation: 'S-2', state: 'open', category: 'network' },
  ...{ openedAt: at(95), incidentAt: at(121), resolvedAt: null, resolvedBy: null },
  ...{ priority: 1, priorityCap: null, impact: 'high', urgency: 'high', impactBecause: 'critical-service-down' },
  urgencyBecause: { of: 'service', name: 'Web shop', criticality: 'critical', lowered: null },
  major: {
    ...{ declaredAt: at(241.5), downgradedAt: null, stoodDownAt: null },
    reasons: ['critical-service-down', 'many-users'],
  },
  majorWatchSince: at(121.5),
  rootCandidates: [
    coreSwitch,
    candidate('sw-acc-04', 0.03, 5, ['later-than-symptoms', 'does-not-explain:39']),
    candidate('lb-01', 0.02, 4, ['does-not-explain:40']),
  ],
  ...{ rootClear: true, services, users: 1240, usersDegraded: 300, usersUpTo: false, tenantUsers: 1580 },
  ...{ cis, ciCount: cis.length, alertCount: 44, openAlertCount: 44 },
  alertsBySource: { zabbix: 24, prometheus: 17, syslog: 3 },
  ...{ firstAlertAt: at(95), lastAlertAt: at(235.7), lastClearAt: null },
  leadAlerts: [unreachable, shopDown],
  precursors: [overheating, fanTray],
  notIncluded: [
    {
      situation: 'S-1',
      incident: diskId,
      quote: quote({
        name: 'DiskAlmostFull',
        message: 'log-01.example.net:9100 /var/log 9% free',
        host: 'log-01',
        at: at(70.7),
        source: 'prometheus',
        severity: 'warning',
        effect: 'at-risk',
      }),
      why: 'no-path',
    },
  ],
  ...{ team: 'network', acknowledgedBy: null, acknowledgedAt: null, mergedInto: null, continues: null },
  environment: 'production',
};

const small: Incident = {
  ...major,
  ...{ impact: 'low', urgency: 'low', impactBecause: 'no-service', major: null, majorWatchSince: null, services: [] },
  ...{ users: 0, usersDegraded: 0, alertCount: 1, openAlertCount: 1, ciCount: 1, precursors: [], notIncluded: [] },
};

export const disk: Incident = {
  ...small,
  ...{ id: diskId, number: 'I-1', situation: 'S-1', category: 'hardware', priority: 5, priorityCap: 'at-risk' },
  ...{
    openedAt: at(70.7),
    incidentAt: at(70.7),
    team: 'systems',
    acknowledgedBy: 'Inès Moreau',
    acknowledgedAt: at(140),
  },
  urgencyBecause: { of: 'ci', name: 'log-01', criticality: 'low', lowered: null },
  rootCandidates: [{ ...candidate('log-01', 1, 1, []), ciName: 'log-01.example.net', ciClass: 'server' }],
  cis: [{ ci: 'log-01', effect: 'at-risk', open: true }],
  leadAlerts: major.notIncluded.map((other) => other.quote),
  alertsBySource: { prometheus: 1 },
};

export const bastion: Incident = {
  ...small,
  ...{ id: bastionId, number: 'I-3', situation: 'S-3', category: 'security', priority: 4, team: 'security' },
  ...{ openedAt: at(180), incidentAt: at(240), alertCount: 12, openAlertCount: 2 },
  urgencyBecause: { of: 'ci', name: 'bastion-01', criticality: 'medium', lowered: null },
  rootCandidates: [{ ...candidate('bastion-01', 1, 12, []), ciName: 'bastion-01.example.net', ciClass: 'server' }],
  cis: [{ ci: 'bastion-01', effect: 'degraded', open: true }],
  leadAlerts: [
    quote({
      ...{ name: 'Repeated failed logins', host: 'bastion-01', at: at(180), severity: 'high', effect: 'degraded' },
      message: 'Failed password for invalid user admin from 203.0.113.9',
    }),
  ],
  alertsBySource: { syslog: 12 },
};

export const printer: Incident = {
  ...small,
  ...{ id: 'PR7NTER2QAZX4WSE', number: 'I-0', situation: 'S-0', state: 'resolved', category: 'hardware', priority: 4 },
  ...{ openedAt: at(-5400), incidentAt: at(-5340), resolvedAt: at(-2700), resolvedBy: 'clear', team: 'systems' },
  rootCandidates: [{ ...candidate('prn-07', 1, 1, []), ciName: 'prn-07', ciClass: 'printer' }],
  leadAlerts: [quote({ name: 'Paper jam', host: 'prn-07', at: at(-5400), source: 'zabbix', severity: 'warning' })],
};

export interface StormAlert {
  readonly name: string;
  readonly ci: string;
  readonly source: 'zabbix' | 'prometheus' | 'syslog';
  readonly message: string;
  readonly openedAt: number;
}

export const stormAlerts: readonly StormAlert[] = [
  { name: overheating.name, ci: 'sw-core-02', source: 'syslog', message: overheating.message, openedAt: at(95) },
  { name: fanTray.name, ci: 'sw-core-02', source: 'syslog', message: fanTray.message, openedAt: at(104) },
  { name: 'ShopDown', ci: 'shop-web', source: 'prometheus', message: 'Shop check-out fails', openedAt: at(160.7) },
  ...servers.map((ci, index): StormAlert => ({
    ...{ name: 'HostDown', ci, source: 'prometheus', message: `${ci}.example.net:9100 does not answer` },
    openedAt: at(160.7 + index * 0.01),
  })),
  ...servers.slice(4).map((ci, index): StormAlert => ({
    ...{ name: 'Unavailable by ICMP ping', ci, source: 'zabbix', message: 'Last three attempts returned timeout' },
    openedAt: at(152.4 + index * 0.7),
  })),
  ...webs.map((ci, index): StormAlert => ({
    ...{ name: 'HighErrorRate', ci, source: 'prometheus', message: `shop on ${ci}: ${String(41 + index * 4)}% errors` },
    openedAt: at(160.744 + index * 0.01),
  })),
  {
    name: 'ReplicationLag',
    ci: 'db-02',
    source: 'prometheus',
    message: 'Replica is 110 s behind',
    openedAt: at(235.7),
  },
];
