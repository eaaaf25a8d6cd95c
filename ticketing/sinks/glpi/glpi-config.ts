// What a site says about its GLPI: address, tokens, and the ids of its dictionaries.
import { z } from 'zod';
import { isZone } from '../../../domain/zoned-time.ts';

const glpiId = z.number().int().min(0).max(2_147_483_647);
/** A header value: anything else would let a token end the header. */
export const token = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'a token is printable ASCII without spaces');

const apiUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(
    (url) => /\/(?:apirest\.php|api\.php\/v1)\/?$/.test(url),
    'the address ends in /apirest.php, of GLPI 11 also in /api.php/v1',
  )
  .transform((url) => url.replace(/\/$/, ''));

/** A page of the site, `path` as `/front/ticket.form.php`, by the address of either API. */
export const siteUrl = (url: string, path: string): string =>
  url.replace(/\/(?:apirest\.php|api\.php\/v[\d.]+)$/, path);

/** What a site says of its GLPI by either API. */
export const eitherApi = {
  type: z.literal('glpi'),
  language: z.enum(['en', 'fr']).optional(),
  /** The entity that tickets belong to; always sent, since the session's own may be moved by others. */
  entity: glpiId.default(0),
  /** Request source ("Helpdesk", "Monitoring" …). */
  requestSource: glpiId.optional(),
  /** Vigie's category → ITIL category. */
  categories: z
    .partialRecord(z.enum(['hardware', 'software', 'network', 'security', 'user', 'cloud']), glpiId)
    .default({}),
  /** Team of the CMDB → group. */
  groups: z.record(z.string().max(200), glpiId).default({}),
  /** Each call, answer included. */
  timeoutMs: z.number().int().min(500).max(120_000).default(10_000),
  /** Longest run of a request on the server: PHP's max_execution_time default. */
  serverMaxMs: z.number().int().min(0).max(600_000).default(30_000),
  /** Measured on API v1: full creates 11/s with 1 worker, 27/s with 4, 28/s with 8 (glpi-observed, "Timings"). */
  concurrency: z.number().int().min(1).max(32).default(4),
};

/** The ids of dictionaries that a ticket names. */
export type GlpiDictionaryIds = Pick<GlpiConfig, 'entity' | 'groups' | 'categories'>;

/**
 * Least rights of the token's profile (recorded on 10.0.19): ticket 74759 (READ, UPDATE, CREATE, READALL, ASSIGN,
 * CHANGEPRIORITY), followup 12289 (SEEPUBLIC, ADDALL, SEEPRIVATE), READ on group, entity and itilcategory. Without
 * CHANGEPRIORITY a major shows as priority 5, not 6; without READ on a dictionary its ids are used unchecked.
 */
export const GlpiConfig = z.strictObject({
  ...eitherApi,
  api: z.literal('v1').optional(),
  url: apiUrl,
  appToken: token,
  userToken: token,
  /** Whether a ticket is linked to the assets that GLPI knows by the id, or by exactly the name, of a CI. */
  linkAssets: z.boolean().default(true),
  /** Whether problems get a record there: the profile needs problem 1031 and the right to create problems (800, 338). */
  problems: z.boolean().default(false),
  /** Of GLPI's clock, whose times name no zone. */
  timezone: z.string().refine(isZone, 'not an IANA time zone').default('UTC'),
});
export type GlpiConfig = z.infer<typeof GlpiConfig>;
