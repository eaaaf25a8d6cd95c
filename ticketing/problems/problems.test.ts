import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import { problemChangeKind } from '../../domain/problem.ts';
import type { Problem, ProblemChange } from '../../domain/problem.ts';
import type { TicketSighting, TicketStep } from '../../domain/ticket.ts';
import { candidate, onset, outage } from '../../tests/fakes/outage-incident.ts';
import { StageFeed } from '../../tests/fakes/stage-feed.ts';
import { createPlanningStage } from '../planning/stage.ts';

const day = 86_400_000;
const minute = 60_000;
const sinks = [{ name: 'glpi', language: 'en' as const, problems: true }];

let stage: Stage;
let feeding: StageFeed;
let now: number;

function policy(problems: Partial<Policy['problems']>): Policy {
  return Policy.parse({ sla: { enabled: false }, problems });
}

function start(problems: Partial<Policy['problems']> = {}): void {
  stage = createPlanningStage({ sinks, policy: policy(problems) });
  feeding = new StageFeed();
  now = onset;
}

function give(kind: string, body: unknown, key = 'x'): readonly Outgoing[] {
  return feeding.give(stage, { kind, body, at: now, key });
}

interface Heard {
  readonly problems: readonly Problem[];
  readonly reasons: readonly string[];
  readonly steps: readonly TicketStep[];
}

function heard(out: readonly Outgoing[]): Heard {
  const changes = out.filter(({ record }) => record.kind === problemChangeKind);
  const bodies = changes.map(({ record }) => record.body as ProblemChange);
  const planned = out.filter(({ record }) => record.kind === 'ticket-planned');
  return {
    problems: bodies.map(({ problem }) => problem),
    reasons: bodies.flatMap(({ decisions }) => decisions.map(({ reason }) => reason)),
    steps: planned.map(({ record }) => record.body as TicketStep),
  };
}

const tell = (incident: Incident): Heard =>
  heard(give('incident-change', { incident, changes: [], absorbed: [], decisions: [] }, incident.id));

/** An incident of its own, at its present time. */
function incident(n: number, parts: Partial<Incident> = {}): Incident {
  const times = { openedAt: now, incidentAt: now, firstAlertAt: now };
  return outage({ id: `incident-${String(n)}`, number: `I-${String(n)}`, major: null, ...times, ...parts });
}

/** From its beginning to its end; what the end brought. */
function lives(n: number, parts: Partial<Incident> = {}): Heard {
  const opened = incident(n, parts);
  tell(opened);
  now += 20 * minute;
  const ended = tell({ ...opened, state: 'resolved', resolvedAt: now, resolvedBy: 'clear', openAlertCount: 0 });
  now += 2 * day;
  return ended;
}

function wish(problem: Problem | undefined, what: 'open' | 'decline' | 'close'): Heard {
  return heard(give('problem-wish', { problem: problem?.id ?? '', wish: what, by: 'Anna', reason: 'because' }));
}

function sighting(step: TicketStep | undefined, standing: TicketSighting['standing']): Heard {
  const operation = step?.operation;
  const place = { sink: operation?.sink, incident: operation?.incident, key: operation?.key };
  const seen = { standing, changedAt: now, priority: null, team: null, assignee: 'anna', mergedInto: null };
  return heard(give('ticket-sighting', { ...place, ticket: '7', url: null, afterSeq: 1, ...seen, comments: [] }));
}

const ops = ({ steps }: Heard): string[] =>
  steps.filter(({ operation }) => operation.sink === 'glpi.problems').map(({ operation }) => operation.op);

beforeEach(() => start());

describe('problems', () => {
  it('proposes one at the third incident with the same root and kind within a month, once', () => {
    expect(lives(1).problems).toEqual([]);
    expect(lives(2).problems).toEqual([]);
    const third = lives(3);
    expect(third.reasons).toEqual(['problem-proposed']);
    expect(third.problems).toMatchObject([
      { number: 'PRB-1', state: 'proposed', count: 3, failure: { ci: 'sw-core-02', kind: 'reachability' } },
    ]);
    expect(third.problems[0]?.incidents.map(({ number }) => number)).toEqual(['I-1', 'I-2', 'I-3']);
    expect(ops(third)).toEqual([]);
    expect(lives(4)).toMatchObject({ reasons: ['problem-linked'], problems: [{ number: 'PRB-1', count: 4 }] });
  });

  it('keeps kinds, roots and months apart', () => {
    const other = candidate({ ci: 'sw-acc-01', ciName: 'sw-acc-01' });
    expect(lives(1, { rootCandidates: [other] }).problems).toEqual([]);
    expect(lives(2).problems).toEqual([]);
    expect(lives(3).problems).toEqual([]);
    now += 31 * day;
    expect(lives(4).problems).toEqual([]);
    expect(lives(5, { rootClear: false }).problems).toEqual([]);
    expect(lives(6).problems).toEqual([]);
    expect(lives(7).problems).toHaveLength(1);
  });

  it('counts an incident once its cause has stood for five minutes, and tells its ticket', () => {
    lives(1);
    lives(2);
    tell(incident(3));
    expect(stage.nextDueAt()).toBe(now + 5 * minute);
    now += 5 * minute;
    const settled = heard(give('tick', {}));
    expect(settled.reasons).toEqual(['problem-proposed']);
    const said = settled.steps.map(({ operation }) => [operation.op, operation.fields.technicalText]);
    expect(said).toEqual([
      [
        'update',
        '3rd time in 30 days (switch sw-core-02: does not answer): problem PRB-1, proposed, for a person to open.',
      ],
    ]);
  });

  it('does not count what became part of another incident', () => {
    lives(1);
    lives(2);
    const third = incident(3);
    tell(third);
    expect(tell({ ...third, state: 'merged', mergedInto: 'incident-2' }).problems).toEqual([]);
    now += 10 * minute;
    expect(heard(give('tick', {})).problems).toEqual([]);
  });

  it('says on the next ticket how often it was, which problem stands behind it, and what was seen before', () => {
    for (const n of [1, 2, 3]) lives(n);
    const opening = tell(incident(4)).steps.find(({ operation }) => operation.op === 'open');
    const text = opening?.operation.fields.technicalText ?? '';
    expect(text).toContain('4th time in 30 days (switch sw-core-02: does not answer): problem PRB-1, proposed');
    expect(text).toMatch(/Seen before: I-3 \(27 November 2026, 20 min/u);
  });

  it('opens a record at a wish, with every incident linked by the key of its ticket', () => {
    for (const n of [1, 2]) lives(n);
    const proposed = lives(3);
    const opened = wish(proposed.problems[0], 'open');
    expect(opened.problems).toMatchObject([{ state: 'open', by: 'Anna' }]);
    expect(ops(opened)).toEqual(['open', 'link', 'link', 'link']);
    const [record, ...links] = opened.steps.map(({ operation }) => operation);
    expect(record?.fields).toMatchObject({ title: 'Recurring – switch sw-core-02: does not answer' });
    expect(record?.fields.publicText).toContain('I-2 (25 November 2026, 20 min');
    expect(new Set([record, ...links].map((operation) => operation?.key)).size).toBe(1);
    expect(links.every(({ fields }) => /^[A-Z2-7]{26}$/u.test(fields.into ?? ''))).toBe(true);
    expect(links.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  it('opens by itself where the policy allows, links later ones, and survives a restart', () => {
    start({ mode: 'open' });
    for (const n of [1, 2]) lives(n);
    expect(ops(lives(3))).toEqual(['open', 'link', 'link', 'link']);
    stage = createPlanningStage({ sinks, policy: policy({ mode: 'open' }) });
    stage.restore(feeding.rows.values());
    const fourth = lives(4);
    expect(fourth.reasons).toEqual(['problem-linked']);
    expect(fourth.steps.map(({ operation }) => [operation.op, operation.seq])).toContainEqual(['link', 5]);
  });

  it('says nothing at all where it is off', () => {
    start({ mode: 'off' });
    for (const n of [1, 2, 3]) expect(lives(n).problems).toEqual([]);
    const opening = tell(incident(4)).steps.find(({ operation }) => operation.op === 'open');
    expect(opening?.operation.fields.technicalText).not.toContain('time in');
  });

  it('takes a close in the ticketing system for one, and opens the same again when it comes back', () => {
    start({ mode: 'open' });
    for (const n of [1, 2]) lives(n);
    const record = lives(3).steps.find(({ operation }) => operation.sink === 'glpi.problems');
    expect(sighting(record, 'in-progress').problems).toEqual([]);
    expect(sighting(record, 'closed')).toMatchObject({ reasons: ['problem-closed'], problems: [{ by: 'anna' }] });
    expect(sighting(record, 'closed').problems).toEqual([]);
    const back = lives(4);
    expect(back.reasons).toEqual(['problem-reopened']);
    expect(ops(back)).toEqual(['reopen', 'link']);
  });

  it('or begins another, where the policy says so, after as many again', () => {
    start({ mode: 'open', afterClosed: 'new' });
    for (const n of [1, 2]) lives(n);
    const first = lives(3).problems[0];
    expect(wish(first, 'close').problems).toMatchObject([{ state: 'closed' }]);
    for (const n of [4, 5]) expect(lives(n).problems).toEqual([]);
    const second = lives(6).problems[0];
    expect(second).toMatchObject({ number: 'PRB-2', generation: 2, continues: first?.id, count: 3 });
    expect(second?.id).not.toBe(first?.id);
  });

  it('does not propose again what was declined, before as many new ones', () => {
    for (const n of [1, 2]) lives(n);
    expect(wish(lives(3).problems[0], 'decline').problems).toMatchObject([{ state: 'declined' }]);
    for (const n of [4, 5]) expect(lives(n).problems).toEqual([]);
    expect(lives(6).problems).toMatchObject([{ number: 'PRB-2', state: 'proposed' }]);
  });

  it('makes another record where the first is closed beyond reopening', () => {
    start({ mode: 'open' });
    for (const n of [1, 2]) lives(n);
    const record = lives(3).steps.find(({ operation }) => operation.sink === 'glpi.problems');
    const anew = heard(give('ticket-closed-for-good', record));
    expect(ops(anew)).toEqual(['open', 'link', 'link', 'link']);
    expect(anew.steps[0]?.operation.key).not.toBe(record?.operation.key);
    expect(heard(give('ticket-closed-for-good', record)).steps).toEqual([]);
  });

  it('passes over wishes that fit nothing, and what is no wish', () => {
    expect(wish(undefined, 'open').problems).toEqual([]);
    for (const n of [1, 2]) lives(n);
    const [problem] = lives(3).problems;
    expect(wish(problem, 'close').problems).toEqual([]);
    expect(heard(give('problem-wish', { problem: 7, wish: 'burn' })).problems).toEqual([]);
    wish(problem, 'open');
    expect(wish(problem, 'open').problems).toEqual([]);
  });
});
