// How Vigie stands, what it streams, and what went wrong, as the console's API answers them.
import { z } from 'zod';
import { count, Instant } from './contract-parts.ts';

export const ApiFault = z.object({
  error: z.object({ code: z.string(), message: z.string(), at: z.string().optional() }),
});
export type ApiFault = z.infer<typeof ApiFault>;

/** Counts stop at `countCeiling`: a board says "10,000+" rather than scan for an exact number. */
export const countCeiling = 10_000;

export const Status = z.object({
  version: z.string(),
  tenant: z.string(),
  language: z.enum(['en', 'fr']),
  timezone: z.string(),
  now: Instant.describe('the clock the pages show: told, in a demo'),
  demo: z
    .object({ speed: z.number(), progress: z.number().min(0).max(1), startedAt: Instant, endsAt: Instant })
    .nullable(),
  incidents: z.object({
    open: count,
    majors: count,
    majorWatch: count,
    byPriority: z.object({ '1': count, '2': count, '3': count, '4': count, '5': count }),
  }),
  /** Why are there no tickets? */
  alerts: z.object({ open: count, held: count, suppressed: count, flapping: count, stale: count, aside: count }),
  sources: z.array(z.object({ source: z.string(), lastEventAt: Instant, ageMs: count })),
  /** Ticketing systems, and what waits to be told to each. */
  sinks: z.array(
    z.object({
      sink: z.string(),
      state: z.enum(['working', 'resting', 'paused']).describe('resting: it failed, and is asked again later'),
      backlog: count.describe('operations not carried out yet'),
      ageMs: count.nullable().describe('how long the oldest of them waits'),
    }),
  ),
  rulesFault: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('why the rules folder as it is now was refused: those before stay in force'),
  cmdbFault: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('why the CMDB as it is now could not be read: the last one stays in force'),
  deadLetters: count,
  stateHash: z.record(z.string(), z.string()).nullable().describe('per stage, with ?hash=1'),
});
export type Status = z.infer<typeof Status>;

/** Events of `GET /api/v1/stream` by their `event:` name; `data:` is JSON. A comment line is the heartbeat. */
export const StreamEvents = {
  incident: z.object({ id: z.string() }),
  status: z.object({ now: Instant }),
} as const;
