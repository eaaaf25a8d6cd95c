// Which stimulus brings a ticket of iTop one state nearer to resolved.

/** From `new`, `pending` and `escalated_tto` there is no `ev_resolve`: recorded, 22 and 20n; itop-incident-mgmt-itil. */
const towardsResolved: Readonly<Record<string, 'ev_assign' | 'ev_resolve'>> = {
  new: 'ev_assign',
  approved: 'ev_assign',
  escalated_tto: 'ev_assign',
  pending: 'ev_assign',
  assigned: 'ev_resolve',
  escalated_ttr: 'ev_resolve',
};

export type Stimulus = 'ev_assign' | 'ev_resolve';

/** `own`: of the site's states. Null: there is no way, as from an approval that a person has to give. */
export function nextStimulus(status: string, own: Readonly<Record<string, Stimulus>>): Stimulus | null {
  if (Object.hasOwn(own, status)) return own[status] ?? null;
  return Object.hasOwn(towardsResolved, status) ? (towardsResolved[status] ?? null) : null;
}
