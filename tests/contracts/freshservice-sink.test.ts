// The contracts of ticketing systems, run on Freshservice's adapter against the fake, and its own pitfalls.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { SinkCall } from '../../ticketing/sink.ts';
import { Freshservice } from '../../ticketing/sinks/freshservice.ts';
import { FreshserviceConfig } from '../../ticketing/sinks/freshservice/freshservice-config.ts';
import { FakeFreshservice, freshKey } from '../fakes/freshservice/freshservice-server.ts';
import { httpSinkContract } from './http-sink.ts';
import type { HttpSinkBench } from './http-sink.ts';
import { keyNamed, operation, ticketSinkContract } from './ticket-sink.ts';
import type { SeenTicket, SinkBench } from './ticket-sink.ts';

let fresh: FakeFreshservice;
let sink: Freshservice;

const configured = (fake: FakeFreshservice, more: object = {}): FreshserviceConfig =>
  FreshserviceConfig.parse({
    type: 'freshservice',
    url: fake.origin,
    apiKey: freshKey,
    requester: 'noc@lab.example',
    timeoutMs: 500,
    callsPerMinute: 5_000,
    ...more,
  });
const call = (op: SinkCall['operation'], ticket: string | null): SinkCall => ({
  operation: op,
  ticket,
  into: null,
  again: false,
});
const major = (seq: number, is: boolean): SinkCall['operation'] => {
  const op = operation('alpha', seq === 1 ? 'open' : 'update', seq);
  return { ...op, fields: { ...op.fields, major: is } };
};

async function sinkBench(): Promise<SinkBench> {
  const fake = await FakeFreshservice.start();
  const own = new Freshservice(configured(fake, { timeoutMs: 10_000 }), new ToldClock(0));
  const look = (id: string): SeenTicket | undefined => {
    const ticket = fake.tickets.get(Number(id));
    if (ticket === undefined) return undefined;
    const notes = ticket.notes.map(({ body }) => body);
    const linkedTo = notes.flatMap((body) => /→ #(\d+)/.exec(body)?.[1] ?? []);
    const said = [ticket.description, ticket.resolution_notes, ...notes];
    return { open: ticket.status < 4, title: ticket.subject, said, linkedTo };
  };
  const close = async (): Promise<void> => {
    await own.stop();
    await fake.stop();
  };
  return { sink: own, look, remove: (id) => void (fake.tickets.get(Number(id))!.deleted = true), close };
}

async function httpBench(): Promise<HttpSinkBench> {
  const fake = await FakeFreshservice.start();
  const own = new Freshservice(configured(fake), new ToldClock(0));
  const stranger = new Freshservice(configured(fake, { apiKey: 'wrong' }), new ToldClock(0));
  return {
    fake,
    sink: own,
    stranger,
    system: 'freshservice',
    creates: /^POST tickets$/,
    looksUp: /^GET tickets\/filter/,
    count: () => fake.tickets.size,
    settle: () => undefined,
    close: async () => {
      await own.stop();
      await stranger.stop();
      await fake.stop();
    },
  };
}

describe('freshservice, against the fake', () => ticketSinkContract(sinkBench));
describe('freshservice, over HTTP', () => httpSinkContract(httpBench));

describe('with the fake', () => {
  beforeEach(async () => {
    fresh = await FakeFreshservice.start();
    sink = new Freshservice(configured(fresh, { assets: { 'sw-1': 42 } }), new ToldClock(0));
  });
  afterEach(async () => {
    await sink.stop();
    await fresh.stop();
  });

  it('keeps the tags and assets of others, and brings the key back', async () => {
    await sink.create(call(operation('alpha', 'open', 1), null));
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
    await sink.create(call(major(1, true), null));
    expect(fresh.tickets.get(1)!.major).toBe(true);
    await sink.update(call(major(2, false), '1'));
    expect(fresh.tickets.get(1)!.major).toBe(false);
    fresh.tickets.get(1)!.major = true;
    await sink.update(call(major(3, false), '1'));
    expect(fresh.tickets.get(1)!.major).toBe(true);
  });

  it('a field that must be filled: said, tried again', async () => {
    await sink.create(call(operation('alpha', 'open', 1), null));
    fresh.mandatory = 'category';
    expect(await sink.resolve(call(operation('alpha', 'resolve', 2), '1'))).toMatchObject({
      outcome: 'failed',
      code: 'freshservice-resolve-refused',
      message: expect.stringContaining('category') as string,
    });
  });

  it('keeps to its calls of a minute, and rests when nothing remains', async () => {
    const clock = new ToldClock(1_000);
    const thrifty = new Freshservice(configured(fresh, { callsPerMinute: 5 }), clock);
    for (let n = 0; n < 5; n += 1) await thrifty.find(keyNamed('alpha'));
    expect(await thrifty.find(keyNamed('alpha'))).toMatchObject({
      outcome: 'unknown',
      code: 'freshservice-busy',
      retryAfterMs: 60_000,
    });
    expect(fresh.seen).toHaveLength(5);
    clock.advanceTo(61_001);
    fresh.fail({
      on: /filter/,
      times: 1,
      does: { kind: 'status', status: 200, headers: { 'X-Ratelimit-Remaining': '0' }, body: { tickets: [] } },
    });
    expect(await thrifty.find(keyNamed('alpha'))).toMatchObject({ outcome: 'found' });
    expect(await thrifty.find(keyNamed('alpha'))).toMatchObject({ code: 'freshservice-busy' });
    await thrifty.stop();
  });

  it('tells what people did, and what is our own', async () => {
    const start = await sink.reader.readSince(null);
    await sink.create(call(operation('alpha', 'open', 1), null));
    const ticket = fresh.tickets.get(1)!;
    ticket.status = 3;
    ticket.notes.push({
      id: 1,
      body: '<p>Re: [VGK7Q2M4XB3DA.3p] thanks</p>',
      private: false,
      incoming: true,
      at: Date.now(),
    });
    const read = await sink.reader.readSince(start.outcome === 'read' ? start.cursor : null);
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
    expect(await sink.reader.readTickets(['1', '99'])).toMatchObject({
      tickets: [{ standing: 'deleted' }, { standing: 'deleted' }],
    });
  });

  it('probes', async () => {
    const odd = new Freshservice(configured(fresh, { groups: { web: 1, db: 9 } }), new ToldClock(0));
    expect((await odd.probe.probe()).map(({ level }) => level)).toEqual(['fine', 'fine', 'fault', 'fine']);
    await odd.stop();
    fresh.statuses = [...fresh.statuses, [6, 'With vendor']];
    const mapped = new Freshservice(configured(fresh, { states: { resolved: 14 } }), new ToldClock(0));
    expect((await mapped.probe.probe()).map(({ level, what }) => `${level} ${what}`).slice(-2)).toEqual([
      expect.stringMatching(/^fault .*states.resolved names "14".*"4"/),
      expect.stringMatching(/^warning .*"6" is in no step/),
    ]);
    await mapped.stop();
  });

  it.each([
    { url: 'https://x.test/api/v2' },
    { apiKey: 'a\r\nb' },
    { requester: 'nobody' },
    { priorities: { '1': 9 } },
    { tokn: 1 },
  ])('refuses %j', (wrong) => {
    expect(FreshserviceConfig.safeParse({ ...configured(fresh), ...wrong }).success).toBe(false);
  });
});
