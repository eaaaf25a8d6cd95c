import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import { ticketClosedForGoodKind, TicketStep } from '../../domain/ticket.ts';
import { candidate, disk, onset, outage } from '../../tests/fakes/outage-incident.ts';
import { StageFeed } from '../../tests/fakes/stage-feed.ts';
import { incidentUnit, ticketKey } from './planned-incident.ts';
import { createPlanningStage } from './stage.ts';

let stage: Stage;
let now: number;
let feeding: StageFeed;

const sinks = [{ name: 'desk', language: 'en' as const }];
const second = 1_000;
/** Without clocks of service levels: only tickets are due. */
const quiet = Policy.parse({ sla: { enabled: false }, problems: { mode: 'off' } });

function feed(kind: string, body: unknown, key = 'x'): TicketStep[] {
  const out = feeding.give(stage, { kind, body, at: now, key });
  expect(out.every(({ stream }) => stream === 'tickets')).toBe(true);
  return planned(out);
}

function planned(out: readonly Outgoing[]): TicketStep[] {
  const steps = out.filter(({ record: { kind } }) => kind === 'ticket-planned');
  return steps.map(({ record: { body } }) => TicketStep.parse(body));
}

const change = (incident: Incident): TicketStep[] =>
  feed('incident-change', { incident, changes: [], absorbed: [], decisions: [] }, incident.id);
const tick = (): TicketStep[] => feed('tick', {});
const ops = (steps: readonly TicketStep[]): string[] => steps.map(({ operation }) => operation.op);

beforeEach(() => {
  stage = createPlanningStage({ sinks, policy: quiet });
  now = onset;
  feeding = new StageFeed();
});

const calm = outage({ major: null, priority: 3, impact: 'medium' });
const keyOf = (incident: Incident, sink = 'desk', generation = 1): string =>
  ticketKey({ tenant: 'acme', incident: incident.id, sink, unit: incidentUnit, generation });

describe('planning', () => {
  it('opens a ticket per sink, each in its language, with a key of its own', () => {
    stage = createPlanningStage({ sinks: [...sinks, { name: 'glpi', language: 'fr' }], policy: quiet });
    const steps = change(outage());
    expect(
      steps.map(({ operation }) => [operation.sink, operation.key, operation.id, operation.fields.language]),
    ).toEqual([
      ['desk', keyOf(outage()), `${keyOf(outage())}.1`, 'en'],
      ['glpi', keyOf(outage(), 'glpi'), `${keyOf(outage(), 'glpi')}.1`, 'fr'],
    ]);
    expect(steps[0]).toMatchObject({
      ticket: null,
      url: null,
      operation: { at: onset, incident: outage().id, unit: 'incident', seq: 1 },
    });
    expect(steps[0]?.decisions).toMatchObject([
      { reason: 'ticket-open', subject: { type: 'ticket', id: keyOf(outage()) } },
    ]);
    expect(keyOf(outage())).toMatch(/^[A-Z2-7]{26}$/);
  });

  it('says nothing of mere members', () => {
    change(calm);
    now += 300 * second;
    expect(change({ ...calm, alertCount: 900, openAlertCount: 900, ciCount: 50 })).toEqual([]);
    expect(stage.nextDueAt()).toBeNull();
  });

  describe('of a major that is over, a person wrote the post-mortem', () => {
    const over = outage({ state: 'resolved', resolvedAt: onset + 600 * second, resolvedBy: 'stand-down' });
    const said = { incident: over.id, by: 'Amina <b>Diallo</b>', where: 'wiki/12\nBcc: x' };
    const write = (body: unknown): TicketStep[] => feed('post-mortem-written', body, over.id);

    it('the ticket says who and where, once', () => {
      change(outage());
      now += 600 * second;
      change(over);
      const [step, ...more] = write(said);
      expect(more).toEqual([]);
      expect(step?.operation).toMatchObject({ op: 'update', fields: { publicText: '' } });
      expect(step?.operation.fields.technicalText).toBe(
        'Amina <b>Diallo</b> has written the post-mortem of this major incident: wiki/12 Bcc: x',
      );
      expect(write({ ...said, by: 'Léa' })).toEqual([]);
    });

    it('nothing of what burns, was no major, is unknown, or cannot be read', () => {
      change(outage());
      expect(write(said)).toEqual([]);
      change({ ...over, major: null });
      expect(write(said)).toEqual([]);
      expect(write({ ...said, incident: 'nobody' })).toEqual([]);
      expect(write({ incident: over.id })).toEqual([]);
    });
  });

  it('ignores situations and unknown kinds', () => {
    expect(feed('situation-change', {})).toEqual([]);
    expect(feed('something-new', { incident: 7 })).toEqual([]);
  });

  it.each([
    ['lower priority', { priority: 4 as const }, ['priority']],
    ['impact', { impact: 'high' as const }, ['impact']],
    ['services', { services: calm.services.slice(0, 1) }, ['services']],
    ['first root candidate', { rootCandidates: [candidate({ ci: 'fw-01' })] }, ['root']],
    ['category', { category: 'hardware' as const }, ['category']],
    ['owner', { acknowledgedBy: 'alice' }, ['owner']],
  ])('updates for %s once a minute has passed', (_name, parts, changes) => {
    change(calm);
    now += 60 * second;
    const steps = change({ ...calm, ...parts });
    expect(ops(steps)).toEqual(['update']);
    expect(steps[0]?.decisions[0]?.evidence).toMatchObject({ changes });
  });

  it('updates when the cause becomes clear, not when it stops being so', () => {
    change({ ...calm, rootClear: false });
    now += 60 * second;
    expect(ops(change({ ...calm, rootClear: true }))).toEqual(['update']);
    now += 60 * second;
    expect(change({ ...calm, rootClear: false })).toEqual([]);
  });

  it('waits out the minute, then tells the newest, once', () => {
    change(calm);
    now += 10 * second;
    expect(change({ ...calm, category: 'hardware' })).toEqual([]);
    expect(stage.nextDueAt()).toBe(onset + 60 * second);
    now += 20 * second;
    expect(change({ ...calm, category: 'software', acknowledgedBy: 'alice' })).toEqual([]);
    now += 29 * second;
    expect(tick()).toEqual([]);
    now += second;
    const [step, ...more] = tick();
    expect(more).toEqual([]);
    expect(step?.operation).toMatchObject({ op: 'update', seq: 2 });
    expect(step?.operation.fields.technicalText).toBe('Category now software (before: network). Taken by alice.');
    expect(step?.decisions[0]?.evidence).toMatchObject({ changes: ['category', 'owner'], heldMs: 50 * second });
    expect(stage.nextDueAt()).toBeNull();
    now += 600 * second;
    expect(tick()).toEqual([]);
  });

  it('tells no more updates where a person asked for none, but what is worse and the end; then all that waited', () => {
    stage = createPlanningStage({ sinks: [{ name: 'glpi', language: 'en', heard: true }], policy: quiet });
    const opened = change(calm);
    expect(opened[0]?.operation.fields.technicalText).toContain('begin a comment with: vigie stop.');
    const key = keyOf(calm, 'glpi');
    const say = (id: string, text: string): TicketStep[] => {
      const comments = [{ id, author: 'alice', public: false, text }];
      const standing = {
        standing: 'in-progress',
        changedAt: now,
        priority: 3,
        team: null,
        assignee: null,
        mergedInto: null,
      };
      const ticket = { sink: 'glpi', incident: calm.id, key, ticket: '7', url: null, afterSeq: null };
      const body = { ...ticket, ...standing, comments };
      return planned(feeding.give(stage, { kind: 'ticket-sighting', body, at: now, key: calm.id }));
    };
    now += 60 * second;
    const [answer] = say('c1', 'vigie stop');
    expect(answer?.operation.fields).toMatchObject({ publicText: '' });
    expect(answer?.operation.fields.technicalText).toMatch(/^No more updates here, as asked\./);
    now += 600 * second;
    expect(change({ ...calm, category: 'hardware' })).toEqual([]);
    now += 60 * second;
    expect(ops(change({ ...calm, category: 'hardware', priority: 2 }))).toEqual(['escalate']);
    now += 60 * second;
    expect(change({ ...calm, category: 'software', priority: 2 })).toEqual([]);
    const [again] = say('c2', 'vigie resume');
    expect(again?.operation.fields.technicalText).toBe('Updates again, as asked.');
    now += 60 * second;
    expect(ops(tick())).toEqual(['update']);
    say('c3', 'vigie stop');
    expect(ops(change({ ...calm, priority: 2, state: 'resolved', resolvedAt: now, openAlertCount: 0 }))).toEqual([
      'resolve',
    ]);
  });

  it('says nothing of what came and went within the minute', () => {
    change(calm);
    now += 10 * second;
    change({ ...calm, category: 'hardware' });
    now += 10 * second;
    expect(change(calm)).toEqual([]);
    expect(stage.nextDueAt()).toBeNull();
  });

  it('escalates at once, and what waited goes with it', () => {
    change(calm);
    now += 2 * second;
    change({ ...calm, category: 'hardware' });
    now += 2 * second;
    const [raised] = change({ ...calm, category: 'hardware', priority: 1 });
    expect(raised?.operation.op).toBe('escalate');
    expect(raised?.operation.fields.technicalText).toContain('Category now hardware');
    expect(raised?.decisions[0]).toMatchObject({
      reason: 'ticket-escalate',
      evidence: { why: 'priority', from: 3, to: 1 },
    });
    now += 2 * second;
    const [declared] = change(outage({ category: 'hardware' }));
    expect(declared?.decisions[0]).toMatchObject({ reason: 'ticket-escalate', evidence: { why: 'major' } });
    expect(stage.nextDueAt()).toBeNull();
  });

  it('resolves at once, reopens, resolves again', () => {
    change(calm);
    now += second;
    const resolved = { ...calm, state: 'resolved' as const, resolvedBy: 'clear' as const, resolvedAt: now };
    expect(ops(change(resolved))).toEqual(['resolve']);
    expect(change(resolved)).toEqual([]);
    now += second;
    expect(ops(change(calm))).toEqual(['reopen']);
    now += second;
    expect(ops(change(resolved))).toEqual(['resolve']);
  });

  it('opens and resolves an incident that is over when it is first told', () => {
    expect(ops(change({ ...calm, state: 'resolved', resolvedBy: 'clear' }))).toEqual(['open', 'resolve']);
  });

  it('merges into the survivor, and never speaks on the merged ticket again', () => {
    change(outage());
    change(disk());
    now += second;
    const [step, ...more] = change(disk({ state: 'merged', mergedInto: outage().id, resolvedBy: 'merge' }));
    expect(more).toEqual([]);
    expect(step?.operation).toMatchObject({ op: 'merge', key: keyOf(disk()), fields: { into: keyOf(outage()) } });
    expect(change(disk())).toEqual([]);
    expect(change(disk({ state: 'resolved' }))).toEqual([]);
  });

  it('knows the key of a survivor whose ticket comes later', () => {
    change(disk());
    const [step] = change(disk({ state: 'merged', mergedInto: outage().id }));
    expect(step?.operation.fields.into).toBe(keyOf(outage()));
    expect(change(outage())[0]?.operation.key).toBe(keyOf(outage()));
  });

  it('opens nothing for an incident that merged before it had a ticket', () => {
    expect(change(disk({ state: 'merged', mergedInto: outage().id }))).toEqual([]);
  });

  it('links an incident that continues an older one to its ticket', () => {
    change(disk());
    const later = outage({ id: 'LATER', continues: disk().id });
    expect(change(later)[0]?.operation.fields.into).toBe(keyOf(disk()));
  });

  it('opens the next generation where the ticket is closed for good, once, and only while the incident is open', () => {
    const [open] = change(calm);
    change({ ...calm, state: 'resolved' });
    const [reopen] = change(calm);
    const [second_, ...more] = feed(ticketClosedForGoodKind, reopen);
    expect(more).toEqual([]);
    expect(second_?.operation).toMatchObject({
      op: 'open',
      key: keyOf(calm, 'desk', 2),
      seq: 1,
      fields: { into: open?.operation.key },
    });
    expect(second_?.decisions[0]?.evidence).toMatchObject({ why: 'closed-for-good', generation: 2 });
    expect(feed(ticketClosedForGoodKind, reopen)).toEqual([]);
    const [resolve] = change({ ...calm, state: 'resolved' });
    expect(resolve?.operation.key).toBe(keyOf(calm, 'desk', 2));
    expect(feed(ticketClosedForGoodKind, { ...reopen, operation: second_?.operation })).toEqual([]);
  });

  it('takes a new policy from the log', () => {
    const record = {
      v: 1 as const,
      id: 'p',
      tenant: '',
      key: '',
      kind: 'control',
      occurredAt: now,
      receivedAt: now,
      body: {},
      stream: 'incidents' as const,
      partition: 0,
      offset: 0,
    };
    stage.apply({ record, control: { kind: 'policy', body: Policy.parse({ timezone: 'Europe/Paris' }) } });
    expect(change(calm)[0]?.operation.fields.publicText).toContain('Paris time');
  });

  it('goes on after a restore exactly as it would have', () => {
    change(calm);
    now += 10 * second;
    change({ ...calm, category: 'hardware' });
    const restored = createPlanningStage({ sinks, policy: quiet });
    restored.restore(
      [...feeding.rows.values()].sort((a, b) => (`${a.table}/${a.key}` < `${b.table}/${b.key}` ? -1 : 1)),
    );
    expect(restored.nextDueAt()).toBe(stage.nextDueAt());
    now += 60 * second;
    const told = tick();
    stage = restored;
    feeding.offset -= 1;
    expect(tick()).toEqual(told);
    expect(ops(told)).toEqual(['update']);
  });

  it('forgets what ended long ago, and nothing else', () => {
    change(calm);
    change(disk());
    change(disk({ state: 'resolved' }));
    now += 15 * 86_400 * second;
    change({ ...calm, category: 'hardware' });
    expect([...feeding.rows.keys()].filter((key) => key.startsWith('incident/'))).toEqual([`incident/${calm.id}`]);
    expect([...feeding.rows.keys()].filter((key) => key.startsWith('header/'))).toEqual([`header/${calm.id}`]);
  });
});
