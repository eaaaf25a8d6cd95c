// What a site says about its mail server: where it is, how it is spoken to, and in whose name.
import { z } from 'zod';

/** A name and an address, no sign in them that would end a header. */
const mailbox = z
  .string()
  .max(400)
  .regex(/^(?:[^<>@"\u0000-\u001f\u007f]{1,80} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
    error: 'an address as vigie@example.net, or Vigie <vigie@example.net>',
  });

export const EmailConfig = z
  .strictObject({
    type: z.literal('email'),
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65_535).default(587),
    /** `starttls` must succeed; `none` is for a relay on the same machine or network. */
    tls: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
    user: z.string().min(1).max(320).optional(),
    password: z.string().min(1).max(1_000).optional(),
    from: mailbox,
    /** Each answer of the server. A greylisting server answers at once; a busy one may think for a while. */
    timeoutMs: z.number().int().min(1_000).max(120_000).default(15_000),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'user and password stand together',
    path: ['user'],
  });
export type EmailConfig = z.infer<typeof EmailConfig>;

/** The bare address of `Vigie <vigie@example.net>`. */
export function addressOf(from: string): string {
  return /<([^<>]+)>$/.exec(from)?.[1] ?? from;
}
