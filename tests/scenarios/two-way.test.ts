// Both ways: what people do to a ticket reaches the incident, and Vigie leaves their work alone.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minuteMs, TwoWayHouse } from './two-way-house.ts';

let house: TwoWayHouse;

beforeEach(async () => {
  house = await TwoWayHouse.open();
});
afterEach(() => house.close());

async function burning(): Promise<void> {
  await house.say('db-01', 'disk');
  await house.pass(minuteMs);
  expect(await house.ops()).toEqual(['open']);
}

describe('a ticket that people work on', () => {
  it('says nothing as long as only Vigie touched it', async () => {
    await burning();
    await house.pass(10 * minuteMs);
    expect(await house.ops()).toEqual(['open']);
    expect((await house.incident()).acknowledgedBy).toBeNull();
  });

  it('taken in charge: the incident has an owner, the ticket is told once', async () => {
    await burning();
    house.system.touch('F-1', { assignee: 'Anna' });
    await house.pass(2 * minuteMs);
    expect(await house.incident()).toMatchObject({ acknowledgedBy: 'Anna', assignee: 'Anna' });
    expect((await house.done()).map(({ op, text }) => `${op} ${text}`).slice(1)).toEqual(['update Taken by Anna.']);
    house.system.touch('F-1', { assignee: 'Ben', team: 'Storage' });
    await house.pass(2 * minuteMs);
    expect(await house.incident()).toMatchObject({ acknowledgedBy: 'Anna', assignee: 'Ben', assignedTeam: 'Storage' });
  });

  it('commented: kept with the incident, once, also over a restart of the observer', async () => {
    await burning();
    house.system.touch('F-1', { assignee: 'Anna', comment: 'replaced the module' });
    await house.pass(minuteMs);
    await house.observeAnew();
    await house.pass(6 * minuteMs);
    expect((await house.reasons()).filter((reason) => reason === 'person-commented')).toHaveLength(1);
  });

  it('told to stop: no update more, until it is told to go on', async () => {
    await burning();
    house.system.touch('F-1', { assignee: 'Anna', comment: 'Vigie: stop' });
    await house.pass(3 * minuteMs);
    const texts = async (): Promise<(string | undefined)[]> => (await house.done()).slice(1).map(({ text }) => text);
    expect(await texts()).toEqual([expect.stringMatching(/^No more updates here, as asked/)]);
    house.system.touch('F-1', { assignee: 'Ben', comment: 'vigie resume' });
    await house.pass(3 * minuteMs);
    expect((await texts()).slice(1)).toEqual(['Updates again, as asked.', 'Taken by Anna.']);
    const reasons = await house.reasons();
    expect(reasons).toContain('ticket-updates-stopped');
    expect(reasons).toContain('ticket-updates-resumed');
  });

  it('given another priority: Vigie keeps it whatever comes, and says so', async () => {
    await burning();
    const { priority: before } = await house.incident();
    expect(before).toBeGreaterThan(2);
    await house.pass(minuteMs);
    house.system.touch('F-1', { priority: 2 });
    await house.pass(2 * minuteMs);
    expect(await house.incident()).toMatchObject({ priority: 2, priorityBy: { by: 'itsm' } });
    expect((await house.done()).at(-1)?.text).toBe(
      'Priority P2 was set by hand: Vigie leaves it so, whatever its own rules would give.',
    );
    await house.say('db-01', 'memory');
    await house.pass(20 * minuteMs);
    expect((await house.incident()).priority).toBe(2);
    expect((await house.reasons()).filter((reason) => reason === 'priority-by-person')).toHaveLength(1);
  });

  it('closed by hand while alerts burn: a comment, then opened again if they still do; three times at most', async () => {
    await burning();
    house.system.touch('F-1', { standing: 'closed' });
    await house.pass(minuteMs);
    const said = (await house.done()).at(-1);
    expect(said?.op).toBe('update');
    expect(said?.public).toBe('');
    expect(said?.text).toMatch(/^Closed by hand, yet still open: 1 alert\. .*opens this ticket again\.$/);
    await house.pass(13 * minuteMs);
    expect(await house.ops()).toEqual(['open', 'update']);
    await house.pass(2 * minuteMs);
    expect(await house.ops()).toEqual(['open', 'update', 'reopen']);
    expect((await house.done()).at(-1)?.text).toMatch(/^Opened again by Vigie: it was closed by hand/);
    for (const _ of [2, 3, 4]) {
      house.system.touch('F-1', { standing: 'closed' });
      await house.pass(20 * minuteMs);
    }
    expect((await house.ops()).filter((op) => op === 'reopen')).toHaveLength(3);
    expect(house.system.sink.tickets.size).toBe(1);
  });

  it('closed by hand shortly before the alerts end: resolved, never opened again', async () => {
    await burning();
    house.system.touch('F-1', { standing: 'resolved', assignee: 'Anna' });
    await house.pass(minuteMs);
    await house.say('db-01', 'disk', 'ok');
    await house.pass(30 * minuteMs);
    expect(await house.incident()).toMatchObject({ state: 'resolved' });
    expect((await house.ops()).filter((op) => op === 'reopen')).toEqual([]);
  });

  it('closed by hand once the alerts have ended: the incident is resolved by that person at once', async () => {
    await burning();
    await house.say('db-01', 'disk', 'ok');
    house.system.touch('F-1', { standing: 'resolved', assignee: 'Anna' });
    await house.pass(minuteMs);
    expect(await house.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'person' });
  });

  it.each([
    ['deleted', 'ticket-deleted-by-hand'],
    ['merged', 'ticket-merged-by-hand'],
  ] as const)('%s by hand: never made anew', async (standing, reason) => {
    await burning();
    house.system.touch('F-1', { standing });
    await house.pass(6 * minuteMs);
    expect(await house.reasons()).toContain(reason);
    await house.say('db-01', 'memory');
    await house.say('db-01', 'disk', 'ok');
    await house.say('db-01', 'memory', 'ok');
    await house.pass(20 * minuteMs);
    expect(house.system.sink.tickets.size).toBe(1);
    expect(await house.ops()).toEqual(['open']);
    expect(await house.incident()).toMatchObject({ state: 'resolved' });
  });

  it('opened again by hand after Vigie resolved it: left to the person', async () => {
    await burning();
    await house.say('db-01', 'disk', 'ok');
    await house.pass(12 * minuteMs);
    expect(await house.ops()).toEqual(['open', 'resolve']);
    house.system.touch('F-1', { standing: 'in-progress' });
    await house.pass(30 * minuteMs);
    expect(await house.ops()).toEqual(['open', 'resolve']);
    expect((await house.reasons()).filter((reason) => reason === 'ticket-reopened-by-hand')).toHaveLength(1);
  });

  it('is not misread while a reopening of ours has not arrived', async () => {
    await burning();
    await house.say('db-01', 'disk', 'ok');
    await house.pass(6 * minuteMs);
    house.system.sink.whim = (method) => (method === 'reopen' ? 'busy' : 'fine');
    await house.say('db-01', 'disk');
    await house.pass(3 * minuteMs);
    expect(await house.reasons()).not.toContain('ticket-closed-by-hand');
    house.system.sink.whim = () => 'fine';
    await house.pass(3 * minuteMs);
    expect(await house.ops()).toEqual(['open', 'resolve', 'reopen']);
    expect(await house.reasons()).not.toContain('ticket-closed-by-hand');
  });
});

describe('a system that does not answer', () => {
  it('is asked ever more seldom, and nothing is lost', async () => {
    await burning();
    house.system.silent = 'glpi-unreachable';
    house.system.touch('F-1', { assignee: 'Anna' });
    await house.pass(5 * minuteMs);
    expect(house.troubles).toEqual(['glpi-unreachable']);
    house.system.silent = null;
    await house.pass(6 * minuteMs);
    expect((await house.incident()).acknowledgedBy).toBe('Anna');
  });
});
