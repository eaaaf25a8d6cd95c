// What a site says about its Request Tracker: address, token, queues, and what its statuses and priorities mean.
import { z } from 'zod';
import { stateMapOf, States } from '../states/state-map.ts';

/** Stands in TicketSQL between quotes or braces. */
const rtName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^'"{}\\\u0000-\u001f]+$/, 'no quotes, braces or backslashes');

const status = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w][\w -]*$/, 'a status of a lifecycle');

const rtUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/[?#]|\/REST\//.test(url), 'the address of RT itself, without /REST/2.0')
  .transform((url) => url.replace(/\/$/, ''));

/** RT's lifecycle "default". */
const stockStates = {
  registered: ['new'],
  assigned: ['open'],
  pending: ['stalled'],
  resolved: ['resolved'],
  closed: ['rejected'],
  deleted: ['deleted'],
} as const;

/** Evenly over RT's 0–100, so that RT 5's names read High for P1, Medium for P2 and P3, Low below. */
const defaultPriorities = { '1': 100, '2': 75, '3': 50, '4': 25, '5': 0 } as const;

/**
 * Least rights of the token's user on each queue (recorded and run on 5.0.3): SeeQueue, CreateTicket, ShowTicket,
 * ShowTicketComments, ModifyTicket, ReplyToTicket, CommentOnTicket, SeeCustomField, SetInitialCustomField and
 * ModifyCustomField.
 */
export const RtConfig = z.strictObject({
  type: z.literal('rt'),
  language: z.enum(['en', 'fr']).optional(),
  url: rtUrl,
  /** Of an RT user of Vigie's own: "Settings → Auth Tokens". */
  token: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'a token is printable ASCII without spaces'),
  queue: rtName,
  /** Team of the CMDB → queue. */
  queues: z.record(z.string().max(200), rtName).default({}),
  /** Where problems get a ticket of their own; absent: nowhere. */
  problemQueue: rtName.optional(),
  /** Custom field of tickets that carries the key; a queue without it gets the key's mark in the subject. */
  keyField: rtName.default('Vigie Key'),
  /** Who is told as requestor, by mail as RT's scrips do; absent: nobody. */
  requestor: z.email().max(200).optional(),
  /** Our priority → RT's. */
  priorities: z
    .strictObject({
      '1': z.number().int().min(0).max(10_000),
      '2': z.number().int().min(0).max(10_000),
      '3': z.number().int().min(0).max(10_000),
      '4': z.number().int().min(0).max(10_000),
      '5': z.number().int().min(0).max(10_000),
    })
    .default(defaultPriorities),
  /** Step of an incident's life → statuses of the lifecycle; a status that is not named counts as in progress. */
  states: stateMapOf(status).default({}),
  /** Each call, answer included. */
  timeoutMs: z.number().int().min(500).max(120_000).default(15_000),
  /** Longest run of a request on the server: Apache's Timeout is 60 s; 40 MB took 16 s (recorded, 27c). */
  serverMaxMs: z.number().int().min(0).max(600_000).default(60_000),
  /** Measured: creates 2.9/s with 1 worker, 5.5/s with 4, 4.7/s with 10 (itop-znuny-rt-observed, "Timings"). */
  concurrency: z.number().int().min(1).max(16).default(4),
});
export type RtConfig = z.infer<typeof RtConfig>;

export const rtStates = ({ states }: Pick<RtConfig, 'states'>): States => new States(states, stockStates);
