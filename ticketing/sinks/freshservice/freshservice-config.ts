// What a site says about its Freshservice: domain, key, requester, groups, and what its priorities and statuses mean.
import { z } from 'zod';

const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const level = (most: number): z.ZodNumber => z.number().int().min(1).max(most);

const siteUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/[?#]|\/api\b/.test(url), 'the address of the service desk, without /api')
  .transform((url) => url.replace(/\/$/, ''));

const standing = z.enum(['new', 'in-progress', 'pending', 'resolved', 'closed']);

/**
 * Least rights of the key's agent: view, create and edit tickets, add notes, in the workspace; promote and demote major
 * incidents where `promoteMajor` is on. The key is the agent's own: "Profile settings → Your API key".
 */
export const FreshserviceConfig = z.strictObject({
  type: z.literal('freshservice'),
  language: z.enum(['en', 'fr']).optional(),
  /** `https://DOMAIN.freshservice.com`: its API does not answer under a name of your own. */
  url: siteUrl,
  apiKey: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\x21-\x39\x3b-\x7e]+$/, 'a key is printable ASCII without spaces or colons'),
  /** Who is the requester; an address that Freshservice does not know silently becomes a new one. */
  requester: z.email().max(200),
  workspace: id.optional(),
  /** Team of the CMDB → group. */
  groups: z.record(z.string().max(200), id).default({}),
  /** CMDB id → display id of the asset. */
  assets: z.record(z.string().max(200), id).default({}),
  /** Our priority → Freshservice's: 4 urgent … 1 low. */
  priorities: z
    .strictObject({ '1': level(4), '2': level(4), '3': level(4), '4': level(4), '5': level(4) })
    .default({ '1': 4, '2': 3, '3': 2, '4': 1, '5': 1 }),
  /** Ours → Freshservice's impact and urgency. */
  levels: z.strictObject({ high: level(3), medium: level(3), low: level(3) }).default({ high: 3, medium: 2, low: 1 }),
  /** Declares major incidents as Freshservice's own, and stands them down. */
  promoteMajor: z.boolean().default(true),
  openStatus: level(1_000).default(2),
  resolvedStatus: level(1_000).default(4),
  /** What each status means; one that is not named counts as in progress. */
  standings: z
    .record(z.string().regex(/^\d{1,4}$/), standing)
    .default({ '2': 'new', '3': 'pending', '4': 'resolved', '5': 'closed' }),
  /** Of the whole account; the smallest plan allows 50 ticket operations a minute (ticketing-apis, §5). */
  callsPerMinute: z.number().int().min(5).max(5_000).default(50),
  timeoutMs: z.number().int().min(500).max(120_000).default(15_000),
  /** Longest run of a request on the server. */
  serverMaxMs: z.number().int().min(0).max(600_000).default(60_000),
  /** Its filter is not said to be consistent: as Jira's. */
  searchLagMs: z.number().int().min(0).max(3_600_000).default(300_000),
  concurrency: z.number().int().min(1).max(16).default(2),
});
export type FreshserviceConfig = z.infer<typeof FreshserviceConfig>;
