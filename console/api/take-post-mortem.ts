// A person says that the post-mortem of a major is written: a record by the front door, in the incident's own lane.
import { hexId } from '../../domain/identity.ts';
import { postMortemWrittenKind, type PostMortemWritten } from '../../domain/incident-life.ts';
import type { ApiOptions } from './api-options.ts';
import type { CommandAccepted } from './command-contract.ts';

export async function takePostMortem(
  body: PostMortemWritten,
  { log, clock, tenant }: Pick<ApiOptions, 'log' | 'clock' | 'tenant'>,
): Promise<CommandAccepted> {
  const { incident: key, by, where } = body;
  const now = clock.now();
  const id = hexId(tenant, postMortemWrittenKind, String(now), key, by, where);
  const record = {
    v: 1,
    id,
    tenant,
    key,
    kind: postMortemWrittenKind,
    occurredAt: now,
    receivedAt: now,
    body,
  } as const;
  await log.append('incidents', [record]);
  return { record: id };
}
