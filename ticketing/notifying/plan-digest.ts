// The one message for all that came too fast for a recipient: of what is open yet.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { composeDigest } from '../compose/compose-digest.ts';
import { noticeKey } from './notified-incident.ts';
import type { NoticePlan } from './notice-step.ts';

export interface DigestMoment {
  readonly policy: Policy;
  readonly now: number;
  /** Numbers the recipient's digests. */
  readonly count: number;
}

/** Null: nothing is open any more, or the recipient is named no more. */
export function planDigest(
  recipient: string,
  incidents: readonly Incident[],
  { policy, now, count }: DigestMoment,
): { readonly plan: NoticePlan; readonly tenant: string } | null {
  const { digest, recipients } = policy.notify;
  const known = recipients[recipient];
  const open = incidents.filter(({ state }) => state === 'open');
  const [first] = open;
  if (known === undefined || first === undefined) return null;
  const { language = policy.language, sink, voice: register } = known;
  const text = composeDigest({ incidents: open, digest, voice: { language, timezone: policy.timezone } });
  const lane = `digest-${recipient}`;
  const key = noticeKey(first.tenant, lane, recipient, count);
  const notice = {
    ...{ kind: 'digest' as const, recipient, voice: register, ...text, thread: [], answerable: false },
    ...{ staleAt: now + digest.withinMs * 2, incidents: open.map(({ id }) => id) },
  };
  return { plan: { lane, key, sink, language, notice, incident: null }, tenant: first.tenant };
}
