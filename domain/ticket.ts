// What ticketing writes: each operation of each ticket, from intent to result.
import { z } from 'zod';
import { Decision } from './decision.ts';

export const ticketOps = ['open', 'update', 'escalate', 'resolve', 'reopen', 'merge', 'close'] as const;
export const TicketOp = z.enum(ticketOps);
export type TicketOp = z.infer<typeof TicketOp>;

/** What an operation says, in words, before any sink escapes it. Text is plain; `\n` parts paragraphs. */
export const TicketFields = z.object({
  title: z.string(),
  /** For users: what is broken, for whom, since when. */
  publicText: z.string(),
  /** For technicians. */
  technicalText: z.string(),
  priority: z.number().int(),
  impact: z.enum(['high', 'medium', 'low']),
  urgency: z.enum(['high', 'medium', 'low']),
  category: z.string(),
  major: z.boolean(),
  team: z.string().nullable(),
  /** CMDB ids: the first candidate, then the services. */
  cis: z.array(z.string()),
  /** For merge: the key of the survivor's ticket. */
  into: z.string().nullable(),
  language: z.enum(['en', 'fr']),
});
export type TicketFields = z.infer<typeof TicketFields>;

export const TicketOperation = z.object({
  /** `K.seq`. */
  id: z.string(),
  at: z.number().int(),
  op: TicketOp,
  incident: z.string(),
  sink: z.string(),
  unit: z.string(),
  /** 26 characters of [A-Z2-7]: tenant, incident, sink, unit, generation. */
  key: z.string(),
  seq: z.number().int(),
  fields: TicketFields,
});
export type TicketOperation = z.infer<typeof TicketOperation>;

/** Body of kind `ticket-planned` on `tickets`: what planning wants done; delivery carries it out. */
export const ticketPlannedKind = 'ticket-planned';

/** Body of kinds `ticket-planned`, `ticket-inflight`, `ticket-done`, `ticket-refused` on `tickets`. */
export const TicketStep = z.object({
  operation: TicketOperation,
  ticket: z.string().nullable(),
  /** Where a person opens it; null if the sink has no page. */
  url: z.string().nullable(),
  decisions: z.array(Decision),
});
export type TicketStep = z.infer<typeof TicketStep>;
export const ticketInflightKind = 'ticket-inflight';
export const ticketDoneKind = 'ticket-done';
export const ticketRefusedKind = 'ticket-refused';

export type LedgerState = 'planned' | 'inflight' | 'in-doubt' | 'live' | 'resolved' | 'refused' | 'merged';
