// What a site says about its Znuny: the web service, an agent, and the names of queues, states and priorities.
import { z } from 'zod';
import { isZone } from '../../../domain/zoned-time.ts';
import type { TicketStanding } from '../../reader.ts';
import { stateMapOf, States } from '../states/state-map.ts';

const name = z.string().min(1).max(200);

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(
    (url) => /\/nph-genericinterface\.pl\/Webservice\/[\w.-]+\/?$/.test(url),
    'the address ends in /nph-genericinterface.pl/Webservice/<name of the web service>',
  )
  .transform((url) => url.replace(/\/$/, ''));

/** The names that Znuny ships. */
const priorities = z.strictObject({
  1: name.default('5 very high'),
  2: name.default('4 high'),
  3: name.default('3 normal'),
  4: name.default('2 low'),
  5: name.default('1 very low'),
});

/** What Vigie sets; what is read goes by the type of a state, but for those that the site names. */
const stockStates = { registered: ['new'], assigned: ['open'], resolved: ['closed successful'] } as const;

/** State type → what it means; Znuny tells resolved and closed not apart. */
const defaultStandings = {
  new: 'new',
  open: 'in-progress',
  'pending reminder': 'pending',
  'pending auto': 'pending',
  closed: 'closed',
  merged: 'merged',
  removed: 'deleted',
} as const;

/**
 * Least rights of the agent: `rw` on the groups of the queues that are named here. The web service
 * (deploy/znuny/vigie.yml) offers no more than tickets and sessions.
 */
export const ZnunyConfig = z.strictObject({
  type: z.literal('znuny'),
  language: z.enum(['en', 'fr']).optional(),
  url: address,
  user: name,
  password: name,
  /** Customer user in whose name tickets are opened: Znuny insists on one. */
  customer: name,
  queue: name,
  /** Team of the CMDB → queue. */
  queues: z.record(z.string().max(200), name).default({}),
  /** Needed where ticket types are on. */
  ticketType: name.optional(),
  /** Must be one that the customer user may use. */
  service: name.optional(),
  /** Dynamic field of tickets, type text: letters and digits only, as Znuny itself demands. */
  keyField: z
    .string()
    .regex(/^[A-Za-z0-9]{1,60}$/, 'the name of a dynamic field')
    .default('VigieKey'),
  priorities: priorities.prefault({}),
  /**
   * Step of an incident's life → states, by name. Vigie opens in the first of `registered`, resolves in the first of
   * `resolved`, opens again in the first of `assigned`. Others are read by their type.
   */
  states: stateMapOf(name).default({}),
  /** Of a ticket whose incident was merged into another. */
  duplicateState: name.default('closed unsuccessful'),
  /** Znuny's own (`OTRSTimeZone`): its times carry none. */
  timezone: z.string().refine(isZone, 'an IANA time zone').default('UTC'),
  /** Each call, answer included. */
  timeoutMs: z.number().int().min(500).max(120_000).default(15_000),
  /** Longest run of a request on the server: Apache's `Timeout` is 300 s, a create of 5 MB took 1.4 s (recorded). */
  serverMaxMs: z.number().int().min(0).max(600_000).default(60_000),
  /** Measured: creates 6.3/s with 1, 17.1 with 4, 14.7 with 10 connections (itop-znuny-rt-observed, "Timings"). */
  concurrency: z.number().int().min(1).max(16).default(4),
});
export type ZnunyConfig = z.infer<typeof ZnunyConfig>;

/** With the words that Znuny comes with. */
export const znunyStates = ({ states }: Pick<ZnunyConfig, 'states'>): States => new States(states, stockStates);

export function standingOf({ states }: Pick<ZnunyConfig, 'states'>, state: string, stateType: string): TicketStanding {
  const known: Readonly<Record<string, TicketStanding>> = defaultStandings;
  const byType = Object.hasOwn(known, stateType) ? known[stateType] : undefined;
  return new States(states, {}).standingOf(state) ?? byType ?? 'in-progress';
}

export function priorityName({ priorities: names }: ZnunyConfig, priority: number): string {
  const known: Readonly<Record<string, string>> = names;
  return known[String(priority)] ?? names[3];
}

/** Null: a name that we never write. */
export function priorityOf({ priorities: names }: ZnunyConfig, name: string): number | null {
  const found = Object.entries(names).find(([, each]) => each === name);
  return found === undefined ? null : Number(found[0]);
}
