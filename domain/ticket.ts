// What ticketing writes: each operation of each ticket, from intent to result.
import { z } from 'zod';
import { Decision } from './decision.ts';
import { Notice } from './notice.ts';

/**
 * `answer`: a comment on a person's own ticket, and a link to ours; nothing else of it is touched. `link`: of a problem
 * record, one more incident's ticket (`into`) that belongs to it.
 */
const ticketOps = ['open', 'update', 'escalate', 'resolve', 'reopen', 'merge', 'close', 'answer', 'link'] as const;
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
  /** A person set the priority: no system's own levels are to be touched. */
  priorityByHand: z.boolean().optional(),
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
  /** A message to people, carried like a ticket of its own: its key is the message's. Absent: a ticket. */
  notice: Notice.optional(),
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

/**
 * Body: the TicketStep that could not be carried out because its ticket is closed beyond reopening, or gone. Written by
 * delivery on `incidents`; planning answers with the next generation.
 */
export const ticketClosedForGoodKind = 'ticket-closed-for-good';

/** How a ticket stands, in ticketing's words: what each system's own states are mapped to. */
export const TicketStanding = z.enum(['new', 'in-progress', 'pending', 'resolved', 'closed', 'merged', 'deleted']);

/** Body of `ticket-sighting` on `incidents`: one of our tickets as people left it in its system. */
export const TicketSighting = z.object({
  sink: z.string(),
  incident: z.string(),
  /** 26 characters. */
  key: z.string(),
  ticket: z.string(),
  url: z.string().nullable(),
  /** The last operation carried out before the look, nothing on its way since; null: something was, so believe little. */
  afterSeq: z.number().int().nullable(),
  standing: TicketStanding,
  /** Epoch ms by the system's clock. */
  changedAt: z.number().int(),
  priority: z.number().int().nullable(),
  team: z.string().nullable(),
  assignee: z.string().nullable(),
  mergedInto: z.string().nullable(),
  /** Of people; Vigie's own are left out. Texts cut to 2,000 characters. */
  comments: z.array(z.object({ id: z.string(), author: z.string(), public: z.boolean(), text: z.string() })),
});
export type TicketSighting = z.infer<typeof TicketSighting>;
export const ticketSightingKind = 'ticket-sighting';

/** Body of `user-ticket` on `incidents`: a ticket that a person opened, as its system shows it. Nothing in it is believed. */
export const UserTicket = z.object({
  sink: z.string().max(64),
  ticket: z.string().max(100),
  url: z.string().max(2_000).nullable(),
  kind: z.enum(['incident', 'request', 'problem', 'other']),
  title: z.string().max(500),
  text: z.string().max(4_000),
  /** A hash of who opened it, in older records as the system names them; null: it does not say; absent in the oldest. */
  requester: z.string().max(200).nullable().optional(),
  changedAt: z.number().int(),
});
export type UserTicket = z.infer<typeof UserTicket>;
export const userTicketKind = 'user-ticket';

/** Body of `ticket-note` on `tickets`: something became of a ticket without an operation of ours. */
export const TicketNote = z.object({
  incident: z.string(),
  sink: z.string(),
  unit: z.string(),
  key: z.string(),
  ticket: z.string().nullable(),
  url: z.string().nullable(),
  /** How it now stands; null: as before. */
  state: z.enum(['live', 'resolved', 'merged', 'deleted']).nullable(),
  decisions: z.array(Decision),
});
export type TicketNote = z.infer<typeof TicketNote>;
export const ticketNoteKind = 'ticket-note';

/** As a note, on `tickets`: from now on this ticket stands for the key. */
export const ticketMovedKind = 'ticket-moved';

/** Body of `sink-paused` on `tickets`: a person told Vigie to leave a ticketing system alone, or to go on. */
export const SinkPause = z.object({
  sink: z.string().max(64),
  paused: z.boolean(),
  by: z.string().max(200),
  reason: z.string().max(2000),
  at: z.number().int(),
});
export type SinkPause = z.infer<typeof SinkPause>;
export const sinkPausedKind = 'sink-paused';
