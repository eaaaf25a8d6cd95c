import { beforeEach, describe, expect, it } from 'vitest';
import { emptyCmdb } from '../../domain/cmdb.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notice.ts';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { StageFeed } from '../../tests/fakes/stage-feed.ts';
import { createNotifyingStage } from './stage.ts';

const minute = 60_000;
const policy = Policy.parse({
  notify: {
    recipients: Object.fromEntries(['noc', 'on-call', 'boss', 'cio'].map((name) => [name, { sink: 'notify.mail' }])),
    levels: { n1: ['noc'], n2: ['on-call'], manager: ['boss'] },
    crisis: ['cio'],
  },
});
const p1 = outage({ major: null });

let stage: Stage;
let feeding: StageFeed;
let now: number;
let reasons: string[];

function feed(kind: string, body: unknown): Notice[] {
  const out = feeding.give(stage, { kind, body, at: now });
  const steps = out.map((one) => one.record.body as TicketStep);
  reasons.push(...steps.flatMap(({ decisions }) => decisions).map(({ reason, outcome }) => `${reason} ${outcome}`));
  return steps.flatMap(({ operation }) => operation?.notice ?? []);
}

const change = (incident: Incident): string[] =>
  told(feed('incident-change', { incident, changes: [], absorbed: [], decisions: [] }));
const told = (notices: readonly Notice[]): string[] => notices.map(({ recipient, kind }) => `${recipient} ${kind}`);

/** Ticks as the owner gives them, until that long after the onset; who was told when, in minutes. */
function runUntil(minutes: number): string[] {
  const heard: string[] = [];
  for (let due = stage.nextDueAt(); due !== null && due <= onset + minutes * minute; due = stage.nextDueAt()) {
    now = Math.max(now + 1_000, Math.ceil(due / 1_000) * 1_000);
    for (const one of told(feed('tick', {}))) heard.push(`${((now - onset) / minute).toFixed(0)} ${one}`);
  }
  now = onset + minutes * minute;
  return heard;
}

function restart(cmdb: Cmdb = emptyCmdb): void {
  stage = createNotifyingStage({ policy, cmdb });
  stage.restore(feeding.rows.values());
}

beforeEach(() => {
  feeding = new StageFeed();
  [now, reasons] = [onset, []];
  stage = createNotifyingStage({ policy, cmdb: emptyCmdb });
});

describe('escalation', () => {
  it('asks a P1 every 5 min, a P2 every 15, level by level; one that nobody answers at is passed over', () => {
    expect(change(p1)).toEqual(['noc opened']);
    expect(runUntil(60)).toEqual(['5 on-call escalated', '10 boss escalated']);
    expect(stage.nextDueAt()).toBeNull();
    change({ ...p1, id: 'other', number: 'I-2', priority: 2 });
    const from = stage.nextDueAt();
    expect(from).toBe(onset + 75 * minute);
  });

  it.each([
    ['the console', { acknowledgedBy: 'ana' }],
    ['a ticket taken in charge', { assignee: 'ana' }],
    ['its end', { state: 'resolved' as const, resolvedAt: onset }],
    ['its merge', { state: 'merged' as const, mergedInto: 'x' }],
    ['a lower priority', { priority: 3 as const }],
  ])('is stopped by %s', (_name, parts) => {
    change(p1);
    now += 4 * minute;
    expect(change({ ...p1, ...parts })).toEqual([]);
    expect(runUntil(60)).toEqual([]);
    expect(reasons.some((reason) => reason.startsWith('escalation-stopped'))).toBe(true);
  });

  it('goes on where it stood after a restart, and climbs one level alone after a long stand-still', () => {
    change(p1);
    now += 2 * minute;
    restart();
    expect(runUntil(4)).toEqual([]);
    expect(runUntil(6)).toEqual(['5 on-call escalated']);
    restart();
    now = onset + 180 * minute;
    expect(told(feed('tick', {}))).toEqual(['boss escalated']);
  });

  it('is not moved by a clock that goes back', () => {
    change(p1);
    now -= 30 * minute;
    expect(told(feed('tick', {}))).toEqual([]);
    now = onset + 5 * minute - 1_000;
    expect(told(feed('tick', {}))).toEqual([]);
    now += 1_000;
    expect(told(feed('tick', {}))).toEqual(['on-call escalated']);
  });

  it('waits while no alert is open any more', () => {
    change(p1);
    now += 3 * minute;
    change({ ...p1, openAlertCount: 0 });
    expect(runUntil(30)).toEqual([]);
    expect(stage.nextDueAt()).toBeNull();
    expect(change({ ...p1, openAlertCount: 4 })).toEqual(['on-call escalated']);
  });
});

describe('nobody is told', () => {
  it('of what is not in production, below P2, or where nobody is named', () => {
    expect(change({ ...p1, environment: 'test' })).toEqual([]);
    expect(change({ ...p1, id: 'b', priority: 3 })).toEqual([]);
    expect(runUntil(60)).toEqual([]);
    expect(reasons).toEqual(['notice-withheld not-production']);
    stage = createNotifyingStage({ policy: Policy.parse({}), cmdb: emptyCmdb });
    expect(change({ ...outage(), id: 'c' })).toEqual([]);
    expect(stage.nextDueAt()).toBeNull();
  });

  it('of what is in maintenance as a whole, until the window ends; what it broke elsewhere is told', () => {
    const window = {
      from: new Date(onset - minute).toISOString(),
      to: new Date(onset + 20 * minute).toISOString(),
      reason: '',
    };
    restart({ ...emptyCmdb, maintenance: [{ id: 'm1', cis: ['sw-core-02', 'srv-01'], ...window }] });
    const planned = { ...p1, ciCount: 2 };
    expect(change(planned)).toEqual([]);
    expect(runUntil(30)).toEqual(['20 noc opened', '25 on-call escalated', '30 boss escalated']);
    const beyond = [...planned.cis, { ci: 'srv-99', effect: 'down' as const, open: true }];
    now = onset;
    restart({ ...emptyCmdb, maintenance: [{ id: 'm1', cis: ['sw-core-02', 'srv-01'], ...window }] });
    expect(change({ ...planned, id: 'c', cis: beyond, ciCount: 3 })).toEqual(['noc opened']);
  });
});

describe('a major', () => {
  const major = outage({ acknowledgedBy: 'ana' });
  const over = { ...major, major: major.major && { ...major.major, stoodDownAt: onset + 80 * minute } };

  it('is told to the crisis cell when it is declared, every 30 min, on change, and at its end', () => {
    expect(change(major)).toEqual(['cio declared']);
    expect(runUntil(75)).toEqual(['30 cio news', '60 cio news']);
    expect(change({ ...major, acknowledgedBy: 'bob' })).toEqual(['cio changed']);
    expect(runUntil(100)).toEqual([]);
    expect(runUntil(106)).toEqual(['105 cio news']);
    expect(change(over)).toEqual(['cio stood-down']);
    expect(runUntil(300)).toEqual([]);
  });

  it('tells changes of a minute in one message, as it stands then', () => {
    change(major);
    now += 10_000;
    expect(change({ ...major, services: [] })).toEqual([]);
    now += 10_000;
    expect(change({ ...major, services: [], acknowledgedBy: 'bob' })).toEqual([]);
    expect(runUntil(5)).toEqual(['1 cio changed']);
  });

  it('that ends before its beginning could be told is told as over, once', () => {
    change({ ...major, id: 'z' });
    change(major);
    now += 5_000;
    change(over);
    expect(runUntil(3)).toEqual(['1 cio stood-down']);
  });
});

describe('a storm of incidents', () => {
  it('collapses into digests, and loses no beginning of a major', () => {
    const heard: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      now += 1_000;
      heard.push(...change({ ...p1, id: `i${String(n)}`, number: `I-${String(n)}` }));
    }
    expect(heard).toEqual(Array.from({ length: 5 }, () => 'noc opened'));
    expect(runUntil(4)).toEqual(['1 noc digest']);
    expect(change({ ...outage(), id: 'm', number: 'I-99' })).toContain('cio declared');
    expect(reasons.filter((reason) => reason === 'notice-collapsed opened')).toHaveLength(15);
  });
});
