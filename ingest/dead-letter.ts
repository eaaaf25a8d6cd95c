// What a source sent and nobody could read, kept whole with its reason, so that it can be looked at and replayed.
import { z } from 'zod';
import { SourceType } from '../domain/event.ts';
import { hexId } from '../domain/identity.ts';
import type { LogRecord } from '../domain/record.ts';
import type { Rejected } from './source.ts';

/** Body of kind `rejected` on `dead-letters`. */
export const RejectedBody = z.object({
  source: z.string(),
  sourceType: SourceType,
  code: z.string(),
  reason: z.string(),
  /** Where in the input; null if it is about the whole. */
  at: z.string().nullable(),
  raw: z.string(),
  encoding: z.enum(['utf8', 'base64']),
});
export type RejectedBody = z.infer<typeof RejectedBody>;
const rejectedKind = 'rejected';

export interface Sender {
  readonly name: string;
  readonly type: SourceType;
  readonly tenant: string;
}

export interface Arrival {
  readonly source: Sender;
  readonly receivedAt: number;
  /** The body's SHA-256 or the body itself: what tells this delivery from another of the same ms. */
  readonly body: string;
}

export function deadLetter({ source, receivedAt, body }: Arrival, rejected: Rejected, position: number): LogRecord {
  const { code, reason, at = null, raw, encoding } = rejected;
  const letter: RejectedBody = { source: source.name, sourceType: source.type, code, reason, at, raw, encoding };
  return {
    v: 1,
    id: hexId(rejectedKind, source.tenant, source.name, String(receivedAt), body, String(position)),
    tenant: source.tenant,
    key: `${source.tenant}/${source.name}`,
    kind: rejectedKind,
    occurredAt: receivedAt,
    receivedAt,
    body: letter,
  };
}
