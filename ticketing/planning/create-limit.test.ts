import { beforeEach, describe, expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { ticketNoteKind, ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketNote, TicketStep } from '../../domain/ticket.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { StageFeed } from '../../tests/fakes/stage-feed.ts';
import { createPlanningStage } from './stage.ts';

const minuteMs = 60_000;
let stage: Stage;
let now: number;
let feeding: StageFeed;

const options = {
  sinks: [{ name: 'glpi', language: 'en' as const }],
  policy: Policy.parse({ ticketing: { createsPerHour: 3 }, sla: { enabled: false }, problems: { mode: 'off' } }),
};

beforeEach(() => {
  stage = createPlanningStage(options);
  now = onset;
  feeding = new StageFeed();
});

function feed(kind: string, body: unknown): { steps: TicketStep[]; notes: TicketNote[] } {
  const out = feeding.give(stage, { kind, body, at: now });
  const of = (wanted: string): unknown[] =>
    out.filter(({ record: { kind: written } }) => written === wanted).map((each) => each.record.body);
  return { steps: of(ticketPlannedKind) as TicketStep[], notes: of(ticketNoteKind) as TicketNote[] };
}

function calm(n: number, parts: Partial<Incident> = {}): Incident {
  return outage({ id: `inc-${String(n)}`, number: `I-${String(n)}`, priority: 4, major: null, ...parts });
}

const change = (incident: Incident): TicketStep[] =>
  feed('incident-change', { incident, changes: [], absorbed: [], decisions: [] }).steps;
const tick = (): TicketStep[] => feed('tick', {}).steps;
const told = (steps: readonly TicketStep[]): string[] =>
  steps.map(({ operation: { op, incident, unit } }) => `${op} ${unit === 'overflow' ? 'overflow' : incident}`);

describe('more incidents than tickets an hour', () => {
  it('the summary of a storm never waits: it stands for many itself', () => {
    for (const n of [1, 2, 3]) change(calm(n));
    const place = { by: 'site' as const, id: 'lyon', name: 'Lyon' };
    const storm = { place, since: onset, count: 1, open: 1, members: [] };
    expect(told(change(calm(4, { storm })))).toEqual(['open inc-4']);
    expect(told(change(calm(5)))).toEqual(['open overflow']);
  });

  it('one ticket stands for the rest, and each gets its own once there is room', () => {
    for (const n of [1, 2, 3]) expect(told(change(calm(n)))).toEqual([`open inc-${String(n)}`]);
    const [step] = change(calm(4));
    expect(told([step!])).toEqual(['open overflow']);
    expect(step?.operation.fields.technicalText).toContain('I-4:');
    expect(told(change(calm(5)))).toEqual([]);
    now += minuteMs;
    const [update] = tick();
    expect(told([update!])).toEqual(['update overflow']);
    expect(update?.operation.fields).toMatchObject({
      publicText: '',
      title: expect.stringContaining('2 incidents') as string,
    });
    expect(stage.nextDueAt()).toBe(onset + 60 * minuteMs);
    now = onset + 60 * minuteMs;
    expect(told(tick()).sort()).toEqual(['open inc-4', 'open inc-5', 'resolve overflow']);
    expect(stage.nextDueAt()).toBeNull();
  });

  it('priority 1 and majors always get their own at once', () => {
    for (const n of [1, 2, 3]) change(calm(n));
    expect(told(change(calm(9, { priority: 1 })))).toEqual(['open inc-9']);
  });

  it('who ended meanwhile is let go, and the ticket that stood for it resolves', () => {
    for (const n of [1, 2, 3, 4]) change(calm(n));
    now += 2 * minuteMs;
    expect(told(change(calm(4, { state: 'resolved', resolvedAt: now, resolvedBy: 'clear' })))).toEqual([
      'resolve overflow',
    ]);
  });

  it('is escalated out of the crowd: a held incident that becomes a P1 gets its ticket', () => {
    for (const n of [1, 2, 3, 4]) change(calm(n));
    expect(told(change(calm(4, { priority: 1 })))).toEqual(['open inc-4', 'resolve overflow']);
  });

  it('says why, once for each incident', () => {
    for (const n of [1, 2, 3]) change(calm(n));
    const body = (n: number): object => ({ incident: calm(n), changes: [], absorbed: [], decisions: [] });
    expect(feed('incident-change', body(4)).notes).toMatchObject([
      { incident: 'inc-4', decisions: [{ reason: 'ticket-held-back', evidence: { perHour: 3 } }] },
    ]);
    expect(feed('incident-change', body(4)).notes).toEqual([]);
  });

  it('goes on after a restart as if there had been none', () => {
    for (const n of [1, 2, 3, 4]) change(calm(n));
    const due = stage.nextDueAt();
    stage = createPlanningStage(options);
    stage.restore(feeding.rows.values());
    expect(stage.nextDueAt()).toBe(due);
    now = onset + 60 * minuteMs;
    expect(told(tick()).sort()).toEqual(['open inc-4', 'resolve overflow']);
  });
});

describe('routes', () => {
  it('open tickets where they lead, in the queue they name, and keep them when the route no longer fits', () => {
    const routes = [{ when: { priority: [4] }, sinks: ['glpi'], team: 'night' }, { sinks: [] }];
    stage = createPlanningStage({
      sinks: [...options.sinks, { name: 'jira', language: 'en' }],
      policy: Policy.parse({ ticketing: { routes } }),
    });
    const steps = change(calm(1));
    expect(steps.map(({ operation }) => [operation.sink, operation.fields.team])).toEqual([['glpi', 'night']]);
    expect(change(calm(2, { priority: 3 }))).toEqual([]);
    now += 2 * minuteMs;
    expect(told(change(calm(1, { priority: 3 })))).toEqual(['escalate inc-1']);
  });
});
