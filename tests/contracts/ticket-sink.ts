// What every ticketing system's adapter keeps, whatever system it speaks to.
import { expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { base32Id } from '../../domain/identity.ts';
import type { TicketFields, TicketOp, TicketOperation } from '../../domain/ticket.ts';
import type { SinkCall, SinkOutcome, TicketSink } from '../../ticketing/sink.ts';

export interface SinkBench {
  readonly sink: TicketSink;
  /** How the system itself shows the ticket; undefined: there is none. */
  readonly look: (ticket: string) => SeenTicket | undefined | Promise<SeenTicket | undefined>;
  /** Removes the ticket as a person with the right to would; undefined: the system has no such thing. */
  readonly remove?: (ticket: string) => void | Promise<void>;
  /** Why answers to people's own tickets cannot be looked at here; undefined: they can. */
  readonly answersUnseen?: string;
  close(): Promise<void>;
}

export interface SeenTicket {
  readonly open: boolean;
  readonly title: string;
  /** Everything that was said on it, texts only. */
  readonly said: readonly string[];
  readonly linkedTo: readonly string[];
}

export const keyNamed = (name: string): string => base32Id(26, 'acme', name, 'sink', 'incident', '1');

export function operation(name: string, op: TicketOp, seq: number, into: string | null = null): TicketOperation {
  const key = keyNamed(name);
  const fields = {
    title: `P2 – ${name} <b>&"'`,
    publicText: `${op} ${String(seq)}: users of ${name} <script>alert(1)</script>`,
    technicalText: `details ${String(seq)} & more`,
    priority: 2,
    impact: 'high' as const,
    urgency: 'medium' as const,
    category: 'network',
    major: false,
    team: null,
    cis: ['sw-1'],
    into,
    language: 'en' as const,
  };
  return {
    id: `${key}.${String(seq)}`,
    at: 1_000 * seq,
    op,
    incident: name,
    sink: 'sink',
    unit: 'incident',
    key,
    seq,
    fields,
  };
}

export const call = (op: TicketOperation, ticket: string | null, more: Partial<SinkCall> = {}): SinkCall => ({
  operation: op,
  ticket,
  into: null,
  again: false,
  ...more,
});

/** The call that opens a ticket. `more`: fields that differ. */
export function opening(name = 'alpha', more: Partial<TicketFields> = {}): SinkCall {
  const open = operation(name, 'open', 1);
  return call({ ...open, fields: { ...open.fields, ...more } }, null);
}

function ticketOf(outcome: SinkOutcome): string {
  if (outcome.outcome !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.ticket.ticket;
}

async function opened(sink: TicketSink, name: string): Promise<string> {
  return ticketOf(await sink.create(opening(name)));
}

/** Call inside a `describe`. */
export function ticketSinkContract(start: () => Promise<SinkBench>): void {
  const with_ =
    (test: (bench: SinkBench, context: TestContext) => Promise<void>) =>
    async (context: TestContext): Promise<void> => {
      const bench = await start();
      try {
        await test(bench, context);
      } finally {
        await bench.close();
      }
    };

  it(
    'finds nothing under a key that was never used',
    with_(async ({ sink }) => {
      expect(await sink.find(keyNamed('nobody'))).toEqual({ outcome: 'found', tickets: [] });
    }),
  );

  it(
    'finds what it created, by key',
    with_(async ({ sink, look }) => {
      const ticket = await opened(sink, 'alpha');
      await opened(sink, 'beta');
      const found = await sink.find(keyNamed('alpha'));
      expect(found).toMatchObject({ outcome: 'found', tickets: [{ ticket }] });
      const seen = await look(ticket);
      expect(seen).toMatchObject({ open: true });
      expect(seen?.title).toContain('P2 – alpha');
      expect(seen?.said.join('\n')).toContain('users of alpha');
      expect(seen?.said.join('\n')).toContain('details 1');
    }),
  );

  it(
    'completes a create that found its ticket already there, without a second one or a second comment',
    with_(async ({ sink, look }) => {
      const ticket = await opened(sink, 'alpha');
      expect(ticketOf(await sink.create(call(operation('alpha', 'open', 1), ticket, { again: true })))).toBe(ticket);
      expect(await sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket }] });
      expect((await look(ticket))?.said.filter((text) => text.includes('details 1'))).toHaveLength(1);
    }),
  );

  for (const op of ['update', 'escalate'] as const) {
    it(
      `tells an ${op} once, even if asked again`,
      with_(async ({ sink, look }) => {
        const ticket = await opened(sink, 'alpha');
        ticketOf(await sink[op](call(operation('alpha', op, 2), ticket)));
        ticketOf(await sink[op](call(operation('alpha', op, 2), ticket, { again: true })));
        ticketOf(await sink[op](call(operation('alpha', op, 3), ticket, { again: true })));
        const said = (await look(ticket))?.said ?? [];
        expect(said.filter((text) => text.includes('details 2'))).toHaveLength(1);
        expect(said.filter((text) => text.includes('details 3'))).toHaveLength(1);
      }),
    );
  }

  it(
    'resolves, and again is as good; reopens, and again is as good',
    with_(async ({ sink, look }) => {
      const ticket = await opened(sink, 'alpha');
      ticketOf(await sink.resolve(call(operation('alpha', 'resolve', 2), ticket)));
      ticketOf(await sink.resolve(call(operation('alpha', 'resolve', 2), ticket, { again: true })));
      expect(await look(ticket)).toMatchObject({ open: false });
      ticketOf(await sink.reopen(call(operation('alpha', 'reopen', 3), ticket)));
      ticketOf(await sink.reopen(call(operation('alpha', 'reopen', 3), ticket, { again: true })));
      expect(await look(ticket)).toMatchObject({ open: true });
      ticketOf(await sink.resolve(call(operation('alpha', 'resolve', 4), ticket)));
      expect(await look(ticket)).toMatchObject({ open: false });
    }),
  );

  it(
    'merges: linked to the survivor and resolved, the survivor open; again is as good',
    with_(async ({ sink, look }) => {
      const [copy, main] = [await opened(sink, 'copy'), await opened(sink, 'main')];
      const merge = operation('copy', 'merge', 2, keyNamed('main'));
      ticketOf(await sink.merge(call(merge, copy, { into: main })));
      ticketOf(await sink.merge(call(merge, copy, { into: main, again: true })));
      const seen = await look(copy);
      expect(seen).toMatchObject({ open: false });
      expect(seen?.linkedTo).toEqual([main]);
      expect(await look(main)).toMatchObject({ open: true });
    }),
  );

  it(
    'resolves a merged ticket although its survivor is not known',
    with_(async ({ sink, look }) => {
      const copy = await opened(sink, 'copy');
      ticketOf(await sink.merge(call(operation('copy', 'merge', 2, keyNamed('main')), copy)));
      expect(await look(copy)).toMatchObject({ open: false });
    }),
  );

  it(
    'refuses a ticket that is gone, for good',
    with_(async ({ sink, remove }, { skip }) => {
      const ticket = await opened(sink, 'alpha');
      // Some say "gone" only where they see others: unknown and forbidden look alike there.
      await opened(sink, 'beta');
      if (remove === undefined) return skip('nobody can take a ticket away from this system');
      await remove(ticket);
      for (const op of ['update', 'escalate', 'resolve', 'reopen'] as const) {
        expect(await sink[op](call(operation('alpha', op, 2), ticket)), op).toMatchObject({
          outcome: 'refused',
          code: 'closed-for-good',
        });
      }
    }),
  );

  it(
    "answers a person's own ticket: one public comment and a link, and nothing else of it changes",
    with_(async ({ sink, look, answersUnseen }, { skip }) => {
      if (answersUnseen !== undefined) return skip(answersUnseen);
      if (sink.answer === undefined) return skip('nobody but Vigie writes there');
      const [theirs, main] = [await opened(sink, 'theirs'), await opened(sink, 'main')];
      const before = await look(theirs);
      const told = operation('user', 'answer', 1, keyNamed('main'));
      for (const again of [false, true, true]) ticketOf(await sink.answer(call(told, theirs, { into: main, again })));
      const after = await look(theirs);
      expect(after).toMatchObject({ open: true, title: before?.title, linkedTo: [main] });
      expect(after?.said.filter((text) => text.includes('answer 1: users of user'))).toHaveLength(1);
      expect(await look(main)).toMatchObject({ open: true });
    }),
  );

  it(
    "refuses to answer where a person's ticket is gone",
    with_(async ({ sink, remove, answersUnseen }, { skip }) => {
      if (answersUnseen !== undefined) return skip(answersUnseen);
      if (sink.answer === undefined || remove === undefined)
        return skip('nobody but Vigie writes there, or nothing goes');
      const theirs = await opened(sink, 'theirs');
      await opened(sink, 'beta');
      await remove(theirs);
      const told = operation('user', 'answer', 1);
      expect(await sink.answer(call(told, theirs))).toMatchObject({
        outcome: 'refused',
        code: 'closed-for-good',
      });
    }),
  );

  it(
    'keeps tickets apart when they are created at once',
    with_(async ({ sink }) => {
      const names = Array.from({ length: 12 }, (_, n) => `at-once-${String(n)}`);
      const tickets = await Promise.all(names.map((name) => opened(sink, name)));
      expect(new Set(tickets).size).toBe(names.length);
    }),
  );
}
