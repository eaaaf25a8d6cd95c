// The shapes of Znuny's answers that the sink reads: errors come with 200, numbers now as numbers, now as texts.
import { z } from 'zod';

const id = z.union([z.number().int().min(1), z.string().regex(/^\d{1,15}$/)]).transform(String);
const number = z.string().regex(/^\d{1,30}$/);
const text = z.string().max(100_000);

export const ErrorAnswer = z.object({ Error: z.object({ ErrorCode: text, ErrorMessage: text }) });
export const SessionAnswer = z.object({
  SessionID: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[\w.-]+$/),
});
export const CreatedTicket = z.object({ TicketID: id, TicketNumber: number });
/** Nothing found is `{}`, not an empty list. */
export const FoundTickets = z.strictObject({ TicketID: z.array(id).max(10_000).optional() });

export const Article = z.object({
  ArticleID: id,
  From: text.nullish(),
  Subject: text.nullish(),
  Body: z.string().max(4_000_000).nullish(),
  CreateTime: z.string().max(40),
  IsVisibleForCustomer: z.union([z.number(), z.string()]).transform((visible) => String(visible) === '1'),
});
export type Article = z.infer<typeof Article>;

/** A ticket whose article failed shows one without id (recorded, 27d). */
const articles = z
  .array(z.unknown())
  .max(100_000)
  .transform((rows) => rows.flatMap((row) => Article.safeParse(row).data ?? []));

export const ZnunyTicket = z.object({
  TicketID: id,
  TicketNumber: number,
  Title: text,
  State: text,
  StateType: text,
  Queue: text,
  Priority: text,
  Lock: text,
  Owner: text,
  CustomerUserID: text.nullish(),
  Type: text.nullish(),
  Changed: z.string().max(40),
  DynamicField: z
    .array(z.object({ Name: text, Value: z.unknown() }))
    .max(1_000)
    .optional(),
  Article: articles.optional(),
});
export type ZnunyTicket = z.infer<typeof ZnunyTicket>;
export const TicketAnswer = z.object({ Ticket: z.array(ZnunyTicket).max(1_000) });

export function isEnded({ StateType }: ZnunyTicket): boolean {
  return StateType === 'closed';
}

/** Unknown and forbidden look the same (recorded, 16c and 16d). */
export const noAccess = /^\w+\.AccessDenied\b/;
export const sessionOver = /^(?!SessionCreate)\w+\.AuthFail\b/;
