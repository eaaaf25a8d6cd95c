import { describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { defaultPolicy, Policy } from '../../domain/policy.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import { lifeFactsOf } from './life-facts.ts';
import { newLife, turnLife } from './turn-life.ts';
import type { LifeRow, LifeTurn } from './turn-life.ts';

const minute = 60_000;
const start = outage().incidentAt;

function turn(row: LifeRow | null, incident: Incident, now: number, parts: Partial<TicketSighting> = {}): LifeTurn {
  const facts = lifeFactsOf(incident);
  const sighting = Object.keys(parts).length === 0 ? null : ({ ...seen, ...parts } satisfies TicketSighting);
  return turnLife({ ...(row ?? newLife(facts)), facts }, { now, policy: defaultPolicy, sighting });
}

const seen: TicketSighting = {
  ...{ sink: 'glpi', incident: 'x', key: 'K', ticket: '7', url: null, afterSeq: 1, standing: 'new', changedAt: onset },
  ...{ priority: null, team: null, assignee: null, mergedInto: null, comments: [] },
};
const reached = ({ row }: LifeTurn): Record<string, string | null> =>
  Object.fromEntries((row.told?.steps ?? []).filter(({ at }) => at !== null).map(({ step, by }) => [step, by]));

describe('the life of an incident', () => {
  const open = outage({ rootClear: false, team: null });
  const opened = turn(null, open, start);

  it('begins registered, qualified and prioritised by Vigie', () => {
    expect(reached(opened)).toEqual({ registered: 'vigie', qualified: 'vigie', prioritised: 'vigie' });
    expect(opened.life?.clocks).toMatchObject([
      { clock: 'respond', state: 'running', dueAt: start + 15 * minute },
      { clock: 'resolve', dueAt: start + 240 * minute },
    ]);
  });

  it('says nothing of a look that changes nothing', () => {
    expect(turn(opened.row, open, start + minute).life).toBeNull();
  });

  it('is assigned by routing, and again by the person who takes it', () => {
    const routed = turn(opened.row, outage({ rootClear: false }), start + minute);
    expect(reached(routed)['assigned']).toBe('vigie');
    const mine = outage({ rootClear: true, acknowledgedBy: 'amina', acknowledgedAt: start + 2 * minute });
    const taken = turn(routed.row, mine, start + 2 * minute);
    expect(reached(taken)).toMatchObject({ assigned: 'amina', diagnosed: 'vigie' });
    expect(taken.life?.clocks[0]).toMatchObject({ state: 'met', dueAt: null });
  });

  it('is resolved, then closed once a ticket is; a problem that returns undoes both', () => {
    const end = { state: 'resolved', resolvedAt: start + 30 * minute, resolvedBy: 'clear' } as const;
    const done = turn(opened.row, outage(end), start + 30 * minute);
    expect(reached(done)['resolved']).toBe('vigie');
    const closed = turn(done.row, outage(end), start + 50 * minute, {
      standing: 'closed',
      changedAt: start + 40 * minute,
      assignee: 'lea',
    });
    expect(closed.row.told?.steps.find(({ step }) => step === 'closed')).toMatchObject({
      at: start + 40 * minute,
      by: 'lea',
    });
    expect(reached(turn(closed.row, outage(), start + 55 * minute))).not.toHaveProperty('resolved');
  });

  it('is not closed by a ticket that was closed while alerts burn', () => {
    expect(reached(turn(opened.row, open, start + minute, { standing: 'closed' }))).not.toHaveProperty('closed');
  });

  it('owes a post-mortem after a major, and reminds of it the working day before', () => {
    const end = outage({ state: 'resolved', resolvedAt: start, resolvedBy: 'stand-down' });
    const done = turn(opened.row, end, start);
    const week = 7 * 24 * 60 * minute;
    expect(done.life?.steps.at(-1)).toMatchObject({ step: 'post-mortem', dueAt: start + week });
    expect(done.life?.decisions).toMatchObject([{ reason: 'post-mortem-due' }]);
    expect(done.nextAt).toBe(start + 4 * 24 * 60 * minute);
    const reminded = turn(done.row, end, start + 4 * 24 * 60 * minute);
    expect(reminded.notes).toEqual([{ about: 'post-mortem', dueAt: start + week }]);
    expect(turn(reminded.row, end, start + 5 * 24 * 60 * minute).notes).toEqual([]);
    expect(turn(opened.row, { ...end, major: null }, start).life?.steps.at(-1)?.dueAt).toBeNull();
  });

  it('is not reminded of a post-mortem that a person wrote', () => {
    const end = outage({ state: 'resolved', resolvedAt: start, resolvedBy: 'stand-down' });
    const { row } = turn(opened.row, end, start);
    const said = { at: start + minute, by: 'amina', where: 'wiki/12' };
    const written = turn({ ...row, written: said }, end, said.at);
    expect(reached(written)['post-mortem']).toBe('amina');
    expect(written.life?.decisions).toMatchObject([{ reason: 'post-mortem-written', evidence: { where: 'wiki/12' } }]);
    expect(written.notes).toEqual([{ about: 'post-mortem-written', by: 'amina', where: 'wiki/12' }]);
    expect(written.nextAt).toBeNull();
    const later = turn(written.row, end, start + 4 * 24 * 60 * minute);
    expect([later.life, later.notes]).toEqual([null, []]);
  });

  it('warns with its reason, and leaves half-way to the console', () => {
    const half = turn(opened.row, open, start + 8 * minute);
    expect(half.life?.decisions).toMatchObject([{ reason: 'sla-warning', evidence: { clock: 'respond', share: 0.5 } }]);
    expect(half.notes).toEqual([]);
    const late = turn(half.row, open, start + 15 * minute);
    expect(late.life?.decisions).toMatchObject([{ reason: 'sla-breached' }]);
    expect(late.notes).toMatchObject([{ about: 'sla', clock: 'respond', share: 100 }]);
  });

  it('has no clocks where a site promises nothing', () => {
    const policy = Policy.parse({ sla: { enabled: false } });
    const { life, nextAt } = turnLife(newLife(lifeFactsOf(open)), { now: start, policy, sighting: null });
    expect(life?.clocks).toEqual([]);
    expect(nextAt).toBeNull();
  });

  it('counts in the hours of the service that matters most, where the policy says so', () => {
    const [shop, internet] = open.services;
    if (shop === undefined || internet === undefined) throw new Error('two services are hit');
    const services = [internet, { ...shop, hours: 'Mo-Fr 20:00-21:00' }];
    const counts = { respondMs: 30 * minute, resolveMs: 60 * minute, counts: 'service' };
    const policy = Policy.parse({ sla: { targets: [counts, counts, counts, counts, counts] } });
    const facts = lifeFactsOf(outage({ services }));
    expect(turnLife(newLife(facts), { now: start, policy, sighting: null }).life?.clocks[0]?.dueAt).toBe(
      Date.UTC(2026, 10, 23, 20, 30),
    );
  });
});
