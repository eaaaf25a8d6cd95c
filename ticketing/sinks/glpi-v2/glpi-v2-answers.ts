// The shapes of GLPI 11's API v2 that the sink reads: from its schemas (src/Glpi/Api/HL/Controller/ITILController.php), never seen on a wire.
import { z } from 'zod';

const id = z.number().int().min(1).max(2_147_483_647);
const number = z.number().int().min(0).max(1_000);
/** A reference is an object; a bare id is taken too. */
const numberOf = z.union([number, z.object({ id: number }).transform(({ id: value }) => value)]);
/** `2026-11-23T19:17:14+00:00` → epoch ms. */
const moment = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/, 'a time names its zone')
  .transform((told) => Date.parse(told))
  .refine(Number.isFinite);
const maybe = z.string().max(1_000).nullish();

export const TokenAnswer = z.object({
  access_token: z
    .string()
    .min(1)
    .max(10_000)
    .regex(/^[\x21-\x7e]+$/),
  /** Seconds: an hour, by GLPI_OAUTH_ACCESS_TOKEN_EXPIRES. */
  expires_in: z.number().int().min(1).max(10_000_000).catch(3_600),
});

/** `AbstractController::getErrorResponseBody`. */
export const ErrorAnswer = z.object({
  status: z.string().regex(/^ERROR_[A-Z_]{1,60}$/),
  title: z.string().max(1_000),
  detail: z.unknown().optional(),
  additional_messages: z
    .array(z.object({ message: z.string().max(2_000) }))
    .max(100)
    .catch([]),
});

/** Without `type` and `id` (11.0.0), the address of the member's page tells both. */
export const TeamMember = z
  .object({
    role: z.union([z.string().max(60), z.number().int()]),
    type: maybe,
    id: z.number().int().nullish(),
    name: maybe,
    display_name: maybe,
    href: maybe,
  })
  .transform(({ role, type, id: own, name, display_name: shown, href }) => {
    const [, kind = '', number = ''] = /\/(user|group|supplier)\.form\.php\?id=(\d{1,10})/.exec(href ?? '') ?? [];
    return {
      role: role === 1 ? 'requester' : role === 2 ? 'assigned' : String(role),
      type: (type ?? kind).toLowerCase(),
      id: typeof own === 'number' ? own : number === '' ? null : Number(number),
      name: name ?? shown ?? '',
    };
  });
export type TeamMember = z.infer<typeof TeamMember>;

export const V2Ticket = z.object({
  id,
  name: z.string().max(1_000),
  content: z.string().max(8_000_000).nullish(),
  external_id: maybe,
  status: numberOf,
  is_deleted: z.union([z.boolean(), z.number().transform((told) => told !== 0)]),
  type: number.catch(0),
  priority: number.catch(0),
  date_mod: moment,
  team: z.array(TeamMember).max(1_000).catch([]),
});
export type V2Ticket = z.infer<typeof V2Ticket>;
export const V2Tickets = z.array(V2Ticket).max(1_000);

const Note = z.object({
  id,
  content: z.string().max(8_000_000).nullable(),
  is_private: z.union([z.boolean(), z.number().transform((told) => told !== 0)]),
  date: moment.nullish(),
  date_creation: moment.nullish(),
  /** Not in the schema of 11.0.0. */
  user: z.object({ id: z.number().int().optional(), name: maybe }).nullish(),
});
export type Note = z.infer<typeof Note>;
/** Each with its type (`getITILTimelineItems`), or bare. */
export const Notes = z.array(z.union([z.object({ item: Note }).transform(({ item }) => item), Note])).max(10_000);

/** `GET /api.php`: which versions it speaks. */
export const Versions = z.object({ api_versions: z.array(z.object({ version: z.string().max(40) })).max(100) });
