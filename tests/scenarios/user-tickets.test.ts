// A person reports what burns already: GLPI's own ticket gets one answer and a link, and keeps its title and levels.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../contracts/ticket-sink.ts';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { Glpi } from '../../ticketing/sinks/glpi.ts';
import { GlpiConfig } from '../../ticketing/sinks/glpi/glpi-config.ts';
import { minuteMs, TwoWayHouse } from './two-way-house.ts';

describe('an answer in GLPI', () => {
  let glpi: FakeGlpi;
  let sink: Glpi;

  beforeEach(async () => {
    glpi = await FakeGlpi.start();
    sink = new Glpi(GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1 }), {
      now: () => 0,
    });
    glpi.store.addTicket({ name: 'The web shop is down', content: 'help', urgency: 2, impact: 2 });
    await sink.create({ operation: operation('alpha', 'open', 1), ticket: null, into: null, again: false });
  });
  afterEach(async () => {
    await sink.stop();
    await glpi.stop();
  });

  it('is a public comment and a link, once, whatever is repeated', async () => {
    const before = { ...glpi.store.tickets.get(1) };
    const answer = operation('user', 'answer', 1);
    for (const again of [false, true])
      expect(await sink.answer({ operation: answer, ticket: '1', into: '2', again })).toMatchObject({
        outcome: 'done',
      });
    const { name, urgency, impact, priority, status } = glpi.store.tickets.get(1)!;
    expect({ name, urgency, impact, priority, status }).toMatchObject({
      ...{ name: before.name, urgency: before.urgency, impact: before.impact, priority: before.priority },
      status: before.status,
    });
    const notes = glpi.store.followups.filter(({ items_id: id }) => id === 1);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ is_private: 0 });
    expect(glpi.store.links).toMatchObject([{ tickets_id_1: 1, tickets_id_2: 2 }]);
  });

  it('is refused where the ticket is gone, and asks for no other', async () => {
    const answer = operation('user', 'answer', 1);
    expect(await sink.answer({ operation: answer, ticket: '99', into: '2', again: false })).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
  });
});

describe('an answer, from the look to the ledger', () => {
  let house: TwoWayHouse;

  beforeEach(async () => {
    house = await TwoWayHouse.open({ policy: { ticketing: { userTickets: { sinks: ['itsm'] } } } });
  });
  afterEach(() => house.close());

  it('is given once to each person, over restarts of the observer, and its own comment starts no loop', async () => {
    await house.say('db-01', 'disk');
    await house.pass(minuteMs);
    house.system.report('U-1', 'db-01 is slow today');
    house.system.report('U-2', 'new chair please');
    await house.pass(2 * minuteMs);
    expect(house.system.sink.answered).toEqual([{ ticket: 'U-1', into: 'F-1' }]);
    await house.observeAnew();
    house.system.report('U-1', 'db-01 is slow today');
    await house.pass(10 * minuteMs);
    expect(house.system.sink.answered).toHaveLength(1);
    expect(await house.ops()).toEqual(['open', 'answer']);
    expect(await house.reasons()).toContain('user-ticket-linked');
  });
});
