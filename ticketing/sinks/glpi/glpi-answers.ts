// The shapes of GLPI's answers that the sink reads: tolerant of what it does not need, bounded in what it does.
import { z } from 'zod';

const id = z.number().int().min(1).max(2_147_483_647);

export const TicketAnswer = z.object({
  id,
  status: z.number().int().min(0).max(1_000),
  is_deleted: z.number().int(),
});
export type TicketAnswer = z.infer<typeof TicketAnswer>;

/** Column 2 is the id, 1 the title; no hit: no `data`. */
export const SearchAnswer = z.object({
  totalcount: z.number().int().min(0),
  data: z
    .array(z.object({ 1: z.string().max(1_000), 2: id }))
    .max(1_000)
    .optional(),
});

/** A row of `search/AllAssets`: name, and what it is. */
export const AssetAnswer = z.object({
  data: z
    .array(z.object({ 1: z.string().max(1_000), id, itemtype: z.string().regex(/^[A-Za-z]{1,60}$/) }))
    .max(1_000)
    .optional(),
});

const moment = z.string().max(40);

/** Ids of users, several as a list (recorded, 228); anything else names nobody. */
const people = z
  .unknown()
  .optional()
  .transform((told) => [told].flat().flatMap((id) => (/^[1-9]\d{0,9}$/.test(String(id)) ? [Number(id)] : [])));

/** A row of `search/Ticket` by what changed: 4 requesters, 12 status, 3 priority, 14 type, 19 when. */
const ChangedRow = z.object({
  1: z.string().max(1_000),
  2: id,
  3: z.number().int().optional(),
  4: people,
  12: z.number().int().optional(),
  14: z.number().int().optional(),
  19: moment,
});
export type ChangedRow = z.infer<typeof ChangedRow>;
export const ChangedAnswer = z.object({
  totalcount: z.number().int().min(0),
  data: z.array(ChangedRow).max(1_000).optional(),
});
export type ChangedAnswer = z.infer<typeof ChangedAnswer>;

/** A ticket as its reader needs it. */
export const SeenAnswer = TicketAnswer.extend({
  name: z.string().max(1_000),
  content: z.string().max(8_000_000).nullable(),
  priority: z.number().int(),
  type: z.number().int(),
  date_mod: moment,
});

/** With `expand_dropdowns` a name, without the right to see it an id. */
const named = z.union([z.string().max(500), z.number().int()]);
export const Notes = z
  .array(
    z.object({
      id,
      users_id: named,
      is_private: z.number().int(),
      date: moment,
      content: z.string().max(8_000_000).nullable(),
    }),
  )
  .max(1_000);
export const Actors = z
  .array(z.object({ type: z.number().int(), users_id: named.optional(), groups_id: named.optional() }))
  .max(1_000);
export const TicketLinks = z
  .array(z.object({ tickets_id_1: id, tickets_id_2: id, link: z.number().int() }))
  .max(10_000);

export const Followups = z.array(z.object({ content: z.string().max(2_000_000).nullable() })).max(10_000);
export const Links = z.array(z.object({ tickets_id_1: id, tickets_id_2: id })).max(10_000);

export const ProblemLinks = z.array(z.object({ problems_id: id, tickets_id: id })).max(10_000);

/** Dictionary entry: a group says whether tickets may be assigned to it. */
export const Entry = z.object({ id: z.number().int().min(0), is_assign: z.number().int().optional() });

export const status = { new: 1, assigned: 2, solved: 5, closed: 6 } as const;

/** "Is solved" is 5 or 6: glpi-observed, pitfall 17. */
export function isSolved(ticket: TicketAnswer): boolean {
  return ticket.status === status.solved || ticket.status === status.closed;
}
