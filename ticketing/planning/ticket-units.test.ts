import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { incidentLifeKind } from '../../domain/incident-life.ts';
import type { IncidentLife } from '../../domain/incident-life.ts';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { ticketPlannedKind, ticketSightingKind } from '../../domain/ticket.ts';
import type { TicketOperation, TicketSighting, TicketStep } from '../../domain/ticket.ts';
import { onset, outage, quote } from '../../tests/fakes/outage-incident.ts';
import { StageFeed } from '../../tests/fakes/stage-feed.ts';
import { createPlanningStage } from './stage.ts';

const minute = 60_000;
const sinks = [{ name: 'glpi', language: 'en' as const }];
let stage: Stage;
let now: number;
let feeding: StageFeed;
let lives: IncidentLife[];

function open(policy: object): void {
  stage = createPlanningStage({ sinks, policy: Policy.parse({ problems: { mode: 'off' }, ...policy }) });
  now = onset;
  feeding = new StageFeed();
  lives = [];
}

function feed(kind: string, body: unknown): TicketOperation[] {
  const out = feeding.give(stage, { kind, body, at: now });
  lives.push(
    ...out.filter(({ record: each }) => each.kind === incidentLifeKind).map((each) => each.record.body as never),
  );
  const planned = out.filter(({ record: each }) => each.kind === ticketPlannedKind);
  return planned.map(({ record: each }) => (each.body as TicketStep).operation);
}

const change = (incident: Incident): TicketOperation[] =>
  feed('incident-change', { incident, changes: [], absorbed: [], decisions: [] });
const tick = (): TicketOperation[] => feed('tick', {});
const told = (operations: readonly TicketOperation[]): string[] => operations.map(({ op, unit }) => `${op} ${unit}`);
const per = (granularity: string, more: object = {}): void =>
  open({ ticketing: { routes: [{ per: granularity }], ...more }, sla: { enabled: false } });

const calm = outage({ major: null, priority: 3 });
const cis = (...parts: readonly [ci: string, isOpen: boolean][]): Incident['cis'] =>
  parts.map(([ci, isOpen]) => ({ ci, effect: 'down', open: isOpen, clearedAt: isOpen ? null : now }));

describe('a ticket per part', () => {
  beforeEach(() => per('ci'));

  it('gives each CI its own key, order and text', () => {
    const operations = change({ ...calm, cis: cis(['sw-1', true], ['srv-1', true]) });
    expect(told(operations)).toEqual(['open ci:sw-1', 'open ci:srv-1']);
    expect(new Set(operations.map(({ key }) => key)).size).toBe(2);
    expect(operations.map(({ seq }) => seq)).toEqual([1, 1]);
    expect(operations[0]?.fields.technicalText).toContain('Part of incident I-1: this ticket is about CI sw-1');
  });

  it('opens one for a CI that joins, and resolves each once its own part is over for five minutes', () => {
    change({ ...calm, cis: cis(['sw-1', true]) });
    now += minute;
    const later = { ...calm, cis: cis(['sw-1', false], ['srv-1', true]) };
    expect(told(change(later))).toEqual(['open ci:srv-1']);
    expect(stage.nextDueAt()).toBe(now + 5 * minute);
    now += 5 * minute;
    expect(told(tick())).toEqual(['resolve ci:sw-1']);
    expect(told(change({ ...calm, cis: cis(['sw-1', true], ['srv-1', true]) }))).toEqual(['reopen ci:sw-1']);
    expect(
      told(change({ ...calm, state: 'resolved', resolvedAt: now, resolvedBy: 'clear', cis: cis(['sw-1', false]) })),
    ).toEqual(['resolve ci:sw-1', 'resolve ci:srv-1']);
  });

  it('opens none for what was over before it could', () => {
    per('ci', { createsPerHour: 1 });
    const both = { ...calm, cis: cis(['sw-1', true], ['srv-1', true]) };
    expect(told(change(both))).toEqual(['open ci:sw-1', 'open overflow']);
    now += minute;
    change({ ...both, cis: cis(['sw-1', true], ['srv-1', false]) });
    now += 5 * minute;
    expect(told(tick())).toEqual(['resolve overflow']);
  });

  it('is bounded by the hour even in a major: one ticket wakes people', () => {
    per('ci', { createsPerHour: 2 });
    const many = cis(['a', true], ['b', true], ['c', true], ['d', true]);
    expect(told(change(outage({ cis: many })))).toEqual(['open ci:a', 'open ci:b', 'open overflow']);
    now += 61 * minute;
    expect(told(tick())).toEqual(['open ci:c', 'open ci:d', 'resolve overflow']);
  });

  it('keeps what it is of when another route would fit later', () => {
    open({
      ticketing: { routes: [{ when: { priority: [3] }, per: 'ci' }] },
      sla: { enabled: false },
    });
    change({ ...calm, cis: cis(['sw-1', true]) });
    now += minute;
    const worse = { ...calm, priority: 2 as const, cis: cis(['sw-1', true], ['srv-1', true]) };
    expect(told(change(worse))).toEqual(['escalate ci:sw-1', 'open ci:srv-1']);
  });

  it('merges each part into the survivor’s ticket of the same part, else into any', () => {
    const [survivor] = change({ ...calm, id: 'OLD', cis: cis(['sw-1', true]) });
    change({ ...calm, cis: cis(['sw-1', true], ['srv-1', true]) });
    const merged = change({ ...calm, state: 'merged', mergedInto: 'OLD', cis: [] });
    expect(told(merged)).toEqual(['merge ci:sw-1', 'merge ci:srv-1']);
    expect(merged.map(({ fields }) => fields.into)).toEqual([survivor?.key, survivor?.key]);
  });

  it('takes a closed part for that part alone', () => {
    const [first] = change({ ...calm, openAlertCount: 0, cis: cis(['sw-1', true]) });
    now += minute;
    const sighting: TicketSighting = {
      ...{ sink: 'glpi', incident: calm.id, key: first?.key ?? '', ticket: '7', url: null, afterSeq: 1 },
      ...{ standing: 'closed', changedAt: now, priority: null, team: null, assignee: 'lea', mergedInto: null },
      comments: [],
    };
    expect(told(feed(ticketSightingKind, sighting))).toEqual(['update ci:sw-1']);
  });

  it('goes on after a restart as if there had been none', () => {
    change({ ...calm, cis: cis(['sw-1', true], ['srv-1', true]) });
    now += minute;
    change({ ...calm, cis: cis(['sw-1', false], ['srv-1', true]) });
    const again = createPlanningStage({
      sinks,
      policy: Policy.parse({ ticketing: { routes: [{ per: 'ci' }] }, problems: { mode: 'off' } }),
    });
    again.restore(feeding.rows.values());
    expect(again.nextDueAt()).toBe(stage.nextDueAt());
  });
});

describe('other parts', () => {
  it('per service: its users, its end', () => {
    per('service');
    const operations = change(calm);
    expect(told(operations)).toEqual(['open service:shop', 'open service:internet']);
    expect(operations[0]?.fields.title).toContain('Web shop down (1,200 users)');
    expect(operations[1]?.fields.title).toContain('Internet access degraded');
    const [shop, internet] = calm.services;
    if (shop === undefined || internet === undefined) throw new Error('two services are hit');
    change({ ...calm, services: [shop, { ...internet, restoredAt: now }] });
    now += 5 * minute;
    expect(told(tick())).toEqual(['resolve service:internet']);
  });

  it('per service, without one hit: the incident', () => {
    per('service');
    expect(told(change({ ...calm, services: [] }))).toEqual(['open incident']);
  });

  it('per alert: those that judging tells', () => {
    per('alert');
    const alerts = ['a', 'b'].map((alert) => ({
      quote: quote({ alert, name: `Check ${alert}` }),
      open: true,
      clearedAt: null,
    }));
    const operations = change({ ...calm, alerts });
    expect(told(operations)).toEqual(['open alert:a', 'open alert:b']);
    expect(operations[1]?.fields.title).toContain('Check b');
  });
});

describe('the life of an incident, in planning', () => {
  it('is told as it moves on; the ticket gets a comment at 75 and 100 %', () => {
    open({});
    change(calm);
    expect(lives).toHaveLength(1);
    const at = stage.nextDueAt() ?? 0;
    now = at;
    expect(tick()).toEqual([]);
    expect(lives.at(-1)?.decisions).toMatchObject([{ reason: 'sla-warning', evidence: { share: 0.5 } }]);
    now = stage.nextDueAt() ?? 0;
    const [note] = tick();
    expect(note).toMatchObject({ op: 'update', fields: { publicText: '' } });
    expect(note?.fields.technicalText).toMatch(/^75 % of the time is used up: to be taken in charge by /u);
  });

  it('goes without tickets too', () => {
    open({ ticketing: { routes: [{ sinks: [] }] } });
    expect(change(calm)).toEqual([]);
    expect(lives[0]?.clocks).toHaveLength(2);
  });

  it('waits while a ticket waits for its user', () => {
    open({});
    const [first] = change({ ...calm, acknowledgedBy: 'lea', acknowledgedAt: now });
    now += minute;
    feed(ticketSightingKind, {
      ...{ sink: 'glpi', incident: calm.id, key: first?.key, ticket: '7', url: null, afterSeq: 1 },
      ...{ standing: 'pending', changedAt: now, priority: null, team: null, assignee: 'lea', mergedInto: null },
      comments: [],
    });
    expect(lives.at(-1)?.clocks).toMatchObject([{ state: 'met' }, { clock: 'resolve', state: 'waiting', dueAt: null }]);
  });
});
