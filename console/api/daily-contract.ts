// The answer that lists a day's tickets.
import { z } from 'zod';
import { TicketOp } from '../../domain/ticket.ts';
import { Instant } from './contract-parts.ts';

/** What was done to tickets on one day of the site's zone. */
export const DailyTickets = z.object({
  day: z.iso.date(),
  timezone: z.string(),
  items: z.array(
    z.object({
      at: Instant,
      op: TicketOp,
      sink: z.string(),
      observed: z.boolean().describe('true: it would have been done; nothing was sent'),
      key: z.string(),
      ticket: z.string().nullable(),
      incident: z.string(),
      number: z.string().nullable(),
      title: z.string(),
      priority: z.number().int(),
      cause: z.string().nullable().describe('the probable cause as it is known now'),
    }),
  ),
  next: z.string().nullable(),
});
export type DailyTickets = z.infer<typeof DailyTickets>;
