// The shapes of iTop's answers: always 200, always `code`; objects by `Class::id`, every value a text.
import { z } from 'zod';

export const Envelope = z.object({ code: z.number().int(), message: z.string().max(100_000).nullish() });

const digits = z.string().regex(/^\d{1,10}$/);
/** Becomes part of OQL and of addresses. */
export const ref = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);

/** `null` where nothing was found. */
export const Objects = z.object({
  objects: z
    .record(z.string().max(200), z.object({ class: z.string().max(100), key: digits, fields: z.unknown() }))
    .nullable(),
});

export const TicketFields = z.object({
  id: digits,
  ref,
  status: z.string().max(100),
  title: z.string().max(1_000),
  team_id: digits,
  agent_id: digits,
  escalation_flag: z.string().max(100),
  escalation_reason: z.string().max(100_000),
  functionalcis_list: z.array(z.object({ functionalci_id: digits })).max(10_000),
});
export type ItopTicket = z.infer<typeof TicketFields>;
export const ticketFields = Object.keys(TicketFields.shape).join(',');

export const LogEntry = z.object({
  date: z.string().max(40),
  user_login: z.string().max(500),
  user_id: z.string().max(40),
  message: z.string().max(4_000_000),
});
export type LogEntry = z.infer<typeof LogEntry>;
export const Log = z.object({ entries: z.array(LogEntry).max(100_000) });
export type Log = z.infer<typeof Log>;

export const Identity = z.object({ id: digits, ref });
export const Named = z.object({ id: digits, name: z.string().max(1_000) });
export const Status = z.object({ status: z.string().max(100) });

/** `get_related`: object key → the keys that it leads to; an empty list where it leads nowhere. */
export const Relations = z.object({
  relations: z.union([
    z.record(z.string().max(200), z.array(z.object({ key: z.string().max(200) })).max(100_000)),
    z.array(z.unknown()).max(0),
  ]),
});

/** Code 1 says "no" for many reasons: what its words begin with tells them apart (recorded, 02 to 02g, 80b). */
export const refusedLogin =
  /^code 1: (Error: Invalid login|Error: This user is not authorized to use the web services)/;
export const noRight = /^code 1: The current user does not have enough permissions/;
export const noSuchObject = /^code 100: Error: (?:\w+: )?(?:Invalid object |No item found )/;
export const noSuchTransition = /^code 100: Invalid stimulus/;
export const keyTaken = /^code 100: Error: Uniqueness rule /;
export const wrongCis = /^code 100: Error: functionalcis_list: /;

export const Changed = z.object({ ref, last_update: z.string().max(40) });

const name = z.string().max(1_000);
export const SeenFields = z.object({
  id: digits,
  ref,
  title: name,
  status: name,
  last_update: z.string().max(40),
  impact: z.string().regex(/^\d?$/),
  urgency: z.string().regex(/^\d?$/),
  priority: z.string().regex(/^\d?$/),
  team_id_friendlyname: name,
  agent_id_friendlyname: name,
  caller_id: digits,
  description: z.string().max(1_000_000).optional(),
  public_log: Log.optional(),
  private_log: Log.optional(),
  request_type: name.optional(),
});
export type SeenFields = z.infer<typeof SeenFields>;
