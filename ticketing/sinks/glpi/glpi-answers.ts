// The shapes of GLPI's answers that the sink reads: tolerant of what it does not need, bounded in what it does.
import { z } from 'zod';

const id = z.number().int().min(1).max(2_147_483_647);

export const Created = z.object({ id });

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

export const Followups = z.array(z.object({ content: z.string().max(2_000_000).nullable() })).max(10_000);
export const Links = z.array(z.object({ tickets_id_1: id, tickets_id_2: id })).max(10_000);

/** Dictionary entry: a group says whether tickets may be assigned to it. */
export const Entry = z.object({ id: z.number().int().min(0), is_assign: z.number().int().optional() });

export const status = { new: 1, assigned: 2, solved: 5, closed: 6 } as const;

/** "Is solved" is 5 or 6: glpi-observed, pitfall 17. */
export function isSolved(ticket: TicketAnswer): boolean {
  return ticket.status === status.solved || ticket.status === status.closed;
}
