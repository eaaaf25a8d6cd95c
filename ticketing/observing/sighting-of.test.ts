import { expect, it } from 'vitest';
import { missingTicket } from '../sinks/reading/seen-ticket.ts';
import { userTicketOf } from './sighting-of.ts';

const asked = (requester: string | null): unknown =>
  userTicketOf({ ...missingTicket('7', 0), requester }, 'itsm').requester;

it('tells people apart by a hash that names none of them', () => {
  expect(asked('anna.petit@example.test')).toMatch(/^[0-9a-f]{16}$/);
  expect(asked('anna.petit@example.test')).toBe(asked('anna.petit@example.test'));
  expect(asked('7')).not.toBe(asked('8'));
  expect(asked(null)).toBeNull();
});
