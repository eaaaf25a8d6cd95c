// Whether what deserves an incident gets one of its own, or is gathered under the summary of its site's storm.
import type { Policy } from '../../../domain/policy.ts';
import { isBusy, isStorm, type RateRow } from './storm-rate.ts';

export interface GatheringQuestion {
  readonly policy: Policy['storm'];
  /** With this one counted in. */
  readonly rate: RateRow;
  /** As it was before. */
  readonly before: RateRow;
  /** Key of its site, else of its source. */
  readonly where: string;
  /** Priority 1, or what makes a major: it is never told in a list only (create-limit does the same for tickets). */
  readonly isUrgent: boolean;
  readonly hasSummary: boolean;
  readonly now: number;
}

export type Gathering =
  { readonly step: 'gather' } | { readonly step: 'alone'; readonly why: 'no-storm' | 'urgent' | 'first-of-its-site' };

/** A summary of one says less than the one: the first of a site stays alone, whatever happens elsewhere. */
export function considerGathering(question: GatheringQuestion): Gathering {
  const { policy, rate, before, where, isUrgent, hasSummary, now } = question;
  if (!isStorm(rate, policy, now)) return { step: 'alone', why: 'no-storm' };
  if (isUrgent) return { step: 'alone', why: 'urgent' };
  return hasSummary || isBusy(before, where, now) ? { step: 'gather' } : { step: 'alone', why: 'first-of-its-site' };
}
