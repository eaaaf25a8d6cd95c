// What a site says about its iTop: address, credentials, class of ticket, and the ids and values of its data model.
import { z } from 'zod';
import { isZone } from '../../../domain/zoned-time.ts';
import type { TicketStanding } from '../../reader.ts';
import { stateMapOf, States } from '../states/state-map.ts';

const itopId = z.number().int().min(1).max(2_147_483_647);
/** Printable ASCII: anything else would let a secret end its header. */
const secret = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces');
const value = z.string().min(1).max(100);
const pair = z.strictObject({ impact: z.number().int().min(1).max(9), urgency: z.number().int().min(1).max(9) });

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/[?#]|\.php/.test(url), 'the address of iTop itself, without webservices/rest.php')
  .transform((url) => url.replace(/\/+$/, ''));

const itopClasses = ['Incident', 'UserRequest'] as const;
export type ItopClass = (typeof itopClasses)[number];

/** States of iTop 3.2's data model. */
const stockStates = {
  registered: ['new', 'escalated_tto', 'approved'],
  assigned: ['assigned', 'escalated_ttr'],
  pending: ['pending', 'waiting_for_approval'],
  resolved: ['resolved'],
  closed: ['closed', 'rejected'],
} as const;

/**
 * Least rights of the account (recorded on 3.2.0): profile "REST Services User", and one that may create and modify the
 * class and `lnkFunctionalCIToTicket` and read Organization, Person, Team and FunctionalCI: "Support Agent" does.
 */
export const ItopConfig = z
  .strictObject({
    type: z.literal('itop'),
    language: z.enum(['en', 'fr']).optional(),
    url: address,
    /** With `password`; or `token` alone, which needs the extension authent-token. */
    user: z.string().min(1).max(200).optional(),
    password: z.string().min(1).max(200).optional(),
    token: secret.optional(),
    class: z.enum(itopClasses).default('Incident'),
    /** Classes in which people's doings are read; absent: the one above. */
    watch: z.array(z.enum(itopClasses)).min(1).max(2).optional(),
    /** Organization that tickets belong to. */
    organization: itopId,
    /** Person in whose name tickets are opened. */
    caller: itopId.optional(),
    service: itopId.optional(),
    serviceSubcategory: itopId.optional(),
    /** `origin` of new tickets; absent: `monitoring` for incidents, `portal` for user requests, which know no other. */
    origin: value.optional(),
    /** A text attribute that the site added to the class: the key goes there. Absent: its marker begins the title. */
    keyField: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,60}$/, 'the code of an attribute')
      .optional(),
    /** Team of the CMDB → team, and who in it takes a ticket that nobody took before it is resolved. */
    teams: z.record(z.string().max(200), z.strictObject({ team: itopId, agent: itopId.optional() })).default({}),
    /** Where no team fits. */
    team: z.strictObject({ team: itopId, agent: itopId.optional() }).optional(),
    /** Vigie's priority → impact and urgency that give it; absent: those of the stock matrix. */
    levels: z.partialRecord(z.enum(['1', '2', '3', '4', '5']), pair).default({}),
    /** Step of an incident's life → states that the site added to the data model; others are read as iTop's own. */
    states: stateMapOf(value).default({}),
    /** A state of the site's own → the stimulus that leads from it towards resolved. */
    stimuli: z.record(value, z.enum(['ev_assign', 'ev_resolve'])).default({}),
    resolutionCode: value.default('other'),
    /** CIs are linked whose name in iTop is their id in Vigie's CMDB. */
    linkCis: z.boolean().default(true),
    /** iTop's own (`timezone` of its configuration): its times carry none. */
    timezone: z.string().refine(isZone, 'an IANA time zone').default('Europe/Paris'),
    /** Whether problems get a record of class Problem; the account needs "Problem Manager" too (recorded, 21d). */
    problems: z.boolean().default(false),
    /** Each call, answer included. */
    timeoutMs: z.number().int().min(500).max(120_000).default(15_000),
    /** Longest run of a request on the server: PHP's max_execution_time default. */
    serverMaxMs: z.number().int().min(0).max(600_000).default(30_000),
    /** Measured: creates 4.7/s with 1, 10.0 with 4, 9.6 with 10 connections (itop-znuny-rt-observed, "Timings"). */
    concurrency: z.number().int().min(1).max(16).default(4),
  })
  .superRefine(({ user, password, token }, context) => {
    const named = user !== undefined && password !== undefined;
    if (named !== (token === undefined) || (user === undefined) !== (password === undefined))
      context.addIssue({ code: 'custom', path: ['user'], message: 'either user and password, or token' });
  });
export type ItopConfig = z.infer<typeof ItopConfig>;

export const itopStates = ({ states }: Pick<ItopConfig, 'states'>): States => new States(states, stockStates);

export function standingOf(config: ItopConfig, status: string): TicketStanding {
  return itopStates(config).standingOf(status) ?? 'in-progress';
}
