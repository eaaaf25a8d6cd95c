// A real Request Tracker 5: the contract of sinks, the life of a ticket with people in it, and creates whose answers are lost.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import type { ReadOutcome } from '../../ticketing/reader.ts';
import type { SinkCall } from '../../ticketing/sink.ts';
import { Rt } from '../../ticketing/sinks/rt.ts';
import { RtConfig } from '../../ticketing/sinks/rt/rt-config.ts';
import { ticketDoneKind } from '../../domain/ticket.ts';
import { keyNamed, operation, ticketSinkContract } from '../contracts/ticket-sink.ts';
import type { SeenTicket, SinkBench } from '../contracts/ticket-sink.ts';
import { plannedOperation, plannedRecord } from '../fakes/planned-operation.ts';
import { startDroppingProxy } from './dropping-proxy.ts';
import { describeParts, findBinary, isExecutable } from './part.ts';
import { leastRights, rtServer, startRt } from './rt-part.ts';
import type { RealRt } from './rt-part.ts';

const missing = [
  ...(isExecutable(rtServer) ? [] : ['request-tracker5, rt5-standalone']),
  ...(findBinary('rt-setup-database-5') === null ? ['rt-setup-database-5'] : []),
];

/** The contract's benches use the same keys: each has a field of its own. */
const fields = ['Vigie Key', ...Array.from({ length: 20 }, (_, n) => `Key ${String(n)}`)];

interface RtRecord {
  readonly id: number;
  readonly Subject: string;
  readonly Status: string;
  readonly Priority: string;
  readonly _hyperlinks: readonly { ref: string; type?: string; id?: string | number }[];
  readonly CustomFields: readonly { name: string; values: readonly string[] }[];
}

describeParts('a real Request Tracker 5', missing, () => {
  let rt: RealRt;
  let folder: string;
  let benches = 0;
  const clock = new ToldClock(Date.now());

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-rt-'));
    rt = await startRt(folder, ['NOC', 'Plain', 'Problems'], fields);
  }, 120_000);
  afterAll(async () => {
    await rt.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const configured = (more: object = {}): RtConfig =>
    RtConfig.parse({ type: 'rt', url: rt.url, token: rt.token, queue: 'NOC', ...more });
  const record = async (id: string): Promise<RtRecord> => (await rt.asRoot('GET', `/ticket/${id}`)) as RtRecord;
  const texts = async (id: string): Promise<string[]> => {
    const path = `/ticket/${id}/attachments?fields=Content,ContentType&per_page=100`;
    const { items } = (await rt.asRoot('GET', path)) as { items: { Content: string; ContentType: string }[] };
    return items.filter(({ ContentType }) => ContentType === 'text/plain').map(({ Content }) => Content);
  };
  const call = (op: SinkCall['operation'], ticket: string | null, more: Partial<SinkCall> = {}): SinkCall => ({
    operation: op,
    ticket,
    into: null,
    again: false,
    ...more,
  });
  const openedBy = async (sink: Rt, name: string): Promise<string> => {
    const outcome = await sink.create(call(operation(name, 'open', 1), null));
    if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.ticket.ticket;
  };

  async function bench(): Promise<SinkBench> {
    benches += 1;
    const sink = new Rt(configured({ keyField: fields[benches] ?? 'none' }), clock);
    const look = async (id: string): Promise<SeenTicket> => {
      const ticket = await record(id);
      return {
        open: ['new', 'open', 'stalled'].includes(ticket.Status),
        title: ticket.Subject,
        said: await texts(id),
        linkedTo: ticket._hyperlinks
          .filter(({ ref, type }) => ref === 'refers-to' && type === 'ticket')
          .map(({ id: to }) => String(to)),
      };
    };
    const remove = async (id: string): Promise<void> => {
      await rt.asRoot('PUT', `/ticket/${id}`, { Status: 'deleted' });
    };
    return { sink, look, remove, close: () => sink.stop() };
  }

  it('keeps problems in a queue of their own, found by key, tied to a ticket once, and opened again', async () => {
    const sink = new Rt(configured({ problemQueue: 'Problems' }), clock);
    const { sink: problems, reader } = sink.problems!;
    const ticket = await openedBy(sink, 'of-problem');
    const created = await problems.create(call(operation('problem', 'open', 1), null));
    if (created.outcome !== 'done') throw new Error(JSON.stringify(created));
    const { ticket: id } = created.ticket;
    expect(await rt.asRoot('GET', `/ticket/${id}?fields=Queue&fields[Queue]=Name`)).toMatchObject({
      Queue: { Name: 'Problems' },
    });
    expect(await problems.find(keyNamed('problem'))).toMatchObject({ tickets: [{ ticket: id }] });
    expect(await problems.findTicket?.(keyNamed('of-problem'))).toMatchObject({ tickets: [{ ticket }] });
    for (const again of [false, true]) {
      const tied = call(operation('problem', 'link', 2), id, { into: ticket, again });
      expect(await problems.link?.(tied)).toMatchObject({ outcome: 'done' });
    }
    const { _hyperlinks: links } = await record(id);
    expect(links.filter(({ ref }) => ref === 'refers-to').map((link) => String(link.id))).toEqual([ticket]);
    await rt.asRoot('PUT', `/ticket/${id}`, { Status: 'resolved' });
    expect(await reader?.readTickets([id])).toMatchObject({ tickets: [{ ticket: id, standing: 'resolved' }] });
    expect(await problems.reopen(call(operation('problem', 'reopen', 3), id))).toMatchObject({ outcome: 'done' });
    expect((await record(id)).Status).toBe('open');
    await sink.stop();
  });

  it('needs no right that its documentation does not ask for', () => {
    const page = readFileSync(new URL('../../docs/ticketing/rt.md', import.meta.url), 'utf8');
    const asked = /\*\*Rights\*\*[^:]*:([^.]*)\./.exec(page)?.[1] ?? '';
    expect([...asked.matchAll(/`(\w+)`/g)].map(([, right]) => right).sort()).toEqual([...leastRights].sort());
  });

  describe('as a sink', () => ticketSinkContract(bench));

  describe('and people', () => {
    let sink: Rt;
    beforeAll(() => {
      sink = new Rt(configured(), clock);
    });
    afterAll(() => sink.stop());

    it('has what the probe asks for, its statuses too; a queue without the field is told', async () => {
      const both = new Rt(configured({ queues: { web: 'Plain', db: 'Nowhere' } }), clock);
      const findings = await both.probe.probe();
      await both.stop();
      expect(findings.map(({ level }) => level)).toEqual(['fine', 'fine', 'fine', 'fine', 'warning', 'fault', 'fine']);
    });

    it('keeps the key in the subject where the queue has no field for it, and finds it there', async () => {
      const plain = new Rt(configured({ queue: 'Plain' }), clock);
      const ticket = await openedBy(plain, 'unkeyed');
      expect((await record(ticket)).Subject).toBe(`[${keyNamed('unkeyed').slice(0, 13)}] P2 – unkeyed <b>&"'`);
      expect(await plain.find(keyNamed('unkeyed'))).toMatchObject({ tickets: [{ ticket }] });
      await plain.update(call(operation('unkeyed', 'update', 2), ticket));
      expect((await record(ticket)).Subject).toContain(`[${keyNamed('unkeyed').slice(0, 13)}]`);
      await plain.stop();
    });

    it('sets priority, writes plain text as it is, and leaves a new ticket new', async () => {
      const ticket = await openedBy(sink, 'levels');
      await sink.escalate(
        call(
          {
            ...operation('levels', 'escalate', 2),
            fields: { ...operation('levels', 'escalate', 2).fields, priority: 1 },
          },
          ticket,
        ),
      );
      expect(await record(ticket)).toMatchObject({ Status: 'new', Priority: '100' });
      expect(await texts(ticket)).toContain('escalate 2: users of levels <script>alert(1)</script>');
    });

    it('resolved by a person: told, and left resolved', async () => {
      const ticket = await openedBy(sink, 'by-hand');
      await rt.asRoot('PUT', `/ticket/${ticket}`, { Status: 'resolved' });
      expect(await sink.update(call(operation('by-hand', 'update', 2), ticket))).toMatchObject({ outcome: 'done' });
      expect((await record(ticket)).Status).toBe('resolved');
      expect((await texts(ticket)).join('\n')).toContain('update 2: users of by-hand');
    });

    it('waits for a dependency that keeps a ticket from being resolved, and says it once', async () => {
      const [ticket, other] = [await openedBy(sink, 'blocked'), await openedBy(sink, 'blocker')];
      await rt.asRoot('PUT', `/ticket/${ticket}`, { AddDependsOn: [other] });
      const resolve = operation('blocked', 'resolve', 2);
      expect(await sink.resolve(call(resolve, ticket))).toMatchObject({
        outcome: 'failed',
        code: 'rt-resolve-refused',
      });
      await sink.resolve(call(operation('blocker', 'resolve', 2), other));
      expect(await sink.resolve(call(resolve, ticket, { again: true }))).toMatchObject({ outcome: 'done' });
      expect((await record(ticket)).Status).toBe('resolved');
      expect((await texts(ticket)).filter((text) => text.startsWith('resolve 2'))).toHaveLength(1);
    });

    it('merged by a person: found by its key, told on the survivor, which is never resolved for it', async () => {
      const [ticket, survivor] = [await openedBy(sink, 'swallowed'), await openedBy(sink, 'swallower')];
      await rt.asRoot('PUT', `/ticket/${ticket}`, { MergeInto: survivor });
      expect(await sink.find(keyNamed('swallowed'))).toMatchObject({ tickets: [{ ticket }] });
      expect(await sink.update(call(operation('swallowed', 'update', 2), ticket))).toMatchObject({ outcome: 'done' });
      expect(await sink.resolve(call(operation('swallowed', 'resolve', 3), ticket))).toMatchObject({ outcome: 'done' });
      expect(await record(survivor)).toMatchObject({ Status: 'new', Subject: 'P2 – swallower <b>&"\'' });
      expect((await texts(survivor)).join('\n')).toContain('resolve 3: users of swallowed');
      expect(await sink.reader.readTickets([ticket])).toMatchObject({
        tickets: [{ standing: 'merged', mergedInto: survivor }],
      });
    });

    it("tells what people did since the cursor, by RT's own clock, and what is our own", async () => {
      const first = await sink.reader.readSince(null);
      if (first.outcome !== 'read') throw new Error(JSON.stringify(first));
      const ticket = await openedBy(sink, 'two-way');
      await rt.asRoot('PUT', `/ticket/${ticket}`, { Owner: 'root', Priority: 75 });
      await rt.asRoot('POST', `/ticket/${ticket}/correspond`, {
        Content: '<p>On&nbsp;it</p>',
        ContentType: 'text/html',
      });
      await sink.update(call(operation('two-way', 'update', 2), ticket));
      const human = (await rt.asRoot('POST', '/ticket', {
        Queue: 'NOC',
        Subject: 'shop is slow',
        Content: 'help',
        Requestor: 'alice@lab.example',
      })) as { id: string };
      const read = await sink.reader.readSince(first.cursor);
      const seen = ticketOf(read, ticket);
      expect(seen).toMatchObject({
        key: keyNamed('two-way'),
        kind: 'incident',
        standing: 'in-progress',
        assignee: 'root',
        priority: 2,
        team: 'NOC',
      });
      expect(seen.comments.map(({ own, public: told, text }) => ({ own, told, text }))).toEqual([
        { own: true, told: false, text: '' },
        { own: false, told: true, text: 'On it' },
        { own: true, told: true, text: '' },
        { own: true, told: false, text: '' },
      ]);
      expect(ticketOf(read, human.id)).toMatchObject({ key: null, kind: 'other', requester: 'alice' });
      const again = await sink.reader.readSince(read.outcome === 'read' ? read.cursor : null);
      expect(again).toMatchObject({ outcome: 'read', more: false });
    });

    it('deleted by a person: told as gone', async () => {
      const ticket = await openedBy(sink, 'deleted');
      await rt.asRoot('PUT', `/ticket/${ticket}`, { Status: 'deleted' });
      expect(await sink.reader.readTickets([ticket, '999999'])).toMatchObject({
        tickets: [{ standing: 'deleted' }, { standing: 'deleted' }],
      });
    });

    it('a wrong token is tried once', async () => {
      const locked = new Rt(configured({ token: '1-1-wrong' }), clock);
      const outcomes = await Promise.all(['a', 'b', 'c'].map((name) => locked.find(keyNamed(name))));
      for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'unknown', code: 'rt-locked-out' });
      await locked.stop();
    });
  });

  it('200 creates whose answers are lost: each becomes one ticket', async () => {
    let posts = 0;
    const proxy = await startDroppingProxy(
      rt.url,
      (method, path) => method === 'POST' && path === '/REST/2.0/ticket' && (posts += 1) <= 200,
    );
    const sink = new Rt(configured({ url: proxy.url }), clock);
    const log = new MemoryEventLog();
    const delivery = await Delivery.open({
      log,
      store: new MemoryStateStore(log),
      clock,
      sinks: new Map([['rt', sink]]),
      onTrouble: (told) => {
        throw new Error(JSON.stringify(told));
      },
    });
    const stop = new AbortController();
    const running = delivery.run(stop.signal);
    const operations = Array.from({ length: 200 }, (_, n) =>
      plannedOperation({ op: 'open', sink: 'rt', incident: `lost-${String(n)}` }),
    );
    log.appendNow(
      'tickets',
      operations.map((planned) => plannedRecord(planned, clock.now())),
    );
    const done = async (): Promise<number> =>
      (await log.read('tickets', 0, 0, 10_000)).filter(({ kind }) => kind === ticketDoneKind).length;
    while ((await done()) < operations.length) {
      await pause(20);
      const wake = clock.nextWake();
      if (proxy.inFlight() === 0 && wake !== null) clock.advanceTo(wake);
    }
    stop.abort();
    clock.advanceTo(clock.now() + 60_000);
    await running;
    expect(proxy.dropped).toBe(200);
    const subjects: string[] = [];
    for (const page of ['1', '2', '3']) {
      const path = `/tickets?query=Subject+LIKE+'lost-'&fields=Subject,CustomFields&per_page=100&page=${page}`;
      const { items } = (await rt.asRoot('GET', path)) as { items: RtRecord[] };
      subjects.push(...items.map(({ Subject }) => Subject));
    }
    expect(subjects).toHaveLength(200);
    expect(new Set(subjects).size).toBe(200);
    await sink.stop();
    await proxy.stop();
  }, 600_000);
});

function ticketOf(read: ReadOutcome, ticket: string): Extract<ReadOutcome, { outcome: 'read' }>['tickets'][number] {
  const seen = read.outcome === 'read' ? read.tickets.find((row) => row.ticket === ticket) : undefined;
  if (seen === undefined) throw new Error(`ticket ${ticket} was not told: ${JSON.stringify(read).slice(0, 500)}`);
  return seen;
}
