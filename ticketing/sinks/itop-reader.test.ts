import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { ItopBench } from '../../tests/fakes/itop/itop-bench.ts';
import type { FakeItop } from '../../tests/fakes/itop/itop-server.ts';
import type { FakeItopTicket } from '../../tests/fakes/itop/itop-store.ts';
import { readOf } from '../../tests/fakes/read-of.ts';
import type { TicketReader } from '../reader.ts';

let bench: ItopBench;
let itop: FakeItop;
const startMs = Date.UTC(2026, 10, 23, 18, 0, 0);

async function begin(atMs: number): Promise<void> {
  bench = await ItopBench.start(new ToldClock(atMs));
  itop = bench.fake;
}
const reader = (): TicketReader => bench.reader;
const resolve = (_name: string, key: unknown): string => String(key);
const made = (title: string, fields: object = {}): FakeItopTicket =>
  itop.store.create('Incident', { org_id: 2, title, description: '<p>d</p>', ...fields }, resolve);

beforeEach(() => begin(startMs));
afterEach(() => bench.stop());

describe('what people did', () => {
  it('is told once, with what they said, our own words known as ours', async () => {
    await bench.sink.create(opening());
    let { cursor, tickets } = readOf(await reader().readSince(null));
    expect(tickets).toEqual([]);
    bench.passMinutes(10);
    const ticket = itop.store.tickets.get(1)!;
    itop.store.update(ticket, { public_log: '<p>on it</p>', status: 'assigned', team_id: 5, agent_id: 3 }, resolve);
    await bench.sink.update(call(operation('alpha', 'update', 2), 'I-000001'));
    ({ cursor, tickets } = readOf(await reader().readSince(cursor)));
    expect(tickets).toMatchObject([
      {
        ticket: 'I-000001',
        url: `${itop.url}/pages/UI.php?operation=details&class=Incident&id=1`,
        key: keyNamed('alpha'),
        kind: 'incident',
        standing: 'in-progress',
        changedAt: startMs + 600_000,
        priority: 2,
        team: 'Network Ops',
        assignee: 'Alice Agent',
        requester: null,
        mergedInto: null,
      },
    ]);
    const said = tickets[0]!.comments.map(({ own, public: visible, author, text }) => [
      own,
      visible,
      author,
      text.split('\n')[0],
    ]);
    expect(said).toEqual([
      [true, false, 'Ops Monitor', 'details 1 & more'],
      [false, true, 'Ops Monitor', 'on it'],
      [true, true, 'Ops Monitor', 'update 2: users of alpha <script>alert(1)</script>'],
      [true, false, 'Ops Monitor', 'details 2 & more'],
    ]);
    bench.passMinutes(2);
    await reader().readSince(cursor);
    expect(readOf(await reader().readSince(cursor)).tickets).toEqual([]);
  });

  it('comes oldest first, a hundred at a time, none left out although iTop lists by number', async () => {
    for (let n = 0; n < 130; n += 1) made(`t${String(n)}`);
    const times = [...itop.store.tickets.values()].map((ticket, n) => {
      ticket.fields['last_update'] = `2026-11-23 19:0${String(n % 5)}:${String(10 + (n % 50))}`;
      return ticket.fields['last_update'];
    });
    const { cursor } = readOf(await reader().readSince(null));
    bench.passMinutes(20);
    const one = readOf(await reader().readSince(cursor));
    const two = readOf(await reader().readSince(one.cursor));
    expect([one.tickets.length, one.more, two.tickets.length, two.more]).toEqual([100, true, 30, false]);
    const told = [...one.tickets, ...two.tickets];
    expect(told.map(({ changedAt }) => changedAt)).toEqual(
      [...times].sort().map((time) => Date.parse(`${time.replace(' ', 'T')}+01:00`)),
    );
    expect(new Set(told.map(({ ticket }) => ticket)).size).toBe(130);
  });

  it('is told whole although far more changed than fits on a page', async () => {
    for (let n = 0; n < 1_050; n += 1)
      made(`t${String(n)}`).fields['last_update'] = `2026-11-23 19:${String(10 + (n % 40))}:${String(10 + (n % 50))}`;
    let cursor = readOf(await reader().readSince(null)).cursor;
    bench.passMinutes(60);
    const told = new Set<string>();
    for (let calls = 0, more = true; more && calls < 60; calls += 1) {
      const read = readOf(await reader().readSince(cursor));
      for (const { ticket } of read.tickets) told.add(ticket);
      ({ cursor, more } = read);
    }
    expect(told.size).toBe(1_050);
  });

  it('is found although it was committed late', async () => {
    const { cursor } = readOf(await reader().readSince(null));
    bench.passMinutes(1);
    made('soon');
    const next = readOf(await reader().readSince(cursor));
    const late = made('late');
    late.fields['last_update'] = '2026-11-23 19:00:30';
    bench.passMinutes(2);
    expect(readOf(await reader().readSince(next.cursor)).tickets.map(({ title }) => title)).toContain('late');
  });

  it('is found in the hour that comes twice', async () => {
    await bench.stop();
    await begin(Date.UTC(2026, 9, 25, 0, 55));
    made('first time');
    const { cursor } = readOf(await reader().readSince(String(Date.UTC(2026, 9, 25, 0, 50))));
    bench.passMinutes(20);
    made('second time');
    expect(itop.store.tickets.get(2)!.fields['last_update']).toBe('2026-10-25 02:15:00');
    expect(readOf(await reader().readSince(cursor)).tickets.map(({ title }) => title)).toContain('second time');
  });

  it('asks in times of our own making only', async () => {
    const before = itop.seen.length;
    for (const cursor of ['garbage', "1' OR 1=1", '']) {
      expect(await reader().readSince(cursor)).toMatchObject({ outcome: 'unknown', code: 'itop-bad-cursor' });
    }
    expect(itop.seen.length).toBe(before);
  });

  it('of user requests is read where they are watched', async () => {
    await bench.reconfigure({ watch: ['Incident', 'UserRequest'] });
    const { cursor } = readOf(await reader().readSince(null));
    itop.store.create('UserRequest', { org_id: 2, title: 'my shop is down', description: 'x', caller_id: 2 }, resolve);
    made('by hand');
    const { tickets } = readOf(await reader().readSince(cursor));
    expect(tickets.map(({ kind, key, requester }) => [kind, key, requester]).sort()).toEqual([
      ['incident', null, null],
      ['request', null, '2'],
    ]);
  });
});

describe('tickets by their refs', () => {
  it('come as they stand; what is gone is deleted, and no other id becomes a query', async () => {
    made('one');
    const ids = ['I-000001', 'I-000404', "I' OR '1'='1"];
    const { tickets } = readOf(await reader().readTickets(ids));
    expect(tickets.map(({ ticket, standing }) => [ticket, standing])).toEqual(
      expect.arrayContaining([
        ['I-000001', 'new'],
        ['I-000404', 'deleted'],
        [ids[2], 'deleted'],
      ]),
    );
    expect(itop.seen.every(({ body }) => !decodeURIComponent(body).includes("OR '1'"))).toBe(true);
  });

  it('of states of the site by its map', async () => {
    await bench.reconfigure({ states: { pending: 'with_vendor' } });
    made('one').fields['status'] = 'with_vendor';
    made('two').fields['status'] = 'unheard_of';
    const { tickets } = readOf(await reader().readTickets(['I-000001', 'I-000002']));
    expect(tickets.map(({ standing }) => standing).sort()).toEqual(['in-progress', 'pending']);
  });

  it('too large for an answer come without their texts', async () => {
    made('small');
    const large = made('large');
    large.public_log = [
      { date: '2026-11-23 19:00:00', user_login: 'x', user_id: '2', message: 'y'.repeat(5_000_000), message_html: '' },
    ];
    const { tickets } = readOf(await reader().readTickets(['I-000001', 'I-000002']));
    expect(tickets.map(({ title }) => title).sort()).toEqual(['large', 'small']);
    expect(tickets.flatMap(({ comments }) => comments)).toEqual([]);
  });

  it.each([
    ['a page', { kind: 'status', status: 200, body: '<html>' }],
    [
      'another shape',
      {
        kind: 'status',
        status: 200,
        body: { code: 0, objects: { x: { class: 'Incident', key: '1', fields: { id: 1 } } } },
      },
    ],
    ['an error', { kind: 'status', status: 500 }],
  ] as const)('are unknown, not gone, where the answer is %s', async (_name, does) => {
    itop.fail({ on: /^core\/get/, does });
    expect(await reader().readTickets(['I-000001'])).toMatchObject({ outcome: 'unknown' });
    expect(await reader().readSince('1')).toMatchObject({ outcome: 'unknown' });
  });
});

describe('the probe', () => {
  it('finds all well', async () => {
    await bench.reconfigure({ caller: 2, team: { team: 5, agent: 3 } });
    const findings = await bench.probe.probe();
    expect(findings.filter(({ level }) => level !== 'fine')).toEqual([]);
    expect(findings.length).toBeGreaterThan(5);
  });

  it.each([
    ['a wrong password', { password: 'wrong-password' }, /user and password or token/],
    ['no class rights', { user: 'roapi' }, /Support Agent/],
    ['an organization that is not there', { organization: 99 }, /correct organization/],
    ['a team that is not there', { teams: { network: { team: 99 } } }, /correct team/],
    ['a field that is not there', { keyField: 'external_ref' }, /data model/],
  ])('says what to do about %s', async (_name, wrong, cure) => {
    await bench.reconfigure(wrong);
    const faults = (await bench.probe.probe()).filter(({ level }) => level === 'fault');
    expect(faults.map((fault) => fault.cure).join()).toMatch(cure);
    expect(JSON.stringify(faults)).not.toContain('wrong-password');
  });

  it('knows no way out of a state of the site, until it is told one', async () => {
    const faults = async (): Promise<string[]> =>
      (await bench.probe.probe()).filter(({ level }) => level === 'fault').map(({ what }) => what);
    await bench.reconfigure({ states: { pending: 'with_vendor' } });
    expect(await faults()).toEqual([expect.stringContaining('"with_vendor"')]);
    await bench.reconfigure({ states: { pending: 'with_vendor' }, stimuli: { with_vendor: 'ev_resolve' } });
    expect(await faults()).toEqual([]);
  });

  it('says that nobody answers, and writes nothing', async () => {
    await bench.probe.probe();
    expect(itop.seen.every(({ body }) => !/core%2F(create|update|apply|delete)/.test(body))).toBe(true);
    await itop.stop();
    expect(await bench.probe.probe()).toMatchObject([
      { level: 'fault', cure: expect.stringContaining('check url') as unknown },
    ]);
  });
});
