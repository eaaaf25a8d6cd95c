// What a site says about its Freshservice: domain, key, requester, groups, and what its priorities and statuses mean.
import { z } from 'zod';
import { stateMapOf, States } from '../states/state-map.ts';

const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const level = (most: number): z.ZodNumber => z.number().int().min(1).max(most);

const siteUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/[?#]|\/api\b/.test(url), 'the address of the service desk, without /api')
  .transform((url) => url.replace(/\/$/, ''));

/** By number, as its API has it. */
const status = z.union([z.number().int().min(1).max(9_999), z.string().regex(/^\d{1,4}$/)]).transform(String);

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
  /**
   * Step of an incident's life → statuses by number. Vigie opens in the first of `registered`, resolves in the first of
   * `resolved`, opens again in the first of `assigned`, else as at first. A status that is not named counts as in progress.
   */
  states: stateMapOf(status).default({}),
  /** Whether problems get a record: who is named as having found it, a requester's or agent's id, and when it is due. */
  problems: z.strictObject({ requester: id, dueInDays: z.number().int().min(1).max(365).default(30) }).optional(),
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

/** Open, pending, resolved, closed. */
const stockStates = { registered: ['2'], pending: ['3'], resolved: ['4'], closed: ['5'] } as const;

export const freshStates = ({ states }: Pick<FreshserviceConfig, 'states'>): States => new States(states, stockStates);
