import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { firstNumber, ZnunyBench } from '../../tests/fakes/znuny/znuny-bench.ts';
import { readOf } from '../../tests/fakes/read-of.ts';
import type { SinkProbe } from '../probe.ts';
import type { SeenTicket, TicketReader } from '../reader.ts';

let bench: ZnunyBench;
let reader: TicketReader;

beforeEach(async () => {
  bench = await ZnunyBench.start();
  ({ reader } = bench);
});
afterEach(() => bench.stop());

describe('what people did', () => {
  it('is told once, with what they said, our own words known as ours', async () => {
    await bench.sink.create(opening());
    const { cursor, tickets: none } = readOf(await reader.readSince(null));
    expect(none).toEqual([]);
    bench.passMinutes(10);
    bench.fake.store.change(bench.ticket(), { state: 'open', owner: 'alice', lock: 'lock' });
    bench.fake.store.addArticle(bench.ticket(), { subject: 's', body: 'on it', isPublic: true, from: 'Alice' });
    await bench.sink.update(call(operation('alpha', 'update', 2), firstNumber));
    const { tickets } = readOf(await reader.readSince(cursor));
    expect(tickets).toMatchObject([
      {
        ticket: firstNumber,
        key: keyNamed('alpha'),
        kind: 'incident',
        standing: 'in-progress',
        changedAt: bench.clock.now(),
        priority: 2,
        team: 'Network Ops',
        assignee: 'alice',
        requester: 'opsmonitor',
        mergedInto: null,
      },
    ]);
    expect(
      tickets[0]!.comments.map(({ own, public: visible, author, text }) => [own, visible, author, text.split('\n')[0]]),
    ).toEqual([
      [true, false, 'opsapi Lab', 'details 1 & more'],
      [false, true, 'Alice', 'on it'],
      [true, true, 'opsapi Lab', 'update 2: users of alpha <script>alert(1)</script>'],
      [true, false, 'opsapi Lab', 'details 2 & more'],
    ]);
    bench.passMinutes(2);
    await reader.readSince(cursor);
    expect(readOf(await reader.readSince(cursor)).tickets).toEqual([]);
  });

  it('names nobody where Znuny knows no customer', async () => {
    const { cursor } = readOf(await reader.readSince(null));
    bench.addForeign().customer = '';
    bench.passMinutes(2);
    expect(readOf(await reader.readSince(cursor)).tickets).toMatchObject([{ requester: null }]);
  });

  it('comes oldest first, a hundred at a time, none left out', async () => {
    const { cursor } = readOf(await reader.readSince(null));
    for (let n = 0; n < 1_130; n += 1)
      bench.addForeign(`t${String(n)}`).changed = `2026-11-23 19:${String(10 + (n % 40))}:${String(10 + (n % 50))}`;
    bench.passMinutes(60);
    const told: SeenTicket[] = [];
    let next = cursor;
    for (let calls = 0, more = true; more && calls < 60; calls += 1) {
      const read = readOf(await reader.readSince(next));
      expect(read.tickets.length).toBeLessThanOrEqual(100);
      told.push(...read.tickets);
      ({ cursor: next, more } = read);
    }
    expect(new Set(told.map(({ ticket }) => ticket)).size).toBe(1_130);
    const times = told.map(({ changedAt }) => changedAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('is found although it was committed late', async () => {
    const { cursor } = readOf(await reader.readSince(null));
    bench.passMinutes(1);
    bench.addForeign('soon');
    const next = readOf(await reader.readSince(cursor));
    bench.addForeign('late').changed = '2026-11-23 19:00:30';
    bench.passMinutes(2);
    expect(readOf(await reader.readSince(next.cursor)).tickets.map(({ title }) => title)).toContain('late');
  });

  it('asks with times that Znuny reads, and takes no other cursor', async () => {
    await reader.readSince(String(bench.clock.now()));
    const asked = bench.fake.seen
      .map(({ query }) => query.get('TicketLastChangeTimeNewerDate'))
      .filter((time) => time !== null);
    expect(asked).toEqual(['2026-11-23 18:55:00']);
    expect(await reader.readSince('garbage')).toMatchObject({ outcome: 'unknown', code: 'znuny-bad-cursor' });
  });
});

describe('tickets by their numbers', () => {
  it('come as they stand; what is gone is deleted', async () => {
    await bench.sink.create(opening());
    bench.addForeign().state = 'merged';
    ({ reader } = await bench.reconfigure({ states: { pending: 'new' } }));
    const ids = [firstNumber, bench.ticket(2).number, '2026112310000404', "1' OR 1"];
    const { tickets } = readOf(await reader.readTickets(ids));
    expect(new Map(tickets.map(({ ticket, standing }) => [ticket, standing]))).toEqual(
      new Map([
        [ids[0], 'pending'],
        [ids[1], 'merged'],
        [ids[2], 'deleted'],
        [ids[3], 'deleted'],
      ]),
    );
  });

  it('too large for an answer come without their articles', async () => {
    const large = bench.addForeign('large');
    bench.fake.store.addArticle(large, { subject: 's', body: 'y'.repeat(5_000_000), isPublic: true });
    const { tickets } = readOf(await reader.readTickets([large.number]));
    expect(tickets).toMatchObject([{ title: 'large', text: '' }]);
  });

  it.each([
    ['a page', { kind: 'status', status: 200, body: '<html>' }],
    ['another shape', { kind: 'status', status: 200, body: { Ticket: [{ TicketID: 1 }] } }],
    ['another ticket', { kind: 'status', status: 200, body: { Ticket: 'x' } }],
    ['an error', { kind: 'status', status: 500 }],
  ] as const)('are unknown, not gone, where the answer is %s', async (_name, does) => {
    bench.addForeign();
    bench.fake.fail({ on: /^GET Ticket/, does });
    expect(await reader.readTickets([firstNumber])).toMatchObject({ outcome: 'unknown' });
    expect(await reader.readSince('1')).toMatchObject({ outcome: 'unknown' });
  });
});

describe('the probe', () => {
  const probe = (): ReturnType<SinkProbe['probe']> => bench.probe.probe();

  it('finds all well, and writes nothing', async () => {
    bench.addForeign();
    expect((await probe()).filter(({ level }) => level !== 'fine')).toEqual([]);
    expect(
      bench.fake.seen.filter(({ method, path }) => method === 'PATCH' || (method === 'POST' && path === 'Ticket')),
    ).toEqual([]);
  });

  it('says that a search finds everything, and that no ticket is seen', async () => {
    bench.addForeign();
    bench.fake.store.dynamicFields.delete('VigieKey');
    expect(JSON.stringify(await probe())).toContain('add the dynamic field VigieKey');
    bench.fake.store.tickets.clear();
    expect((await probe()).filter(({ level }) => level === 'warning')).toHaveLength(1);
  });

  it.each([
    ['wrong credentials', { password: 'wrong-password' }, /user and password/],
    ['another service', { url: 'http://127.0.0.1:9/znuny/nph-genericinterface.pl/Webservice/Nope' }, /check url/],
  ])('says what to do about %s', async (_name, wrong, cure) => {
    await bench.reconfigure(wrong);
    const findings = await probe();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ level: 'fault' });
    expect(findings[0]!.cure).toMatch(cure);
    expect(JSON.stringify(findings)).not.toContain('wrong-password');
  });
});
