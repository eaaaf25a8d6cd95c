// Tickets and what was done to them, as the console's API answers them.
import { z } from 'zod';
import { TicketOp } from '../../domain/ticket.ts';
import { Instant, pageOf } from './contract-parts.ts';

export const TicketLink = z.object({
  sink: z.string(),
  unit: z.string(),
  key: z.string(),
  id: z.string().nullable().describe('number in the ticketing system; null until it answered'),
  url: z.string().nullable(),
  state: z.enum(['planned', 'inflight', 'live', 'resolved', 'merged', 'refused', 'deleted']),
});
export type TicketLink = z.infer<typeof TicketLink>;

export const TicketOperationRow = z.object({
  id: z.string(),
  at: Instant,
  op: TicketOp,
  step: z.enum(['planned', 'inflight', 'done', 'refused', 'coalesced']).describe('coalesced: a later one told it too'),
  title: z.string(),
  publicText: z.string(),
  technicalText: z.string(),
  priority: z.number().int(),
  team: z.string().nullable(),
});
export type TicketOperationRow = z.infer<typeof TicketOperationRow>;

export const TicketRow = TicketLink.extend({ incident: z.string(), operations: z.array(TicketOperationRow) });
export type TicketRow = z.infer<typeof TicketRow>;
export const TicketPage = pageOf(TicketRow);
export type TicketPage = z.infer<typeof TicketPage>;
