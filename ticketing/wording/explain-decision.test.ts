import { describe, expect, it } from 'vitest';
import { reasons } from '../../domain/decision.ts';
import type { Decision, Reason } from '../../domain/decision.ts';
import type { Json } from '../../domain/json.ts';
import { explainDecision } from './explain-decision.ts';
import type { Language } from './language.ts';

const at = Date.UTC(2026, 10, 23, 19, 16, 46);

function decision(reason: Reason, evidence: Decision['evidence']): Decision {
  return { id: 'J1.0', at, subject: { type: 'alert', id: 'a' }, outcome: 'x', reason, evidence };
}

const failure = {
  problem: 'PRB-2',
  ci: 'sw-core-02',
  name: 'sw-core-02',
  kind: 'reachability',
  count: 3,
  incidents: 3,
};
const problem = { ...failure, withinMs: 2_592_000_000, mode: 'propose', by: 'Anna', why: 'closed' };

/** What each reason's evidence holds at least, by who emits it. */
const evidence: Readonly<Record<Reason, Decision['evidence']>> = {
  'alert-opened': { name: 'HostDown', host: 'srv-01', severity: 'critical', effect: 'down', source: 'prometheus' },
  'alert-refired': { name: 'HostDown', host: 'srv-01', previous: 'p', clearedAt: at },
  'alert-updated': { changed: ['severity'], from: { severity: 'high' }, to: { severity: 'critical' } },
  'alert-cleared': { by: 'clear', openForMs: 366_000 },
  'clear-without-problem': { fingerprint: 'f', name: 'HostDown', host: 'srv-01' },
  'clear-of-older-episode': { fingerprint: 'f', episode: '1', openEpisode: '2' },
  'lease-over': { leaseMs: 300_000, lastSeenAt: at },
  'stale-closed': { silentMs: 86_400_000 },
  'quiet-ended': { quietMs: 600_000, lastSeenAt: at },
  'flapping-started': { changes: 5, windowMs: 600_000 },
  'flapping-ended': { quietMs: 900_000 },
  'problem-proposed': problem,
  'problem-opened': problem,
  'problem-linked': problem,
  'problem-reopened': problem,
  'problem-closed': problem,
  'problem-declined': problem,
  bound: { ci: 'srv-01', by: 'alias', value: '198.51.100.101', confidence: 0.9 },
  unbound: { tried: ['x', 'y'] },
  'bound-ambiguous': { value: 'db', candidates: ['db-01', 'db-02'] },
  rebound: { from: null, to: 'srv-01' },
  'situation-opened': {
    alert: 'a',
    name: 'HostDown',
    ci: 'srv-01',
    nearest: { situation: 'S-1', why: 'too-far', cost: 7.5, limit: 6 },
  },
  'joined-same-ci': { alert: 'a', ci: 'srv-01', member: 'b' },
  'joined-topology': {
    alert: 'a',
    ci: 'srv-01',
    member: 'b',
    path: ['srv-01', 'sw-acc-01', 'sw-core-02'],
    cost: 4.58,
    limit: 6,
  },
  'joined-hub': { alert: 'a', hub: 'sw-core-02', active: 14, below: 20, share: 0.7, needed: 0.5, withinMs: 70_000 },
  'joined-learned': {
    alert: 'a',
    ci: 'srv-01',
    member: 'b',
    cause: 'LinkDown',
    effect: 'PathLost',
    explained: 40,
    causes: 50,
    lift: 12.5,
  },
  'joined-unmatched': { alert: 'a', host: 'x', source: 'syslog', withinMs: 45_000 },
  'situations-merged': { survivor: 'S-1', absorbed: 'S-2', by: 'hub', hub: 'sw-core-02' },
  'became-everyday': { slots: 10, slotMs: 600_000 },
  'burst-began': { count: 40, withinMs: 10_000, most: 3 },
  'everyday-set-aside': { alert: 'a' },
  'kept-apart': { one: 'S1', other: 'S2', ci: 'db', name: 'DiskFull', otherCi: 'gw', otherName: 'CertExpired' },
  'situation-split': { from: 'S1', into: 'S2', cis: ['a', 'b'], by: 'no-path', afterMs: 1_800_000 },
  'storm-opened': { by: 'site', place: 'Lyon', since: at, begun: 21, newPerMinute: 20 },
  'storm-gathered': { incident: 'i', number: 'I-21', place: 'Lyon', priority: 3, newPerMinute: 20, calmMs: 300_000 },
  'storm-calm': { burning: 30, now: 20, newPerMinute: 20, calmMs: 300_000 },
  'storm-split-out': { whole: 'w', wholeNumber: 'I-21', part: 'p', partNumber: 'I-22', why: 'calm', calmMs: 300_000 },
  'incident-split': { whole: 'w', wholeNumber: 'I-1', part: 'p', partNumber: 'I-2' },
  'split-refused': { by: 'Ada', why: 'two faults', cis: ['a'] },
  'joined-text': { host: 'h', source: 'syslog' },
  'joined-group': { ci: 'a', rule: 'r', key: 'r/k' },
  'chronic-set-aside': { alert: 'a', share: 0.6, of: 5 },
  'informs-only': { alert: 'a', name: 'deployed' },
  'in-maintenance': { window: 'm1', until: at, why: 'kernel update' },
  silenced: { silence: '7f', until: at, by: 'alice', why: 'known' },
  'suppressed-by-rule': { rule: 'r2', why: 'test lab' },
  'inhibited-by-rule': { rule: 'r3', when: 'alert.name == "HostDown"', equal: ['ci'] },
  'below-threshold': { rule: 'r4', seen: 1, count: 3, withinMs: 600_000 },
  'expected-hour': {
    ...{ alert: 'a', days: 6, of: 7, withinMs: 1_800_000, usualMs: 2_700_000, holdMs: 4_050_000, until: at },
  },
  held: { holdMs: 60_000, until: at, severity: 'high' },
  blip: { openForMs: 12_000, holdMs: 60_000 },
  'incident-opened': { why: 'hold-over', alert: 'a', severity: 'high', holdMs: 60_000, service: null },
  'incident-resolved': { by: 'clear', lastClearAt: at, afterMs: 300_000, alerts: 43 },
  'incident-reopened': { alert: 'a', resolvedAt: at, withinMs: 1_800_000 },
  'problem-returned': { alert: 'a', name: 'HostDown', lastClearAt: at },
  'incident-merged': { survivor: 'X', survivorNumber: 'I-1' },
  'incident-linked': { older: 'X', olderNumber: 'I-1', resolvedAt: at, reopenMs: 1_800_000 },
  'root-ranked': { first: 'sw-core-02', score: 0.94, second: 'sw-acc-02', secondScore: 0.04, explained: 41, of: 43 },
  'root-unclear': { first: 'a', second: 'b', score: 0.52, secondScore: 0.47 },
  'impact-assessed': {
    impact: 'high',
    because: 'critical-service-down',
    users: 1_200,
    majorFrom: 316,
    services: [{ id: 'shop', name: 'Web shop', state: 'down', group: 'web-tier', up: 0, size: 4, needs: 2 }],
  },
  'priority-set': { priority: 1, from: 3, impact: 'high', urgency: 'high', cap: null },
  'category-set': { category: 'network', from: 'hardware' },
  'cause-by-person': { by: 'Anna', why: 'burnt module', cause: 'sw-1', ranked: 'srv-2' },
  'major-watch': { reasons: ['many-users'], declareAt: at },
  'major-declared': {
    reasons: ['many-users', 'critical-service-down'],
    heldMs: 120_000,
    users: 1_200,
    tenantUsers: 1_580,
    majorFrom: 316,
    services: ['Web shop'],
  },
  'major-downgraded': { heldMs: 600_000 },
  'major-stood-down': { quietMs: 900_000, lastSymptomAt: at },
  acknowledged: { by: 'alice', why: 'mine' },
  'resolved-by-person': { by: 'alice', why: '' },
  'ticket-open': {
    sink: 'desk',
    key: 'K',
    unit: 'incident',
    generation: 1,
    why: 'incident-opened',
    priority: 1,
    continues: null,
  },
  'ticket-update': { sink: 'desk', key: 'K', changes: ['root', 'services'], heldMs: 0 },
  'ticket-escalate': { sink: 'desk', key: 'K', why: 'priority', from: 3, to: 1, changes: ['priority'] },
  'ticket-resolve': { sink: 'desk', key: 'K', by: 'clear', resolvedAt: at },
  'ticket-reopen': { sink: 'desk', key: 'K' },
  'ticket-merge': { sink: 'desk', key: 'K', survivor: 'X', into: 'L' },
  'ticket-coalesced': { sink: 'desk', key: 'K', earlier: 'K.2', later: 'K.3' },
  'ticket-in-doubt': {
    sink: 'glpi',
    key: 'K',
    operation: 'open',
    why: 'no answer',
    code: 'lost',
    attempt: 1,
    quarantineMs: 40_000,
  },
  'ticket-adopted': { sink: 'glpi', key: 'K', ticket: '42' },
  'ticket-retry': { sink: 'glpi', key: 'K', operation: 'open', why: 'busy', code: 'busy', attempt: 2, afterMs: 1_500 },
  assigned: { by: 'Anna', why: '', sink: 'glpi', ticket: '7', assignee: 'Anna', team: 'Network' },
  'priority-by-person': { by: 'Anna', why: '', sink: 'glpi', ticket: '7', priority: 2, from: 3 },
  'user-report-counted': { people: 3, from: 5, since: at, withinMs: 900_000 },
  'crowd-raised': { people: 5, from: 5, since: at, withinMs: 900_000 },
  'priority-kept': { by: 'Anna', priority: 2, ruled: 1 },
  'person-commented': { by: 'Anna', why: 'rebooted it', sink: 'glpi', ticket: '7' },
  'ticket-closed-by-hand': {
    ...{ sink: 'glpi', key: 'K', ticket: '7', by: 'Anna', then: 'reopen', alerts: 3, afterMs: 900_000 },
  },
  'ticket-reopened-by-hand': { sink: 'glpi', key: 'K', ticket: '7' },
  'ticket-merged-by-hand': { sink: 'glpi', key: 'K', ticket: '7', into: '9' },
  'ticket-deleted-by-hand': { sink: 'glpi', key: 'K', ticket: '7' },
  'ticket-stuck-open': { sink: 'glpi', key: 'K', ticket: '7', resent: 1 },
  'ticket-updates-stopped': { sink: 'glpi', key: 'K', ticket: '7', by: 'alice' },
  'ticket-updates-resumed': { sink: 'glpi', key: 'K', ticket: '7', by: 'alice' },
  'ticket-held-back': { sink: 'glpi', perHour: 60 },
  'user-ticket-linked': { sink: 'glpi', ticket: '77', by: 'Web shop', incident: 'I-1', crowd: 3 },
  'ticket-overflow': { sink: 'glpi', key: 'K', incidents: 12, perHour: 60 },
  'ticket-duplicate': { sink: 'glpi', key: 'K', kept: '7', duplicate: '8', by: 'oldest' },
  'sla-warning': { clock: 'respond', share: 0.75, targetMs: 900_000, usedMs: 675_000, dueAt: 1_000_000, priority: 1 },
  'sla-breached': { clock: 'resolve', share: 1, targetMs: 900_000, usedMs: 900_000, dueAt: 1_000_000, priority: 1 },
  'post-mortem-due': { dueAt: 1_000_000 },
  'post-mortem-written': { by: 'Anna', where: 'https://wiki.example.net/pm-12' },
  'ticket-refused': { sink: 'glpi', key: 'K', operation: 'open', why: 'no', code: 'glpi-refused' },
  notified: { kind: 'news', recipients: ['direction'], priority: 1, nextAt: at, above: 5, withinMs: 300_000 },
  escalated: {
    ...{ from: 'n1', to: 'n2', recipients: ['network-n2'], priority: 1, unansweredMs: 300_000, afterMs: 300_000 },
    isLast: false,
  },
  'escalation-stopped': { why: 'taken', by: 'ana', level: 'n2', priority: 1, afterMs: 400_000 },
  'notice-withheld': { why: 'in-maintenance', priority: 1, windows: ['m1'], until: at },
  'notice-collapsed': { kind: 'opened', recipients: ['noc'], priority: 2, nextAt: at, above: 5, withinMs: 300_000 },
  'notice-in-doubt': { sink: 'notify.mail', why: 'no answer', code: 'x', attempt: 1, quarantineMs: 60_000 },
  'notice-retry': { sink: 'notify.mail', why: 'try later', code: 'x', attempt: 1, afterMs: 60_000 },
  'notice-refused': { sink: 'notify.mail', why: 'no such mailbox', code: 'smtp-550' },
};

const languages: readonly Language[] = ['en', 'fr'];

describe('every decision is said in plain sentences', () => {
  it.each(reasons.flatMap((reason) => languages.map((language): [Reason, Language] => [reason, language])))(
    '%s in %s',
    (reason, language) => {
      const said = explainDecision(decision(reason, evidence[reason]), language, { timezone: 'Europe/Paris' });
      for (const [part, text] of Object.entries(said)) {
        expect(text, part).toMatch(/^[\p{Lu}«“\d]|^[a-z0-9]/u);
        expect(text, part).toMatch(/[.]$/);
        expect(text, part).not.toMatch(/\?|undefined|null|NaN|\[object|\s{2}/);
      }
    },
  );

  it.each(reasons.flatMap((reason) => languages.map((language): [Reason, Language] => [reason, language])))(
    '%s in %s stands without evidence',
    (reason, language) => {
      const said = explainDecision(decision(reason, {}), language);
      expect(said.what.length + said.because.length + said.unless.length).toBeGreaterThan(20);
      expect(`${said.what}${said.because}${said.unless}`).not.toMatch(/undefined|NaN|\[object/);
    },
  );
});

describe('examples', () => {
  const paris = { timezone: 'Europe/Paris' };
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

  it('says a path with its distance, and the limit that would have kept it apart', () => {
    expect(explainDecision(decision('joined-topology', evidence['joined-topology']), 'en')).toEqual({
      what: 'The alert joined the situation.',
      because:
        'Its CI srv-01 and the situation hang together: srv-01, sw-acc-01 and sw-core-02 (distance 4.58 of at most 6).',
      unless: 'With a distance above 6, or without one of these relations in the CMDB, it would have stayed apart.',
    });
  });

  it('counts the arithmetic of a group', () => {
    expect(explainDecision(decision('impact-assessed', evidence['impact-assessed']), 'en').because).toBe(
      'Critical service down: Web shop – down (web-tier: 0 of 4 up, needs 2).',
    );
    expect(plain(explainDecision(decision('impact-assessed', evidence['impact-assessed']), 'fr').because)).toBe(
      'Service critique indisponible : Web shop – indisponible (web-tier: 0 sur 4 en service, il en faut 2).',
    );
  });

  it('says how far from major it is by its users, where it is not', () => {
    const degraded = { ...evidence['impact-assessed'], because: 'service-down', users: 300, majorFrom: 500 };
    const unless = (more: object, language: Language): string =>
      plain(explainDecision(decision('impact-assessed', { ...degraded, ...more }), language).unless);
    expect(unless({}, 'en')).toContain('Not major by its users: 300 of 500; 200 more, or a critical service down');
    expect(unless({}, 'fr')).toContain('300 sur 500 ; 200 de plus, ou un service critique arrêté');
    expect(unless({ users: 500 }, 'en')).not.toContain('major');
    expect(unless({ majorFrom: null }, 'en')).not.toContain('major');
  });

  it('speaks French with its own times, numbers and spaces', () => {
    const said = explainDecision(decision('held', evidence.held), 'fr', paris);
    expect(plain(said.what)).toBe(
      "Pas encore de ticket : en attente jusqu'au 23 novembre 2026, 20:16:46 (heure de Paris).",
    );
    expect(said.what).toContain('ticket\u00a0:');
    expect(explainDecision(decision('major-declared', evidence['major-declared']), 'fr').because).toContain(
      '1\u202f200',
    );
  });

  it('uses the names that people know', () => {
    const nameOf = (id: string): string | undefined => (id === 'srv-01' ? 'Payroll server' : undefined);
    expect(explainDecision(decision('bound', evidence.bound), 'en', { nameOf }).what).toBe(
      'The alert is about Payroll server.',
    );
  });

  it('says what was counted before an alert was told, also where pieces are missing or hostile', () => {
    const told = (counted: Json): string =>
      explainDecision(decision('alert-opened', { ...evidence['alert-opened'], counted }), 'en').because;
    const whole = {
      of: 'line',
      by: { user: 'x\n\u202ey' },
      allHosts: false,
      count: 10,
      atLeast: 10,
      withinMs: 600_000,
    };
    expect(told(whole)).toMatch(/ It counted 10 events for x y on this host within 10 min\.$/);
    expect(told({ ...whole, of: 'toString', by: {}, latest: ['srv-1', 'srv-2'] })).toContain(
      'It counted 10 toString on this host within 10 min: srv-1 and srv-2.',
    );
    expect(told('nonsense')).toContain('It counted ');
    expect(told(null)).not.toContain('It counted');
  });

  it('says that a major is worked on above its matrix, and does not call that a cap', () => {
    const told = decision('priority-set', { ...evidence['priority-set'], priority: 2, cap: 'major' });
    expect(explainDecision(told, 'en').because).toMatch(/\. But a declared major incident is worked on first\.$/);
    expect(explainDecision(told, 'fr').because).toMatch(/\. Mais un incident majeur déclaré passe en premier\.$/);
  });

  it.each([
    ['week', 'on this weekday in 4 of the last 5 weeks', 'ce jour de la semaine, 4 des 5 dernières semaines, et'],
    ['month', 'on this day in 4 of the last 5 months', 'ce jour du mois, 4 des 5 derniers mois, et'],
  ])('says in which rhythm an alert was expected: %s', (period, en, fr) => {
    const { days: _none, ...facts } = evidence['expected-hour'];
    const told = decision('expected-hour', { ...facts, period, times: 4, of: 5 });
    expect(explainDecision(told, 'en').because).toContain(en);
    expect(explainDecision(told, 'fr').because.replaceAll('\u00a0', ' ')).toContain(fr);
  });

  it('keeps hostile evidence on one line', () => {
    const hostile = {
      name: 'x\n\u202eevil\u0000',
      host: '__proto__',
      severity: 'constructor',
      effect: 'toString',
      source: 'zabbix',
    };
    const said = explainDecision(decision('alert-opened', hostile), 'en');
    expect(said.what).toBe('Opened the alert “x evil” on __proto__.');
    expect(said.because).toBe(
      'zabbix reported it with severity constructor (toString), and no alert was open for the same condition.',
    );
  });
});
