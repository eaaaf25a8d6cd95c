import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import type { FakeFreshservice } from '../../tests/fakes/freshservice/freshservice-server.ts';
import { openFake } from '../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../tests/fakes/open-fake.ts';
import type { ProblemRecords } from '../sink-kind.ts';
import type { TicketSink } from '../sink.ts';
import { FreshserviceConfig } from './freshservice/freshservice-config.ts';

let bench: OpenFake<FakeFreshservice>;
let fresh: FakeFreshservice;
let sink: TicketSink;
const clock = new ToldClock(1_000);

describe('with the fake', () => {
  beforeEach(async () => {
    bench = await openFake('freshservice', { timeoutMs: 500, assets: { 'sw-1': 42 } }, clock);
    ({ fake: fresh, sink } = bench);
  });
  afterEach(() => bench.stop());

  it('keeps the tags and assets of others, and brings the key back', async () => {
    await sink.create(opening());
    const ticket = fresh.tickets.get(1)!;
    expect(ticket).toMatchObject({
      tags: [`vg-${keyNamed('alpha')}`],
      assets: [{ display_id: 42 }],
      priority: 3,
      impact: 3,
      urgency: 2,
    });
    ticket.tags = ['storage'];
    ticket.assets = [{ display_id: 7 }];
    await sink.update(call(operation('alpha', 'update', 2), '1'));
    expect(ticket).toMatchObject({
      tags: ['storage', `vg-${keyNamed('alpha')}`],
      assets: [{ display_id: 7 }, { display_id: 42 }],
    });
  });

  it('promotes a major, and demotes only what it promoted', async () => {
    await sink.create(opening('alpha', { major: true }));
    expect(fresh.tickets.get(1)!.major).toBe(true);
    await sink.update(call(operation('alpha', 'update', 2), '1'));
    expect(fresh.tickets.get(1)!.major).toBe(false);
    fresh.tickets.get(1)!.major = true;
    await sink.update(call(operation('alpha', 'update', 3), '1'));
    expect(fresh.tickets.get(1)!.major).toBe(true);
  });

  it('a field that must be filled: said, tried again', async () => {
    await sink.create(opening());
    fresh.mandatory = 'category';
    expect(await sink.resolve(call(operation('alpha', 'resolve', 2), '1'))).toMatchObject({
      outcome: 'failed',
      code: 'freshservice-resolve-refused',
      message: expect.stringContaining('category') as string,
    });
  });

  it('keeps to its calls of a minute, and rests when nothing remains', async () => {
    const { sink: thrifty } = await bench.openAs({ callsPerMinute: 5 });
    for (let n = 0; n < 5; n += 1) await thrifty.find(keyNamed('alpha'));
    expect(await thrifty.find(keyNamed('alpha'))).toMatchObject({
      outcome: 'unknown',
      code: 'freshservice-busy',
      retryAfterMs: 60_000,
    });
    expect(fresh.seen).toHaveLength(5);
    clock.advanceTo(clock.now() + 60_001);
    fresh.fail({
      on: /filter/,
      times: 1,
      does: { kind: 'status', status: 200, headers: { 'X-Ratelimit-Remaining': '0' }, body: { tickets: [] } },
    });
    expect(await thrifty.find(keyNamed('alpha'))).toMatchObject({ outcome: 'found' });
    expect(await thrifty.find(keyNamed('alpha'))).toMatchObject({ code: 'freshservice-busy' });
  });

  it('tells what people did, and what is our own', async () => {
    const start = await bench.reader.readSince(null);
    await sink.create(opening());
    const ticket = fresh.tickets.get(1)!;
    ticket.status = 3;
    ticket.notes.push({
      id: 1,
      body: '<p>Re: [VGK7Q2M4XB3DA.3p] thanks</p>',
      private: false,
      incoming: true,
      at: ticket.updated_at,
    });
    const read = await bench.reader.readSince(start.outcome === 'read' ? start.cursor : null);
    expect(read).toMatchObject({
      outcome: 'read',
      tickets: [
        {
          key: keyNamed('alpha'),
          standing: 'pending',
          priority: 2,
          comments: [{ own: true, public: false }, { own: false }],
        },
      ],
    });
    ticket.deleted = true;
    expect(await bench.reader.readTickets(['1', '99'])).toMatchObject({
      tickets: [{ standing: 'deleted' }, { standing: 'deleted' }],
    });
  });

  describe('problem records', () => {
    const wanted = { problems: { requester: 7, dueInDays: 10 } };
    const records = async (more: object = {}): Promise<ProblemRecords> =>
      (await bench.openAs({ ...wanted, ...more })).problems!;
    const tie = call(operation('alpha', 'link', 2), '1', { into: '1' });

    it('have what the form demands, and the marker first in the subject', async () => {
      await (await records()).sink.create(opening());
      expect(fresh.problems.all.get(1)).toMatchObject({
        subject: `[${keyNamed('alpha').slice(0, 13)}] P2 – alpha <b>&"'`,
        ...{ requester_id: 7, status: 1, priority: 3, impact: 3, due_by: '1970-01-11T00:00:01Z' },
      });
      expect(fresh.tickets.size).toBe(0);
    });

    it('leave the problem that a person chose for a ticket, and need no ticket that is gone', async () => {
      const { sink: problems } = await records();
      await problems.create(opening());
      await sink.create(opening('incident-1'));
      fresh.tickets.get(1)!.problem = { display_id: 9 };
      expect(await problems.link?.(tie)).toMatchObject({ outcome: 'done' });
      expect(fresh.tickets.get(1)!.problem).toEqual({ display_id: 9 });
      fresh.tickets.delete(1);
      expect(await problems.link?.(tie)).toMatchObject({ outcome: 'done' });
    });

    it('wait for a field that a form demands, and doctor names it', async () => {
      const { sink: problems, probe } = await records();
      fresh.problems.demandedOwn = ['Root cause team'];
      expect(await problems.create(opening())).toMatchObject({
        outcome: 'failed',
        code: 'freshservice-problem-refused',
        message: expect.stringContaining('Root cause team') as string,
      });
      expect(await probe?.probe()).toMatchObject([
        { level: 'fine' },
        { level: 'fault', what: expect.stringContaining('"Root cause team"') as string },
      ]);
      fresh.problems.areThere = false;
      expect(await probe?.probe()).toMatchObject([
        { level: 'fault', cure: expect.stringContaining('the plan') as string },
      ]);
    });

    it('are looked up in the whole list, as far as it can be looked through', async () => {
      const { sink: problems } = await records();
      await problems.create(opening());
      const { description } = fresh.problems.all.get(1)!;
      for (let n = 0; n < 250; n += 1) await problems.create(opening(`other-${String(n)}`));
      expect(description).toContain(keyNamed('alpha'));
      expect(await problems.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: '1' }] });
      const page = {
        problems: [...Array(100).keys()].map((n) => ({ ...fresh.problems.all.get(2), id: n + 1, updated_at: '' })),
      };
      fresh.fail({ on: /^GET problems/, does: { kind: 'status', status: 200, body: page } });
      expect(await problems.find(keyNamed('alpha'))).toMatchObject({
        outcome: 'unknown',
        code: 'freshservice-too-many',
      });
    });
  });

  it('probes', async () => {
    const odd = await bench.openAs({ groups: { web: 1, db: 9 } });
    expect((await odd.probe!.probe()).map(({ level }) => level)).toEqual(['fine', 'fine', 'fault', 'fine']);
    fresh.statuses = [...fresh.statuses, [6, 'With vendor']];
    const mapped = await bench.openAs({ states: { resolved: 14 } });
    expect((await mapped.probe!.probe()).map(({ level, what }) => `${level} ${what}`).slice(-2)).toEqual([
      expect.stringMatching(/^fault .*states.resolved names "14".*"4"/),
      expect.stringMatching(/^warning .*"6" is in no step/),
    ]);
  });

  it.each([
    { url: 'https://x.test/api/v2' },
    { apiKey: 'a\r\nb' },
    { requester: 'nobody' },
    { priorities: { '1': 9 } },
    { tokn: 1 },
  ])('refuses %j', (wrong) => {
    expect(FreshserviceConfig.safeParse({ ...bench.started.section, ...wrong }).success).toBe(false);
  });
});
