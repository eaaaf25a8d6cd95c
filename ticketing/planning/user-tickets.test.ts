import { beforeEach, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import type { TicketStep, UserTicket } from '../../domain/ticket.ts';
import { onset, outage } from '../../tests/fakes/outage-incident.ts';
import { UserTickets } from './user-tickets.ts';

const policy = Policy.parse({ ticketing: { userTickets: { sinks: ['glpi'] } } });
const glpi = { name: 'glpi', language: 'en' as const };
const told: UserTicket = {
  ...{ sink: 'glpi', ticket: '77', url: 'https://glpi.example/77', kind: 'incident', title: 'Web shop down' },
  ...{ text: '', changedAt: onset },
};
let book: UserTickets;

beforeEach(() => {
  book = new UserTickets();
});

function plan(
  ticket: Partial<UserTicket> = {},
  open: readonly Incident[] = [outage()],
  now = onset,
): TicketStep | null {
  const keyOf = (id: string): string | null => (id === 'NO-TICKET' ? null : `K${id}`);
  return book.plan({ ...told, ...ticket }, glpi, { now, policy, tenant: 'acme', open, keyOf });
}

it('answers in public, links to our ticket, and leaves a decision with its reason', () => {
  const step = plan();
  expect(step).toMatchObject({
    ticket: '77',
    operation: { op: 'answer', unit: 'user:77', fields: { into: `K${outage().id}` } },
  });
  expect(step?.operation.fields.publicText).toMatch(
    /^Thank you\. This trouble is known and has been worked on since /u,
  );
  expect(step?.operation.fields.publicText).toContain('Next news at');
  expect(step?.operation.fields.technicalText).toBe('');
  expect(step?.decisions).toMatchObject([{ reason: 'user-ticket-linked', evidence: { by: 'Web shop', crowd: 1 } }]);
});

it('never answers twice: not again, not for another incident, not after a restart', () => {
  plan();
  expect(plan()).toBeNull();
  expect(plan({}, [outage({ id: 'OTHER' })])).toBeNull();
  const rows = book.take();
  book = new UserTickets();
  for (const { table, key, json } of rows) if (json !== null) book.restore({ table, key, json });
  expect(plan()).toBeNull();
});

it('counts those who wrote', () => {
  plan();
  plan({ ticket: '78' });
  expect(plan({ ticket: '79' })?.decisions[0]?.evidence['crowd']).toBe(3);
});

it.each([
  ['a system that the site did not name', {}, [outage()], Policy.parse({})],
  ['nothing that burns', { title: 'Payroll down' }, [outage()], policy],
  ['a request for service', { kind: 'request' as const, title: 'Web shop account please' }, [outage()], policy],
  ['an incident without a ticket there', {}, [outage({ id: 'NO-TICKET' })], policy],
])('leaves to people: %s', (_name, parts, open, rules) => {
  const keyOf = (id: string): string | null => (id === 'NO-TICKET' ? null : 'K');
  const moment = { now: onset, policy: rules, tenant: 'acme', open, keyOf };
  expect(book.plan({ ...told, ...parts }, glpi, moment)).toBeNull();
});

it('forgets after a month', () => {
  plan();
  expect(plan({ ticket: '78' }, [outage()], onset + 31 * 86_400_000)).not.toBeNull();
  expect(book.countOf(outage().id)).toBe(1);
});
