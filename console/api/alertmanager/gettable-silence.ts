// A silence in the shape of Alertmanager's v2 API.
import type { Silence } from '../../../domain/silence.ts';
import { rfc3339 } from '../../../domain/zoned-time.ts';

export interface GettableSilence {
  readonly id: string;
  readonly status: { readonly state: 'active' | 'pending' | 'expired' };
  readonly updatedAt: string;
  readonly comment: string;
  readonly createdBy: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly matchers: Silence['matchers'];
}

export function gettableSilence(silence: Silence, now: number): GettableSilence {
  const { id, comment, createdBy, startsAt, endsAt, updatedAt, matchers } = silence;
  const state = endsAt <= now ? 'expired' : startsAt > now ? 'pending' : 'active';
  const times = { updatedAt: rfc3339(updatedAt), startsAt: rfc3339(startsAt), endsAt: rfc3339(endsAt) };
  return { id, status: { state }, comment, createdBy, ...times, matchers };
}
