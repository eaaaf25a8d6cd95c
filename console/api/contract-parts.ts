// What the shapes of the console's API are made of: an instant, a count, a page. Every answer is a schema (`*-contract.ts`),
// from which the OpenAPI page and the pages' types come. Times are instants, save inside `facts` and `evidence`, which are
// the domain's own (epoch ms).
import { z } from 'zod';

export const Instant = z.iso.datetime().describe('RFC 3339 UTC');
export const count = z.number().int().min(0);

/** A page of a list; `next` is the opaque cursor for `?after=`, null at the end. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ items: z.array(row), next: z.string().nullable() });
}
