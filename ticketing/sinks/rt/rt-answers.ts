// The shapes of RT's answers that we read: tolerant of what is not needed, bounded in what is.
import { z } from 'zod';

/** Numbers in a record, text in lists. */
const id = z
  .union([z.number().int(), z.string().regex(/^\d{1,10}$/)])
  .transform(Number)
  .refine((value) => value > 0 && value <= 2_147_483_647);

const text = z.string().max(10_000);
/** `Nobody` is RT's word for no owner. */
const user = z.object({ id: z.union([text, z.number()]).transform(String) });

/** RT's times are UTC and say so; 1970 means never. */
const time = z
  .string()
  .max(40)
  .transform((stamp) => Date.parse(stamp));

const customFields = z
  .union([z.array(z.object({ name: text, values: z.array(z.string()) })), z.string()])
  .transform((fields) => (typeof fields === 'string' ? [] : fields));

const link = z.object({ ref: text, type: text.optional(), id: id.optional().catch(undefined) });

export const Created = z.object({ id });

export const RtTicket = z.object({
  id,
  Subject: z.string().max(10_000),
  Status: text,
  Priority: z.union([z.string().regex(/^-?\d{1,9}$/), z.number()]).transform(Number),
  LastUpdated: time,
  /** The survivor's id in a ticket that was merged away. */
  EffectiveId: z.union([id, z.object({ id })]).transform((told) => (typeof told === 'number' ? told : told.id)),
  CustomFields: customFields,
  Creator: user,
  Owner: user.optional(),
  Requestor: z.array(user).max(1_000).optional(),
  Queue: z.object({ Name: text.optional() }).optional(),
  _hyperlinks: z.array(link).max(10_000).optional(),
});
export type RtTicket = z.infer<typeof RtTicket>;

export const TicketList = z.object({ total: z.number().nullable(), items: z.array(RtTicket).max(100) });

export const StatusList = z.object({ items: z.array(z.object({ Status: text })).max(100) });

/** Of a look-up by key. */
export const FoundList = z.object({
  items: z.array(z.object({ id, Subject: z.string().max(10_000), CustomFields: customFields })).max(100),
});

export const History = z.object({
  items: z
    .array(
      z.object({
        id,
        Type: text,
        /** The subject of a comment. */
        Data: z.string().max(2_000_000).nullable().optional(),
        Created: time.optional(),
        Creator: user.optional(),
      }),
    )
    .max(100),
});

export const Attachments = z.object({
  items: z.array(z.object({ ContentType: text, Content: z.string().nullable() })).max(100),
});

export const QueueAnswer = z.object({
  Name: text,
  TicketCustomFields: z
    .array(z.object({ name: text }))
    .max(10_000)
    .optional(),
  _hyperlinks: z.array(link).max(10_000).optional(),
});

/** PUT, comment and correspond tell what they did, and what they did not do, in sentences of the user's language. */
const Sentences = z.array(z.unknown()).max(1_000);

/** The first sentence, for a person; bounded and in one line. */
export function firstSentence(json: unknown): string {
  const told = Sentences.safeParse(json);
  const [first] = told.success ? told.data : [];
  return typeof first === 'string' ? first.replace(/\s+/g, ' ').slice(0, 200) : 'RT gives no reason';
}
