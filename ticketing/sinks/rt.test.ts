import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { openFake } from '../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../tests/fakes/open-fake.ts';
import { rtToken } from '../../tests/fakes/rt/rt-server.ts';
import type { FakeRt } from '../../tests/fakes/rt/rt-server.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { TicketSink } from '../sink.ts';
import { RtConfig } from './rt/rt-config.ts';

let bench: OpenFake<FakeRt>;
let rt: FakeRt;
let sink: TicketSink;

describe('with the fake', () => {
  beforeEach(async () => {
    bench = await openFake('rt', { timeoutMs: 500 }, new ToldClock(Date.parse('2026-11-23T19:17:56Z')));
    ({ fake: rt, sink } = bench);
  });
  afterEach(() => bench.stop());

  it('sends plain text, the key in its field and whole in the body, the priority by the map', async () => {
    expect(await sink.create(opening())).toEqual({
      outcome: 'done',
      ticket: { ticket: '1', url: `${rt.origin}/Ticket/Display.html?id=1` },
    });
    const ticket = rt.store.tickets.get(1)!;
    expect(ticket).toMatchObject({ subject: `P2 – alpha <b>&"'`, priority: 75, queue: 'NOC', status: 'new' });
    expect(ticket.fields.get('Vigie Key')).toBe(keyNamed('alpha'));
    expect(rt.store.transactions.map(({ type, content, contentType }) => [type, contentType, content])).toEqual([
      ['Create', 'text/plain', `open 1: users of alpha <script>alert(1)</script>\n\nVigie ${keyNamed('alpha')}`],
      ['Comment', 'text/plain', 'details 1 & more'],
    ]);
  });

  it('takes the signs that terminals and eyes obey out of hostile text', async () => {
    await sink.create(
      opening('alpha', { title: 'a\r\nBcc: x@y.z\u001b[31m', publicText: 'x\u202egpj.exe\u0000\u001b]0;' }),
    );
    expect(rt.store.tickets.get(1)!.subject).toBe('a Bcc: x@y.z [31m');
    expect(rt.store.transactions[0]!.content).toMatch(/^xgpj\.exe {2}\]0;\n\nVigie /);
  });

  it('keeps within RT, however long the text', async () => {
    const long = '漢'.repeat(2_000_000);
    await sink.create(opening('alpha', { title: long, publicText: long }));
    expect(rt.store.tickets.get(1)!.subject).toHaveLength(200);
    expect(Buffer.byteLength(rt.store.transactions[0]!.content ?? '')).toBeLessThan(1_000_100);
  });

  it('finds out that RT dropped the key, writes its mark into the subject, and does so at once next time', async () => {
    rt.store.maySetFields = false;
    await sink.create(opening('alpha'));
    await sink.create(opening('beta'));
    for (const [id, name] of [
      [1, 'alpha'],
      [2, 'beta'],
    ] as const) {
      expect(rt.store.tickets.get(id)!.subject).toMatch(`[${keyNamed(name).slice(0, 13)}] P2`);
      expect(await sink.find(keyNamed(name))).toMatchObject({ tickets: [{ ticket: String(id) }] });
    }
    expect(rt.countOf('PUT', /^ticket\/1$/)).toBe(1);
    expect(rt.countOf('PUT', /^ticket\/2$/)).toBe(0);
  });

  it('routes by team; an unknown queue is said, and tried again', async () => {
    const routed = await bench.openAs({ queues: { db: 'DB Ops', web: 'Secret' } });
    await routed.sink.create(opening('a', { team: 'db' }));
    await routed.sink.create(opening('b', { team: '__proto__' }));
    expect([...rt.store.tickets.values()].map(({ queue }) => queue)).toEqual(['DB Ops', 'NOC']);
    expect(await routed.sink.create(opening('c', { team: 'web' }))).toMatchObject({
      outcome: 'failed',
      code: 'rt-create-refused',
      retryAfterMs: 60_000,
    });
  });

  it('puts problem records into their own queue, whatever the team', async () => {
    const { problems } = await bench.openAs({ problemQueue: 'Problems', queues: { dba: 'DB Ops' } });
    await problems?.sink.create(opening('problem', { team: 'dba' }));
    expect(rt.store.tickets.get(1)).toMatchObject({ queue: 'Problems', status: 'new' });
  });

  it('says of the queue for problems what it says of others', async () => {
    const { problems } = await bench.openAs({ problemQueue: 'Secret' });
    expect((await problems!.probe!.probe()).filter(({ level }) => level === 'fault')).toMatchObject([
      { what: 'queue "Secret" cannot be read', cure: 'correct its name, or grant SeeQueue on it' },
    ]);
  });

  it('reads again where somebody wrote in between, and loses nothing of theirs', async () => {
    await sink.create(opening());
    rt.fail({
      on: /^PUT ticket\/1$/,
      times: 1,
      does: { kind: 'status', status: 412, body: { message: 'Precondition Failed' } },
    });
    const escalate = operation('alpha', 'escalate', 2);
    expect(await sink.escalate(call({ ...escalate, fields: { ...escalate.fields, priority: 1 } }, '1'))).toMatchObject({
      outcome: 'done',
    });
    expect(rt.store.tickets.get(1)!.priority).toBe(100);
    expect(rt.countOf('PUT', /^ticket\/1$/)).toBe(2);
  });

  it('does not believe a 200 that refuses', async () => {
    await sink.create(opening());
    rt.fail({ on: /^PUT ticket\/1$/, does: { kind: 'status', status: 200, body: ['Ticket 1: Permission Denied'] } });
    const escalate = operation('alpha', 'escalate', 2);
    expect(await sink.escalate(call({ ...escalate, fields: { ...escalate.fields, priority: 1 } }, '1'))).toMatchObject({
      outcome: 'refused',
      code: 'rt-update-refused',
      message: 'Ticket 1: Permission Denied',
    });
  });

  it('leaves a new ticket new, a stalled one stalled, and a resolved one resolved', async () => {
    await sink.create(opening());
    for (const [seq, status] of ['new', 'stalled', 'resolved', 'rejected'].entries()) {
      rt.store.setStatus(rt.store.tickets.get(1)!, status, 'alice');
      await sink.update(call(operation('alpha', 'update', seq + 2), '1'));
      expect(rt.store.tickets.get(1)!.status).toBe(status);
    }
  });

  it.each(['0', '-1', '1/../2', 'abc', '99999999999'])('knows no ticket %s', async (id) => {
    expect(await sink.update(call(operation('alpha', 'update', 2), id))).toMatchObject({ code: 'closed-for-good' });
    expect(rt.seen).toEqual([]);
  });

  it("takes a site's own lifecycle", async () => {
    const states = { registered: ['new', 'neu'], assigned: 'open', resolved: ['stalled', 'resolved'] };
    const own = await bench.openAs({ states });
    await own.sink.create(opening());
    await own.sink.resolve(call(operation('alpha', 'resolve', 2), '1'));
    expect(rt.store.tickets.get(1)!.status).toBe('stalled');
  });

  it('reads page by page, however many changed in one second', async () => {
    const start = await bench.reader.readSince(null);
    rt.store.now = '2099-01-01T00:00:00Z';
    for (let n = 0; n < 250; n += 1) rt.store.addTicket({ queue: 'NOC', subject: `t ${String(n)}`, creator: 'alice' });
    const seen = new Set<string>();
    let cursor = start.outcome === 'read' ? start.cursor : null;
    for (let page = 1; ; page += 1) {
      const read = await bench.reader.readSince(cursor);
      if (read.outcome !== 'read') throw new Error(read.message);
      for (const { ticket } of read.tickets) seen.add(ticket);
      cursor = read.cursor;
      if (!read.more) break;
      expect(page).toBeLessThan(6);
    }
    expect(seen.size).toBe(250);
  });

  it('takes a reply by mail that quotes our mark for what it is', async () => {
    rt.store.addTicket({ queue: 'NOC', subject: 'by a person', creator: 'alice' });
    const mark = '[VGK7Q2M4XB3DA.3p]';
    rt.store.say(rt.store.tickets.get(1)!, 'Correspond', {
      creator: 'alice',
      subject: `Re: P2 – shop ${mark}`,
      content: 'thanks',
    });
    rt.store.say(rt.store.tickets.get(1)!, 'Correspond', {
      creator: 'vigie',
      subject: `P2 – shop ${mark}`,
      content: 'known',
    });
    const read = await bench.reader.readTickets(['1']);
    expect(read.outcome === 'read' && read.tickets[0]!.comments.map(({ own }) => own)).toEqual([false, true]);
  });

  it.each(['', 'x', '1.x', '-1.1', '99999999999999.1'])(
    'a cursor that is not ours starts from now: %j',
    async (cursor) => {
      expect(await bench.reader.readSince(cursor)).toMatchObject({ outcome: 'read', tickets: [], more: false });
    },
  );

  it('probes: what is wrong, and what to do, without the token', async () => {
    const odd = await bench.openAs({ keyField: 'Nope', queues: { a: 'Secret' } });
    const findings = await odd.probe!.probe();
    expect(findings.map(({ level }) => level)).toEqual(['fine', 'fine', 'warning', 'fault', 'fine']);
    expect(JSON.stringify(findings)).not.toContain(rtToken);
    const wrong = await bench.openAs({ token: 'wrong' });
    expect(await wrong.probe!.probe()).toMatchObject([
      { level: 'fault', cure: 'give Vigie a valid token of its RT user' },
    ]);
  });

  it('compares its statuses with those of the tickets there', async () => {
    rt.store.addTicket({ queue: 'NOC', subject: 'x', creator: 'alice' }).status = 'stalled';
    const own = await bench.openAs({ states: { pending: 'staled' } });
    const warnings = (await own.probe!.probe()).filter(({ level }) => level === 'warning');
    expect(warnings).toMatchObject([{ what: expect.stringMatching(/"staled".*the nearest is "stalled"/) as string }]);
  });
});

describe('configuration', () => {
  const good = { type: 'rt', url: 'https://rt.example.test/', token: 't', queue: 'NOC' };

  it('takes an address with or without its last slash', () => {
    expect(RtConfig.parse(good)).toMatchObject({
      url: 'https://rt.example.test',
      keyField: 'Vigie Key',
      concurrency: 4,
    });
  });

  it.each([
    ['another scheme', { url: 'file:///rt' }],
    ['the API instead of RT', { url: 'https://rt.example.test/REST/2.0' }],
    ['a line end in the token', { token: 'a\r\nX: y' }],
    ['a quote in a queue', { queue: "NOC' OR id > 0 OR Queue = '" }],
    ['a brace in the field', { keyField: 'a}' }],
    ['an unknown member', { tokn: 'x' }],
    ['half a map of priorities', { priorities: { '1': 1 } }],
    ['a step that does not exist', { states: { fresh: 'new' } }],
  ])('refuses %s', (_name, wrong) => {
    expect(RtConfig.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});
