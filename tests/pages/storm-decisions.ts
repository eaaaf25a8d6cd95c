// The decisions behind the storm's major incident, with the evidence that their words are made from.
import type { Decision } from '../../domain/decision.ts';
import type { Json } from '../../domain/json.ts';
import { at, majorId } from './storm-facts.ts';

let made = 0;

function decide(
  seconds: number,
  reason: Decision['reason'],
  outcome: string,
  evidence: Record<string, Json>,
): Decision {
  made += 1;
  const id = `judging-0-${String(1040 + made)}-0`;
  return { id, at: at(seconds), subject: { type: 'incident', id: majorId }, outcome, reason, evidence };
}

const services = [
  { id: 'shop', name: 'Web shop', state: 'down', group: 'web-tier', up: 0, size: 4, needs: 2 },
  { id: 'batch', name: 'Nightly batch', state: 'down', group: 'batch-farm', up: 0, size: 16, needs: 8 },
];

/** What a person says after all that. */
export const causeNamed: Decision = decide(900, 'cause-by-person', 'sw-core-02', {
  ...{ by: 'Amina Diallo', why: 'its fan had stopped', cause: 'sw-core-02', ranked: 'sw-core-02' },
});

export const stormDecisions: readonly Decision[] = [
  decide(95, 'situation-opened', 'S-2', {
    alert: '%PLATFORM_ENV-1-TEMP@sw-core-02',
    name: '%PLATFORM_ENV-1-TEMP',
    ci: 'sw-core-02',
    nearest: { situation: 'S-1', why: 'no-path', cost: null, limit: 6 },
  }),
  decide(95, 'held', 'held', { holdMs: 60_000, until: at(155), severity: 'high' }),
  decide(121, 'joined-hub', 'S-2', {
    ...{ alert: '%LINK-3-UPDOWN@sw-acc-01', hub: 'sw-core-02', active: 4, below: 6, share: 0.67, needed: 3 },
    withinMs: 70_000,
  }),
  decide(121, 'incident-opened', 'I-2', {
    ...{ why: 'critical-service', alert: 'ShopDown@shop-web', severity: 'critical', holdMs: 0, service: 'Web shop' },
  }),
  decide(121, 'category-set', 'network', { category: 'network', from: null }),
  decide(121, 'root-ranked', 'sw-core-02', {
    ...{ first: 'sw-core-02', score: 0.81, second: 'sw-acc-04', secondScore: 0.1, explained: 9, of: 9 },
  }),
  decide(121.5, 'impact-assessed', 'high', {
    ...{ impact: 'high', because: 'critical-service-down', users: 1240, services },
  }),
  decide(121.5, 'priority-set', 'P1', { priority: 1, from: 3, impact: 'high', urgency: 'high', cap: null }),
  decide(121.5, 'major-watch', 'watch', { reasons: ['critical-service-down', 'many-users'], declareAt: at(241.5) }),
  decide(160.9, 'root-ranked', 'sw-core-02', {
    ...{ first: 'sw-core-02', score: 0.94, second: 'sw-acc-04', secondScore: 0.03, explained: 43, of: 44 },
  }),
  decide(241.5, 'major-declared', 'major', {
    reasons: ['critical-service-down', 'many-users'],
    ...{ heldMs: 120_000, users: 1240, tenantUsers: 1580, services: ['Web shop', 'Nightly batch'] },
  }),
];
