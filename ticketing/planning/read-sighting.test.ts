import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../domain/policy.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { toldOf } from '../compose/told.ts';
import { untouched } from './hand.ts';
import type { Hand } from './hand.ts';
import type { PlannedTicket } from './planned-incident.ts';
import { readSighting } from './read-sighting.ts';
import type { Look, Reading } from './read-sighting.ts';

const incident = outage({ priority: 3, impact: 'medium', major: null, acknowledgedBy: null, openAlertCount: 12 });

function ticketWith(hand: Partial<Hand> = {}, parts: Partial<PlannedTicket> = {}): PlannedTicket {
  return {
    ...{ sink: 'glpi', unit: 'incident', generation: 1, key: 'K'.repeat(26), seq: 2, state: 'open', lastAt: onset },
    ...{ told: toldOf(incident), waitingSince: null, waiting: [], hand: { ...untouched, ...hand } },
    ...parts,
  };
}

function sightingWith(parts: Partial<TicketSighting> = {}): TicketSighting {
  return {
    ...{ sink: 'glpi', incident: incident.id, key: 'K'.repeat(26), ticket: '7', url: null, afterSeq: 2 },
    ...{ standing: 'in-progress', changedAt: onset, priority: 3, team: 'NOC', assignee: null, mergedInto: null },
    comments: [],
    ...parts,
  };
}

function look(parts: Partial<Look> = {}): Reading {
  const ticket = ticketWith();
  return readSighting({
    ...{ ticket, incident, sighting: sightingWith(), policy: defaultPolicy.ticketing, now: onset },
    ...parts,
  });
}

/** Looks again at what the first look left, with another sighting. */
const again = (first: Reading, sighting: Partial<TicketSighting>, parts: Partial<Look> = {}): Reading =>
  look({ ticket: first.ticket, sighting: sightingWith(sighting), ...parts });

const commands = ({ wishes }: Reading): string[] => wishes.map(({ command, by }) => `${command} ${by}`);
const reasons = ({ findings }: Reading): string[] => findings.map(({ reason, outcome }) => `${reason} ${outcome}`);

describe('a look at a ticket', () => {
  it('says nothing of a ticket as Vigie left it, however often it is looked at', () => {
    const first = look();
    expect(first).toMatchObject({ wishes: [], findings: [], state: null, tell: 'nothing' });
    const second = again(first, {});
    expect(second).toMatchObject({ wishes: [], findings: [] });
    expect(second.ticket).toEqual(first.ticket);
  });

  it('takes the incident in charge for who took the ticket, once', () => {
    const first = look({ sighting: sightingWith({ assignee: 'Anna' }) });
    expect(commands(first)).toEqual(['acknowledge Anna']);
    expect(first.wishes[0]).toMatchObject({ assignee: 'Anna' });
    expect(commands(again(first, { assignee: 'Anna' }))).toEqual([]);
  });

  it('takes a ticket moved on from new as taken, by whom it does not know', () => {
    const first = look({ sighting: sightingWith({ standing: 'new' }) });
    expect(commands(again(first, { standing: 'pending' }))).toEqual(['acknowledge glpi']);
  });

  it('tells to whom it was given on, to which team, and that nobody has it any more', () => {
    const taken = { ...incident, acknowledgedBy: 'Anna', acknowledgedAt: onset };
    const first = look({ sighting: sightingWith({ assignee: 'Anna' }), incident: taken });
    const given = again(first, { assignee: 'Ben', team: 'IP Core' }, { incident: taken });
    expect(given.wishes).toMatchObject([{ command: 'assign', by: 'Ben', assignee: 'Ben', team: 'IP Core' }]);
    const back = again(given, { assignee: null, team: 'IP Core' }, { incident: taken });
    expect(back.wishes).toMatchObject([{ command: 'assign', assignee: null }]);
  });

  it('hears who asks for no more updates, and for updates again, once each, beside the comment itself', () => {
    const note = (id: string, text: string): TicketSighting['comments'][number] => ({
      ...{ id, author: 'Anna', public: false, text },
    });
    const stop = note('c1', 'vigie stop');
    const first = look({ sighting: sightingWith({ comments: [note('c0', 'vigie resume'), stop] }) });
    expect(reasons(first)).toEqual(['ticket-updates-stopped no more updates']);
    expect(first).toMatchObject({ tell: 'updates-stopped', ticket: { hand: { stoppedBy: 'Anna' } } });
    expect(commands(first)).toEqual(['comment Anna', 'comment Anna']);
    expect(reasons(again(first, { comments: [stop, note('c2', 'Vigie, stop!')] }))).toEqual([]);
    const resumed = again(first, { comments: [stop, note('c3', 'vigie reprendre')] });
    expect(resumed).toMatchObject({ tell: 'updates-resumed', ticket: { hand: { stoppedBy: null } } });
    const over = look({
      ticket: ticketWith({}, { state: 'resolved' }),
      sighting: sightingWith({ standing: 'resolved', comments: [stop] }),
    });
    expect(over.tell).toBe('nothing');
  });

  it('hears each comment once', () => {
    const note = { id: 'c1', author: 'Anna', public: false, text: 'module replaced' };
    const first = look({ sighting: sightingWith({ comments: [note] }) });
    expect(first.wishes).toMatchObject([{ command: 'comment', by: 'Anna', reason: 'module replaced' }]);
    expect(commands(again(first, { comments: [note, { ...note, id: 'c2', text: 'done' }] }))).toEqual(['comment Anna']);
  });

  describe('priority', () => {
    it('set by hand is told once, and is what the ticket was told from then on', () => {
      const first = look();
      const changed = again(first, { priority: 1, assignee: null });
      expect(changed.wishes).toMatchObject([{ command: 'set-priority', priority: 1, by: 'glpi' }]);
      expect(changed.ticket.told.priority).toBe(1);
      expect(changed.tell).toBe('priority-by-hand');
      expect(commands(again(changed, { priority: 1 }))).toEqual([]);
    });

    it('that the system maps in its own way is no hand', () => {
      const first = look({ sighting: sightingWith({ priority: 4 }) });
      expect(commands(first)).toEqual([]);
      expect(commands(again(first, { priority: 4 }))).toEqual([]);
      expect(commands(again(first, { priority: 2 }))).toEqual(['set-priority glpi']);
    });

    it('is not believed while an operation of ours is on its way', () => {
      expect(commands(again(look(), { priority: 1, afterSeq: null }))).toEqual([]);
      expect(commands(again(look(), { priority: 1, afterSeq: 1 }))).toEqual([]);
    });
  });

  describe('closed by hand', () => {
    it('while alerts burn: a comment, and a time is kept', () => {
      const closed = look({ sighting: sightingWith({ standing: 'closed', assignee: 'Anna' }), now: onset + 5 });
      expect(reasons(closed)).toEqual(['ticket-closed-by-hand reopen']);
      expect(closed).toMatchObject({ tell: 'closed-by-hand', state: 'resolved' });
      expect(closed.ticket.hand?.closedSince).toBe(onset + 5);
      const still = again(closed, { standing: 'closed', assignee: 'Anna' });
      expect([reasons(still), still.tell]).toEqual([[], 'nothing']);
    });

    it('with all alerts over: the incident is resolved by that person', () => {
      const calm = { ...incident, openAlertCount: 0 };
      const closed = look({ incident: calm, sighting: sightingWith({ standing: 'resolved', assignee: 'Anna' }) });
      expect(commands(closed)).toEqual(['acknowledge Anna', 'resolve Anna']);
      expect(closed.tell).toBe('nothing');
    });

    it('leaves it closed, or takes the word for it, where policy says so', () => {
      const policy = { ...defaultPolicy.ticketing, closedByHand: 'resolve' as const };
      const closed = look({ policy, sighting: sightingWith({ standing: 'resolved' }) });
      expect(commands(closed)).toEqual(['resolve glpi']);
      const left = look({
        policy: { ...policy, closedByHand: 'leave' },
        sighting: sightingWith({ standing: 'closed' }),
      });
      expect([commands(left), left.tell]).toEqual([[], 'closed-by-hand']);
    });

    it('is not seen in a ticket whose own reopening is on its way', () => {
      expect(reasons(look({ sighting: sightingWith({ standing: 'closed', afterSeq: null }) }))).toEqual([]);
      expect(reasons(look({ sighting: sightingWith({ standing: 'closed', afterSeq: 1 }) }))).toEqual([]);
    });

    it('is over once a person opens it again', () => {
      const closed = look({ sighting: sightingWith({ standing: 'closed' }) });
      expect(again(closed, { standing: 'in-progress' }).ticket.hand?.closedSince).toBeNull();
    });
  });

  it.each([
    ['deleted', null, 'ticket-deleted-by-hand deleted', 'deleted'],
    ['merged', '99', 'ticket-merged-by-hand merged', 'merged'],
  ] as const)('%s by hand: a tombstone, said once', (standing, mergedInto, reason, state) => {
    const gone = look({ sighting: sightingWith({ standing, mergedInto }) });
    expect(reasons(gone)).toEqual([reason]);
    expect(gone).toMatchObject({ state, tell: 'nothing', ticket: { state: 'gone' } });
    expect(reasons(again(gone, { standing, mergedInto }))).toEqual([]);
  });

  describe('resolved by Vigie, yet open', () => {
    const resolved = { ...incident, state: 'resolved' as const, openAlertCount: 0 };
    const ours = ticketWith({}, { state: 'resolved' });

    it('is resolved again if it was never seen resolved, three times at most', () => {
      let reading = look({ incident: resolved, ticket: ours, sighting: sightingWith() });
      expect([reasons(reading), reading.tell]).toEqual([['ticket-stuck-open resolve again'], 'resolve-again']);
      for (const _ of [2, 3]) reading = again(reading, {}, { incident: resolved });
      expect(again(reading, {}, { incident: resolved })).toMatchObject({ findings: [], tell: 'nothing' });
    });

    it('is a person’s own once it was seen resolved', () => {
      const seen = look({ incident: resolved, ticket: ours, sighting: sightingWith({ standing: 'resolved' }) });
      expect(reasons(seen)).toEqual([]);
      const back = again(seen, { standing: 'in-progress' }, { incident: resolved });
      expect(reasons(back)).toEqual(['ticket-reopened-by-hand left to people']);
      expect(reasons(again(back, { standing: 'in-progress' }, { incident: resolved }))).toEqual([]);
    });
  });
});
