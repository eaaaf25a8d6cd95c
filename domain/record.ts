// The record: the only thing that travels between rooms, and its streams.
import { z } from 'zod';

/**
 * `unmatched` holds syslog lines that no profile knows: counted, kept 24 h, read by no stage. `snapshots` holds what
 * stages knew at an offset, where state is disposable (ADR 0027).
 */
export const streams = [
  'events',
  'alerts',
  'incidents',
  'tickets',
  'control',
  'dead-letters',
  'unmatched',
  'snapshots',
] as const;
export type StreamName = (typeof streams)[number];

/** Where a stage's output comes from; the next stage drops repeats by high-water mark of it. */
export const Provenance = z.object({
  stage: z.string(),
  partition: z.number().int(),
  offset: z.number().int(),
  seq: z.number().int(),
});
export type Provenance = z.infer<typeof Provenance>;

export const LogRecord = z.object({
  /** Schema version of the body. */
  v: z.literal(1),
  id: z.string(),
  tenant: z.string(),
  key: z.string(),
  kind: z.string(),
  /** Epoch milliseconds, the source's clock after the time rule. */
  occurredAt: z.number().int(),
  /** Epoch milliseconds, our clock, stamped before append. Logical time of every stage. */
  receivedAt: z.number().int(),
  body: z.unknown(),
  from: Provenance.optional(),
  /** A delivery id that the sender gave: a repeat of it is dropped. */
  deliveryId: z.string().optional(),
});
export type LogRecord = z.infer<typeof LogRecord>;

export interface StoredRecord extends LogRecord {
  readonly stream: StreamName;
  readonly partition: number;
  readonly offset: number;
}

/** Body of kind `tick`: nothing but its time, which is the record's `receivedAt`. */
export const tickKind = 'tick';

/** Body of kind `control`: a pointer into the control stream; the shell loads the body before it hands the record over. */
export const ControlPointer = z.object({
  kind: z.enum(['cmdb', 'policy']),
  version: z.number().int(),
  sha256: z.string(),
});
export type ControlPointer = z.infer<typeof ControlPointer>;
export const controlKind = 'control';
