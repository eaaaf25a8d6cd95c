import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { firstNumber, ZnunyBench } from '../../tests/fakes/znuny/znuny-bench.ts';

let bench: ZnunyBench;

beforeEach(async () => {
  bench = await ZnunyBench.start();
});
afterEach(() => bench.stop());

describe('creating', () => {
  it('sends plain text, the key in its field, the public text visible, the details not', async () => {
    expect(await bench.sink.create(opening())).toEqual({
      outcome: 'done',
      ticket: {
        ticket: firstNumber,
        url: `${bench.fake.origin}/znuny/index.pl?Action=AgentTicketZoom;TicketNumber=${firstNumber}`,
      },
    });
    const ticket = bench.ticket();
    expect(ticket).toMatchObject({
      title: `P2 – alpha <b>&"'`,
      queue: 'Network Ops',
      state: 'new',
      priority: '4 high',
    });
    expect(ticket.fields.get('VigieKey')).toBe(keyNamed('alpha'));
    expect(ticket.articles.map(({ isPublic, body }) => [isPublic, body])).toEqual([
      [true, `open 1: users of alpha <script>alert(1)</script>\nVigie ${keyNamed('alpha')}`],
      [false, `details 1 & more\n[${keyNamed('alpha').slice(0, 13)}.1t]`],
    ]);
  });

  it('loses no sign on the way without saying so, and cuts titles itself', async () => {
    const fields = {
      title: `🚨 ${'漢'.repeat(400)}`,
      publicText: 'down 🚨 \u001b[31mnow',
      technicalText: 'x'.repeat(5_000_000),
    };
    await bench.sink.create(opening('alpha', fields));
    expect(bench.ticket().title).toBe(`□ ${'漢'.repeat(198)}`);
    expect(bench.ticket().articles[0]!.body).toMatch(/^down □ {2}\[31mnow\n/);
    expect(Buffer.byteLength(bench.ticket().articles[1]!.body)).toBeLessThan(510_000);
    expect(JSON.stringify([...bench.fake.store.tickets.values()])).not.toContain('\ufffd');
  });

  it('chooses queue, type, service and names by configuration', async () => {
    await bench.reconfigure({
      queues: { db: 'DB Ops' },
      ticketType: 'Incident',
      service: 'Payments',
      priorities: { 2: '3 normal' },
      states: { registered: 'open' },
    });
    bench.fake.store.typesOn = true;
    await bench.sink.create(opening('alpha', { team: 'db' }));
    await bench.sink.create(opening('beta', { team: '__proto__' }));
    expect(bench.ticket()).toMatchObject({
      queue: 'DB Ops',
      type: 'Incident',
      service: 'Payments',
      priority: '3 normal',
      state: 'open',
    });
    expect(bench.ticket(2)).toMatchObject({ queue: 'Network Ops' });
  });

  it.each([
    ['queue', { queue: 'Nope' }, 'TicketCreate.InvalidParameter'],
    ['queue without rights', { queue: 'Secret' }, 'TicketCreate.AccessDenied'],
    ['customer', { customer: 'nobody' }, 'CustomerUser'],
    ['service', { service: 'Mail' }, 'Service'],
    ['state', { states: { registered: 'assigned' } }, 'State'],
  ])('says which %s is wrong, and asks again', async (_name, wrong, words) => {
    await bench.reconfigure(wrong);
    const outcome = await bench.sink.create(opening());
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'znuny-refused', retryAfterMs: 60_000, systemic: false });
    expect(JSON.stringify(outcome)).toContain(words);
    expect(bench.fake.store.tickets.size).toBe(0);
  });
});

describe('the search', () => {
  it('is not believed where it ignores the field: nothing is created', async () => {
    bench.addForeign();
    await bench.reconfigure({ keyField: 'NotThere' });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({
      outcome: 'unknown',
      code: 'znuny-search-unfiltered',
    });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'failed', code: 'znuny-search-unfiltered' });
    expect(bench.fake.store.tickets.size).toBe(1);
  });

  it('says that the route is missing', async () => {
    bench.fake.searchByPost = false;
    const outcome = await bench.sink.create(opening());
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'znuny-ill' });
    expect(JSON.stringify(outcome)).toContain('POST /TicketSearch');
  });

  it('asks for the impossible once, and verifies each hit', async () => {
    await bench.sink.create(opening());
    const foreign = bench.addForeign();
    foreign.fields.set('VigieKey', keyNamed('alpha').toLowerCase());
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: firstNumber }] });
    await bench.sink.find(keyNamed('beta'));
    const impossible = bench.fake.seen.filter(({ body }) => body.includes('NO0KEY0HAS0A0ZERO'));
    expect(impossible).toHaveLength(1);
    expect(await bench.sink.find('* OR 1=1')).toMatchObject({ outcome: 'unknown', code: 'znuny-no-key' });
  });

  it('sends the condition as an object by POST: in a GET it would find everything', async () => {
    await bench.sink.find(keyNamed('alpha'));
    const asked = bench.fake.seen.filter(({ path }) => path === 'TicketSearch');
    expect(
      asked.every(({ method, body }) => method === 'POST' && /"DynamicField_VigieKey":\{"Equals":/.test(body)),
    ).toBe(true);
    expect(
      bench.fake.seen.some(
        ({ method, query }) => method === 'GET' && [...query.keys()].some((name) => name.startsWith('DynamicField_')),
      ),
    ).toBe(false);
  });

  it('tells duplicates, the oldest first', async () => {
    await bench.sink.create(opening());
    bench.addForeign().fields.set('VigieKey', keyNamed('alpha'));
    const found = await bench.sink.find(keyNamed('alpha'));
    expect(found.outcome === 'found' && found.tickets.map(({ ticket }) => ticket)).toEqual([
      firstNumber,
      bench.ticket(2).number,
    ]);
  });

  it('that says something else is never "none"', async () => {
    await bench.sink.find(keyNamed('alpha'));
    for (const TicketID of ['all', ["1' OR '1"], Array.from({ length: 21 }, (_, n) => String(n + 1))]) {
      bench.fake.heal();
      bench.fake.fail({ on: /TicketSearch/, does: { kind: 'status', status: 200, body: { TicketID } } });
      expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown' });
    }
  });
});

describe('answers that do not come, or say little', () => {
  it('another shape is a doubt, a body over the limit a refusal', async () => {
    const fail = (status: number, body: unknown): void => {
      bench.fake.heal();
      bench.fake.fail({ on: /^POST Ticket$/, does: { kind: 'status', status, body } });
    };
    fail(200, { TicketID: 'one' });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'in-doubt', code: 'znuny-misread' });
    fail(413, '');
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'failed', code: 'znuny-refused' });
  });

  it('a create that failed at its article is completed, not made again', async () => {
    bench.fake.store.failingArticles = 1;
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'in-doubt' });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: firstNumber }] });
    const completed = { ...opening(), ticket: firstNumber, again: true };
    expect(await bench.sink.create(completed)).toMatchObject({ outcome: 'done' });
    expect(await bench.sink.create(completed)).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().articles.map(({ isPublic }) => isPublic)).toEqual([true, false]);
  });
});

describe('what people did meanwhile', () => {
  beforeEach(async () => {
    await bench.sink.create(opening());
  });

  it.each(['new', 'open', 'pending reminder'])('resolves from %s', async (state) => {
    bench.ticket().state = state;
    expect(await bench.told('resolve')).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().state).toBe('closed successful');
  });

  it('closed: told by note, no field forced, not resolved twice', async () => {
    bench.ticket().state = 'closed unsuccessful';
    await bench.told('escalate');
    await bench.told('resolve', 3);
    expect(bench.ticket()).toMatchObject({ state: 'closed unsuccessful', priority: '4 high' });
    expect(await bench.told('reopen', 4)).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().state).toBe('open');
  });

  it.each(['merged', 'removed'])('%s: gone, though Znuny would take the update', async (state) => {
    bench.ticket().state = state;
    for (const op of ['update', 'escalate', 'resolve', 'reopen'] as const)
      expect(await bench.told(op)).toMatchObject({ outcome: 'refused', code: 'closed-for-good' });
    expect(bench.ticket()).toMatchObject({ state });
  });

  it('moved to where the agent may not look: gone, unless the agent sees nothing at all', async () => {
    bench.ticket().queue = 'Secret';
    expect(await bench.told('update')).toMatchObject({ outcome: 'failed', code: 'znuny-no-right' });
    bench.addForeign();
    expect(await bench.told('update')).toMatchObject({ outcome: 'refused', code: 'closed-for-good' });
  });

  it('a state that is none of closed ones is not called resolved', async () => {
    await bench.reconfigure({ states: { resolved: 'open' } });
    expect(await bench.told('resolve')).toMatchObject({ outcome: 'failed', code: 'znuny-refused' });
  });

  it('merges by a note that names the survivor, since links are not offered', async () => {
    await bench.sink.create(opening('main'));
    const merge = call(operation('alpha', 'merge', 2, keyNamed('main')), firstNumber, { into: bench.ticket(2).number });
    await bench.sink.merge(merge);
    await bench.sink.merge({ ...merge, again: true });
    expect(bench.ticket().state).toBe('closed unsuccessful');
    const notes = bench.ticket().articles.filter(({ body }) => body === `→ Ticket#${bench.ticket(2).number}`);
    expect(notes.map(({ isPublic }) => isPublic)).toEqual([false]);
  });

  it('always says whether a note is visible: left out, it would be', async () => {
    await bench.told('update');
    const articles = bench.fake.seen.flatMap(({ body }) => (/"Article":/.exec(body) === null ? [] : [body]));
    expect(articles.every((body) => body.includes('"IsVisibleForCustomer":'))).toBe(true);
    expect(articles.some((body) => body.includes('DynamicField') && body.includes('PATCH'))).toBe(false);
  });

  it('refuses ids that are none of Znuny before asking', async () => {
    const before = bench.fake.seen.length;
    expect(await bench.sink.update(call(operation('alpha', 'update', 2), '../Session'))).toMatchObject({
      code: 'closed-for-good',
    });
    expect(bench.fake.seen.length).toBe(before);
  });

  it('after a restart finds the id by the number, and verifies it', async () => {
    await bench.reconfigure({});
    expect(await bench.told('update')).toMatchObject({ outcome: 'done' });
    await bench.reconfigure({});
    bench.fake.fail({ on: /^GET Ticket$/, does: { kind: 'status', status: 200, body: { TicketID: ['2'] } } });
    bench.addForeign();
    expect(await bench.told('update', 3)).toMatchObject({ outcome: 'failed', code: 'znuny-misread' });
  });
});
