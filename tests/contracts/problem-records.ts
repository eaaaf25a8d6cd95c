// What every ticketing system keeps that holds problem records for Vigie.
import { expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import type { SinkKind, TicketSystem } from '../../ticketing/sink-kind.ts';
import type { SinkOutcome, TicketSink } from '../../ticketing/sink.ts';
import type { FakeSystem } from '../fakes/fake-system.ts';
import type { ListedTicket } from '../fakes/ticket-list-page.ts';
import { call, keyNamed, operation } from './ticket-sink.ts';

export interface ProblemRecordsBench {
  readonly fake: FakeSystem;
  readonly kind: SinkKind<unknown>;
  /** Sections of a site that wants no problem records there, and of one that does. */
  readonly without: unknown;
  readonly with: unknown;
  readonly system: TicketSystem;
  readonly creates: RegExp;
  close(): Promise<void>;
}

const opening = call(operation('problem-a', 'open', 1), null);
const linking = (problem: string, ticket: string, again = false): Parameters<TicketSink['create']>[0] =>
  call(operation('problem-a', 'link', 2), problem, { into: ticket, again });

function ticketOf(outcome: SinkOutcome | undefined): string {
  if (outcome?.outcome !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.ticket.ticket;
}

type Records = NonNullable<TicketSystem['problems']>;
type Test = (bench: ProblemRecordsBench, records: Records) => Promise<void>;

/** Call inside a `describe`. `start` may tell why the system can have none. */
export function problemRecordsContract(start: () => Promise<ProblemRecordsBench | string>): void {
  const with_ =
    (test: Test) =>
    async (context: TestContext): Promise<void> => {
      const bench = await start();
      if (typeof bench === 'string') return context.skip(bench);
      try {
        if (bench.system.problems === undefined) throw new Error('it opened without problem records');
        await test(bench, bench.system.problems);
      } finally {
        await bench.close();
      }
    };
  const seen = ({ fake }: ProblemRecordsBench, id: string): ListedTicket | undefined =>
    fake.problemShelf.listed().find((record) => record.id === id);

  it(
    'keeps them only where the site wants them',
    with_(async ({ kind, without, with: wanted }) => {
      expect(kind.keepsProblems?.(kind.schema.parse(without))).toBe(false);
      expect(kind.keepsProblems?.(kind.schema.parse(wanted))).toBe(true);
      await Promise.resolve();
    }),
  );

  it(
    'tells doctor that it could keep them, and writes nothing for that',
    with_(async ({ fake }, { probe }) => {
      const findings = (await probe?.probe()) ?? [];
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ level }) => level === 'fault')).toEqual([]);
      expect(fake.problemShelf.listed()).toEqual([]);
      await fake.stop();
      expect((await probe?.probe())?.map(({ level }) => level)).toEqual(['fault']);
    }),
  );

  it(
    'creates a record with all that is known, and finds it by its key',
    with_(async (bench, { sink }) => {
      const record = ticketOf(await sink.create(opening));
      expect(await sink.find(keyNamed('problem-a'))).toMatchObject({ tickets: [{ ticket: record }] });
      expect(await sink.find(keyNamed('problem-b'))).toEqual({ outcome: 'found', tickets: [] });
      const told = seen(bench, record);
      expect(told?.title).toContain('P2 – problem-a');
      expect(told?.said.map(({ text }) => text).join('\n')).toContain('users of problem-a <script>alert(1)</script>');
      expect(told?.said.map(({ text }) => text).join('\n')).toContain('details 1');
    }),
  );

  it(
    'looks a creation in doubt up, so that it stands once',
    with_(async ({ fake, creates }, { sink }) => {
      fake.fail({ on: creates, times: 1, does: { kind: 'drop-after' } });
      expect(await sink.create(opening)).toMatchObject({ outcome: 'in-doubt' });
      const found = await sink.find(keyNamed('problem-a'));
      const record = found.outcome === 'found' ? (found.tickets[0]?.ticket ?? null) : null;
      expect(ticketOf(await sink.create({ ...opening, ticket: record, again: true }))).toBe(record);
      expect(fake.problemShelf.listed()).toHaveLength(1);
    }),
  );

  it(
    'ties the tickets of incidents to it once each, and says so once, however often it is asked',
    with_(async (bench, { sink }) => {
      const ticket = ticketOf(await bench.system.sink.create(call(operation('incident-1', 'open', 1), null)));
      const record = ticketOf(await sink.create(opening));
      expect(await sink.findTicket?.(keyNamed('incident-1'))).toMatchObject({ tickets: [{ ticket }] });
      for (const again of [false, true, true]) ticketOf(await sink.link?.(linking(record, ticket, again)));
      const told = seen(bench, record);
      expect(told?.linkedTo).toEqual([ticket]);
      expect(told?.said.filter(({ text }) => text.includes('details 2'))).toHaveLength(1);
      expect(told?.isOpen).toBe(true);
    }),
  );

  it(
    'is done with a record that was removed',
    with_(async ({ fake, system }, { sink, reader }) => {
      const ticket = ticketOf(await system.sink.create(call(operation('incident-1', 'open', 1), null)));
      const record = ticketOf(await sink.create(opening));
      fake.problemShelf.remove(record);
      const gone = { outcome: 'refused', code: 'closed-for-good' };
      expect(await sink.link?.(linking(record, ticket))).toMatchObject(gone);
      expect(await sink.reopen(call(operation('problem-a', 'reopen', 3), record))).toMatchObject(gone);
      expect(await reader?.readTickets([record])).toMatchObject({
        tickets: [{ ticket: record, standing: 'deleted' }],
      });
    }),
  );

  it(
    'opens it again, and reads how people left it; a list of changes is not read',
    with_(async (bench, { sink, reader }) => {
      await bench.system.sink.create(call(operation('incident-1', 'open', 1), null));
      const record = ticketOf(await sink.create(opening));
      bench.fake.problemShelf.resolve(record);
      expect(await reader?.readTickets([record])).toMatchObject({
        outcome: 'read',
        tickets: [{ ticket: record, standing: expect.stringMatching(/^(resolved|closed)$/) as string }],
      });
      expect(await reader?.readSince(null)).toMatchObject({ outcome: 'read', tickets: [], more: false });
      ticketOf(await sink.reopen(call(operation('problem-a', 'reopen', 2), record)));
      expect(seen(bench, record)?.isOpen).toBe(true);
      const again = expect.stringMatching(/^(new|in-progress)$/) as string;
      expect(await reader?.readTickets([record])).toMatchObject({ tickets: [{ standing: again }] });
    }),
  );

  it(
    'closes a second record of the same problem as its duplicate, and touches nothing else',
    with_(async (bench, { sink }) => {
      const ticket = ticketOf(await bench.system.sink.create(call(operation('incident-1', 'open', 1), null)));
      const [first, second] = [ticketOf(await sink.create(opening)), ticketOf(await sink.create(opening))];
      const merge = operation('problem-a', 'merge', 2, keyNamed('problem-a'));
      for (const again of [false, true]) ticketOf(await sink.merge(call(merge, second, { into: first, again })));
      expect(seen(bench, second)?.isOpen).toBe(false);
      expect(seen(bench, first)?.isOpen).toBe(true);
      expect(bench.fake.shelf.listed().find(({ id }) => id === ticket)?.isOpen).toBe(true);
    }),
  );

  it(
    'never takes silence for "none"',
    with_(async ({ fake }, { sink, reader }) => {
      const record = ticketOf(await sink.create(opening));
      fake.fail({ on: /./, does: { kind: 'drop-before' } });
      expect(await sink.find(keyNamed('problem-a'))).toMatchObject({ outcome: 'unknown' });
      expect(await reader?.readTickets([record])).toMatchObject({ outcome: 'unknown' });
    }),
  );
}
