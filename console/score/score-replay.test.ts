import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Found, FoundAlert, FoundIncident } from './found.ts';
import { scoreGrouping } from './grouping.ts';
import { labelAlerts } from './label-alerts.ts';
import { printScore } from './print-score.ts';
import { scoreReplay } from './score-replay.ts';
import { Truth } from './truth.ts';
import { alertMatches, wildcardMatches } from './wildcard.ts';

const startedAt = '2026-11-23T19:00:00.000Z';

/** `A1` is on CI `a` by its first letter, in incident `incident`. */
function alert(id: string, incident: string | null, told: Partial<FoundAlert> = {}): FoundAlert {
  const openedAt = '2026-11-23T19:00:10.000Z';
  return {
    id,
    sources: ['zabbix'],
    name: id,
    ci: id.charAt(0).toLowerCase(),
    openedAt,
    situation: null,
    incident,
    ...told,
  };
}

function incident(id: string, told: Partial<FoundIncident> = {}): FoundIncident {
  return {
    id,
    number: `I-${id}`,
    category: 'network',
    priority: 1,
    major: null,
    rootCandidates: [],
    mergedInto: null,
    ...told,
  };
}

/** T1: alerts on `a`, those on `o` optional. T2: alerts on `b`. */
function truth(told: object = {}): Truth {
  const window = { from_ms: 0, to_ms: 60_000 };
  const first = { id: 'T1', rootCis: ['sw-*'], category: 'network', priority: [1], major: true, ...window };
  const second = {
    id: 'T2',
    rootCis: ['b'],
    category: 'hardware',
    acceptCategories: ['software'],
    priority: [4, 5],
    major: false,
    ...window,
  };
  return Truth.parse({
    version: 1,
    started_at: startedAt,
    incidents: [
      { ...first, members: [{ ci: 'a' }], optional: [{ ci: 'o' }] },
      { ...second, members: [{ source: 'zabbix', ci: 'b', name: '*' }] },
    ],
    ...told,
  });
}

const grouping = (alerts: readonly FoundAlert[]) => scoreGrouping(labelAlerts(alerts, truth()), ['T1', 'T2']);
const found = (told: Partial<Found>): Found => ({ alerts: [], incidents: [], tickets: [], ...told });

describe('wildcardMatches', () => {
  it.each([
    ['*', '', true],
    ['srv-*', 'srv-01', true],
    ['srv-*', 'sr-01', false],
    ['*SEC_LOGIN*', '%SEC_LOGIN-5-LOGIN_SUCCESS', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a__b__c', true],
    ['a*b*c', 'a__c__b', false],
    ['plain', 'plain', true],
    ['plain', 'plainly', false],
    ['(.*', '(x', false],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(wildcardMatches(pattern, text)).toBe(expected);
  });

  it('matches by any of the sources, and an unbound alert only where any CI will do', () => {
    const told = alert('A1', null, { sources: ['zabbix', 'syslog'], ci: null });
    expect(alertMatches({ source: 'syslog' }, told)).toBe(true);
    expect(alertMatches({ source: 'prometheus' }, told)).toBe(false);
    expect(alertMatches({ ci: 'a*' }, told)).toBe(false);
    expect(alertMatches({ ci: '*' }, told)).toBe(true);
  });
});

describe('scoreGrouping', () => {
  it('is perfect where clusters are the true incidents', () => {
    const score = grouping([alert('A1', 'x'), alert('A2', 'x'), alert('B1', 'y'), alert('B2', 'y')]);
    expect(score).toEqual({ precision: 1, recall: 1, f1: 1, ari: 1, bestOverlapF1: 1 });
  });

  it('counts pairs by hand: {A1 A2 B1} {A3}', () => {
    // True pairs A1A2 A1A3 A2A3 (3); found pairs A1A2 A1B1 A2B1 (3); right: A1A2.
    // ARI: expected 3 × 3 / 6 = 1.5, highest 3: (1 − 1.5) / 1.5. T1 best {A1 A2 B1}: 2/3, 2/3; T2 best: 1/3, 1.
    const score = grouping([alert('A1', 'x'), alert('A2', 'x'), alert('B1', 'x'), alert('A3', null)]);
    expect(score.precision).toBeCloseTo(1 / 3);
    expect(score.recall).toBeCloseTo(1 / 3);
    expect(score.f1).toBeCloseTo(1 / 3);
    expect(score.ari).toBeCloseTo(-1 / 3);
    expect(score.bestOverlapF1).toBeCloseTo((2 / 3 + 1 / 2) / 2);
  });

  it('counts optional alerts neither way', () => {
    const certain = [alert('A1', 'x'), alert('A2', 'x'), alert('B1', 'y')];
    const joined = grouping([...certain, alert('O1', 'x'), alert('O2', 'y')]);
    const apart = grouping([...certain, alert('O1', null), alert('O2', null)]);
    expect(joined).toEqual(grouping(certain));
    expect(apart).toEqual(grouping(certain));
  });

  it('holds an alert that belongs nowhere against the incident that took it, not against itself', () => {
    // Found pairs A1A2, A1N, A2N; right A1A2.
    expect(grouping([alert('A1', 'x'), alert('A2', 'x'), alert('N1', 'x')]).precision).toBeCloseTo(1 / 3);
    expect(grouping([alert('A1', 'x'), alert('A2', 'x'), alert('N1', 'z'), alert('N2', 'z')]).precision).toBe(1);
  });

  it('labels by the time of opening', () => {
    const late = alert('A2', 'y', { openedAt: '2026-11-23T19:01:00.001Z' });
    const early = alert('A3', 'y', { openedAt: '2026-11-23T18:59:59.999Z' });
    expect(labelAlerts([alert('A1', 'x'), late, early], truth()).map((one) => one.truth)).toEqual(['T1', null, null]);
  });

  it('groups by situation where there is no incident', () => {
    const score = grouping([alert('A1', null, { situation: 's' }), alert('A2', null, { situation: 's' })]);
    expect(score.recall).toBe(1);
  });
});

describe('scoreReplay', () => {
  const alerts = [alert('A1', 'x'), alert('A2', 'x'), alert('B1', 'y')];
  const candidates = (...cis: string[]) => cis.map((ci) => ({ ci }));

  it('judges root, priority, major, category and tickets', () => {
    const score = scoreReplay(
      found({
        alerts,
        incidents: [
          incident('x', { rootCandidates: candidates('a', 'sw-1'), major: {} }),
          incident('y', { rootCandidates: candidates('b'), priority: 3, category: 'software' }),
          incident('w', { mergedInto: 'x' }),
        ],
        tickets: [
          { op: 'open', incident: 'x', key: 'K1' },
          { op: 'update', incident: 'x', key: 'K1' },
          { op: 'open', incident: 'w', key: 'K2' },
          { op: 'open', incident: 'y', key: 'K3' },
        ],
      }),
      truth(),
    );
    expect(score).toMatchObject({ rootTop1: 0.5, rootTop3: 1, priorityHits: 0.5, majorHits: 1, categoryHits: 1 });
    expect(score).toMatchObject({ tickets: 3, ticketsPerTrueIncident: 1.5, extras: [], violations: [] });
    expect(score.incidents).toMatchObject([
      { id: 'T1', members: 2, found: { id: 'x' }, rootTop1: false, rootTop3: true, priority: true, tickets: 2 },
      { id: 'T2', members: 1, found: { id: 'y' }, rootTop1: true, priority: false, major: true, tickets: 1 },
    ]);
  });

  it('gives nothing for an incident that was not found', () => {
    const score = scoreReplay(found({ alerts: [alert('A1', null), alert('A2', null)] }), truth());
    expect(score.incidents[0]).toMatchObject({ found: null, f1: 0, rootTop3: false, priority: false, major: false });
    expect(score).toMatchObject({ rootTop1: 0, majorHits: 0, tickets: 0 });
  });

  it('tells what opened besides: allowed, forbidden, optional, unexpected; and too many tickets', () => {
    const labels = truth({
      mayOpen: [{ why: 'guessing', source: 'syslog', ci: 'm', priority: [4], major: false }],
      mustNotOpen: [{ why: 'logins', source: 'syslog', ci: 'f', name: '*LOGIN*' }],
      maxTickets: 1,
    });
    const line = (id: string, held: string) => alert(id, held, { sources: ['syslog'] });
    const score = scoreReplay(
      found({
        alerts: [line('M1', 'm'), line('M2', 'm2'), line('FLOGIN', 'f'), line('O1', 'o'), line('Q1', 'q')],
        incidents: [
          incident('m', { priority: 4 }),
          incident('m2', { priority: 1 }),
          incident('f'),
          incident('o'),
          incident('q'),
        ],
        tickets: [
          { op: 'open', incident: 'm', key: 'K1' },
          { op: 'open', incident: 'f', key: 'K2' },
        ],
      }),
      labels,
    );
    expect(score.extras.map(({ incident: id, kind }) => [id, kind])).toEqual([
      ['m', 'allowed'],
      ['m2', 'unexpected'],
      ['f', 'forbidden'],
      ['o', 'optional'],
      ['q', 'unexpected'],
    ]);
    expect(score.violations).toEqual([
      'I-m2 answers to no label',
      'I-f must not open: logins',
      'I-q answers to no label',
      '2 tickets, at most 1',
    ]);
  });

  it('lets a forbidden alert join a true incident where that is optional', () => {
    const labels = truth({ mustNotOpen: [{ ci: 'o' }] });
    const score = scoreReplay(found({ alerts: [...alerts, alert('O1', 'x')], incidents: [incident('x')] }), labels);
    expect(score.violations).toEqual([]);
  });

  it('prints what a person needs to see', () => {
    const labels = truth({ maxTickets: 0 });
    const tickets = [{ op: 'open', incident: 'x', key: 'K1' }];
    const text = printScore(scoreReplay(found({ alerts, incidents: [incident('x')], tickets }), labels));
    expect(text).toContain('pairwise F1            1.000\n');
    expect(text).toContain('T1  – 2 alerts, I-x, F1 1.000, 1 tickets, wrong: rootTop1, major\n');
    expect(text).toContain('VIOLATION: 1 tickets, at most 0\n');
  });
});

describe('Truth', () => {
  it('reads the labels of the recorded storm', () => {
    const storm = Truth.parse(JSON.parse(readFileSync('tests/fixtures/storm/truth.json', 'utf8')));
    expect(storm.incidents.map(({ id, members }) => [id, members.length])).toEqual([
      ['T1', 8],
      ['T2', 1],
    ]);
    expect(storm.maxTickets).toBe(4);
  });

  it.each([
    {},
    { version: 2 },
    { version: 1, started_at: 'yesterday', incidents: [] },
    { version: 1, started_at: startedAt },
  ])('refuses %j', (labels) => {
    expect(Truth.safeParse(labels).success).toBe(false);
  });
});
