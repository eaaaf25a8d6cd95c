// One open condition of one CI, folded from events: what alerting writes and judging reads.
import { z } from 'zod';
import { Decision } from './decision.ts';
import { Effect } from './effect.ts';
import { Category, SourceType } from './event.ts';
import { Severity } from './severity.ts';

export const Binding = z.object({
  ci: z.string(),
  /** 1 = named by its id or an address of its own; below .7 = a guess. */
  confidence: z.number(),
  by: z.enum(['id', 'name', 'alias', 'short-name', 'address', 'label', 'peer', 'sender']),
  /** What was looked up. */
  value: z.string(),
});
export type Binding = z.infer<typeof Binding>;

export const Alert = z.object({
  /** fingerprint + '@' + opening in epoch ms: one per episode. */
  id: z.string(),
  fingerprint: z.string(),
  /** The type of whoever spoke first. */
  source: SourceType,
  /** Types of all that told of it, in order of speaking. */
  sources: z.array(SourceType),
  name: z.string(),
  severity: Severity,
  effect: Effect,
  message: z.string(),
  host: z.string(),
  labels: z.record(z.string(), z.string()),
  binding: Binding.nullable(),
  /** The CI at the other end, bound. An alert of a balancer *about* a peer has the peer as its binding. */
  peerCi: z.string().nullable(),
  openedAt: z.number().int(),
  /** Arrival of its first event: what delays are learned from. */
  firstReceivedAt: z.number().int(),
  lastSeenAt: z.number().int(),
  /** Events folded into this episode. */
  count: z.number().int(),
  clearedAt: z.number().int().nullable(),
  endedBy: z.enum(['clear', 'lease', 'quiet', 'person']).nullable(),
  stale: z.boolean(),
  flapping: z.boolean(),
  /** `quiet` alerts never hold an incident open. */
  endsBy: z.enum(['clear', 'lease', 'quiet']),
  category: Category.nullable(),
  unknown: z.boolean(),
  link: z.string().nullable(),
  /** Where its source says what to do about it. */
  runbook: z.string().optional(),
  /** Nobody will end it, and it is told all day long: background of its host, unless it bursts. */
  everyday: z.literal(true).optional(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertChange = z.object({
  /**
   * `opened` a new episode; `updated` severity, effect, message, sources or flapping changed; `cleared` it ended
   * (see endedBy); `stale` its lease is over; `rebound` its CI changed with the CMDB; `informed` an info event.
   */
  change: z.enum(['opened', 'updated', 'cleared', 'stale', 'rebound', 'informed']),
  alert: Alert,
});
export type AlertChange = z.infer<typeof AlertChange>;

/** The check of an informing event that announces a change on its host: a deployment, a configuration (interfaces). */
export const changeName = 'change';

/** The name of Vigie's own alert for a source that missed its heartbeats; its host is the source's name. */
export const silentSourceName = 'Source silent';

/** Body of kind `alert-changes` on `alerts`: all that one events record changed. */
export const AlertChanges = z.object({ changes: z.array(AlertChange), decisions: z.array(Decision) });
export type AlertChanges = z.infer<typeof AlertChanges>;
export const alertChangesKind = 'alert-changes';
