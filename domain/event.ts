// One statement of a source at one moment, in Vigie's words: what ingest writes and alerting reads.
import { z } from 'zod';
import { Effect } from './effect.ts';
import { Severity } from './severity.ts';

export const sourceTypes = ['prometheus', 'alertmanager', 'zabbix', 'generic', 'syslog'] as const;
export const SourceType = z.enum(sourceTypes);
export type SourceType = z.infer<typeof SourceType>;

const categories = ['hardware', 'software', 'network', 'security', 'user', 'cloud'] as const;
export const Category = z.enum(categories);
export type Category = z.infer<typeof Category>;

/**
 * How an alert ends when nobody says so. `clear`: only a message ends it. `lease`: silence for `withinMs` makes it
 * stale, not resolved. `quiet`: no clear exists; silence for `withinMs` ends it. A clear always ends any of them.
 */
export const Ending = z.object({ by: z.enum(['clear', 'lease', 'quiet']), withinMs: z.number().int().optional() });
export type Ending = z.infer<typeof Ending>;

/** What made a rule speak that waits for a number: ten hosts that refused one address, say. */
export const Counted = z.object({
  /** What sets those counted apart: `host`, `account`; `line`: each line counts. */
  of: z.string(),
  /** What they have in common, by its name: `{ address: '198.51.100.7' }`. */
  by: z.record(z.string(), z.string()),
  /** Over all hosts of the source together; else of the one host. */
  allHosts: z.boolean(),
  count: z.number().int(),
  atLeast: z.number().int(),
  withinMs: z.number().int(),
  /** The latest of them, as many as were asked for; none of lines. */
  latest: z.array(z.string()),
});
export type Counted = z.infer<typeof Counted>;

export const Event = z.object({
  /**
   * `problem` opens or repeats, `clear` ends, `info` informs (a change, a line worth noting); `beat`: the source is well,
   * and promised to say so again.
   */
  state: z.enum(['problem', 'clear', 'info', 'beat']),
  /** Of a beat: the rhythm that was promised. */
  beatEveryMs: z.number().int().optional(),
  /** `kind:version:hash`; equal for the same condition whoever tells it. */
  fingerprint: z.string(),
  /** Sets one opening apart from the next: Prometheus `startsAt` in epoch ms, Zabbix `EVENT.ID`. Absent: any. */
  episode: z.string().optional(),
  name: z.string(),
  severity: Severity,
  effect: Effect,
  message: z.string(),
  /** As the source wrote it; empty if it named none. */
  host: z.string(),
  /** Other names of the same thing to bind by, best first: visible name, sender's address, instance with port. */
  hints: z.array(z.string()).optional(),
  /** The CI at the other end of what is checked (a server behind a balancer), as the source wrote it. */
  peer: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  occurredAt: z.number().int(),
  clock: z.enum(['trusted', 'corrected', 'received']),
  ending: Ending,
  category: Category.optional(),
  /** A syslog line that no profile knows: it never alone opens an incident above P4. */
  unknown: z.boolean().optional(),
  /** Only the fields that were cut: too many labels, a value too long, a line above 64 kB. */
  truncated: z.boolean().optional(),
  /** It is told because so many came together. */
  counted: Counted.optional(),
  /** A link back into the source, http(s) only. */
  link: z.string().optional(),
  /** Where the source says what to do about it, http(s) only. */
  runbook: z.string().optional(),
  /** The source's own bytes for this event. */
  raw: z.string(),
  /** Present where those bytes are no text: `raw` is then base64 of them. */
  rawEncoding: z.literal('base64').optional(),
});
export type Event = z.infer<typeof Event>;

/** Body of kind `delivery` on `events`: one POST, one read of a syslog connection, one partition. */
export const Delivery = z.object({ source: z.string(), sourceType: SourceType, events: z.array(Event) });
export type Delivery = z.infer<typeof Delivery>;
export const deliveryKind = 'delivery';
