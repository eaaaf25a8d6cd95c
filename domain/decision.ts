// Why Vigie did what it did: outcome, reason, evidence. The wording of each reason, and of what would have
// changed it, stands in ticketing/wording; both are made from the evidence alone.
import { z } from 'zod';
import type { Json } from './json.ts';

export const reasons = [
  // alerting
  'alert-opened',
  'alert-refired',
  'alert-updated',
  'alert-cleared',
  'clear-without-problem',
  'clear-of-older-episode',
  'lease-over',
  'stale-closed',
  'quiet-ended',
  'became-everyday',
  'burst-began',
  'flapping-started',
  'flapping-ended',
  'bound',
  'unbound',
  'bound-ambiguous',
  'rebound',
  // judging: what belongs together
  'situation-opened',
  'joined-same-ci',
  'joined-topology',
  'joined-hub',
  'joined-learned',
  'joined-unmatched',
  'joined-text',
  'joined-group',
  'situations-merged',
  'situation-split',
  'kept-apart',
  'chronic-set-aside',
  'everyday-set-aside',
  'informs-only',
  'in-maintenance',
  'silenced',
  'suppressed-by-rule',
  'inhibited-by-rule',
  'below-threshold',
  'expected-hour',
  // judging: does it deserve a ticket
  'held',
  'blip',
  'incident-opened',
  'incident-resolved',
  'incident-reopened',
  'problem-returned',
  'incident-merged',
  'incident-linked',
  'incident-split',
  // judging: more new incidents than anybody reads
  'storm-opened',
  'storm-gathered',
  'storm-calm',
  'storm-split-out',
  // judging: cause, impact, priority, major
  'root-ranked',
  'root-unclear',
  'impact-assessed',
  'user-report-counted',
  'crowd-raised',
  'priority-set',
  'category-set',
  'major-watch',
  'major-declared',
  'major-downgraded',
  'major-stood-down',
  // people
  'acknowledged',
  'resolved-by-person',
  'assigned',
  'priority-by-person',
  'priority-kept',
  'cause-by-person',
  'person-commented',
  'split-refused',
  // ticketing
  'ticket-open',
  'ticket-update',
  'ticket-escalate',
  'ticket-resolve',
  'ticket-reopen',
  'ticket-merge',
  'ticket-coalesced',
  'ticket-in-doubt',
  'ticket-adopted',
  'ticket-retry',
  'ticket-refused',
  // what people did in the ticketing system
  'ticket-closed-by-hand',
  'ticket-reopened-by-hand',
  'ticket-merged-by-hand',
  'ticket-deleted-by-hand',
  'ticket-stuck-open',
  'ticket-updates-stopped',
  'ticket-updates-resumed',
  'ticket-duplicate',
  // more than a desk can take
  'ticket-held-back',
  'ticket-overflow',
  'user-ticket-linked',
  // what was promised
  'sla-warning',
  'sla-breached',
  'post-mortem-due',
  'post-mortem-written',
  // what comes back
  'problem-proposed',
  'problem-opened',
  'problem-linked',
  'problem-reopened',
  'problem-closed',
  'problem-declined',
  // people told
  'notified',
  'escalated',
  'escalation-stopped',
  'notice-withheld',
  'notice-collapsed',
  'notice-in-doubt',
  'notice-retry',
  'notice-refused',
] as const;
export const Reason = z.enum(reasons);
export type Reason = z.infer<typeof Reason>;

export const subjects = ['event', 'alert', 'situation', 'incident', 'ticket', 'problem'] as const;

export const Decision = z.object({
  /** Deterministic: stage, offset and position of the record that led to it. */
  id: z.string(),
  /** Epoch milliseconds, logical time. */
  at: z.number().int(),
  subject: z.object({ type: z.enum(subjects), id: z.string() }),
  /** Short machine word for what was decided, e.g. `P1`, `joined S-…`, `held`. */
  outcome: z.string(),
  reason: Reason,
  evidence: z.record(z.string(), z.custom<Json>()),
});
export type Decision = z.infer<typeof Decision>;
