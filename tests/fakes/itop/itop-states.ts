// The fake iTop's state machine, as recorded (20 to 25), and the matrix by which it computes priorities.

type Stimuli = Readonly<Record<string, string>>;

export const transitions: Readonly<Record<string, Stimuli>> = {
  new: { ev_assign: 'assigned' },
  escalated_tto: { ev_assign: 'assigned' },
  assigned: { ev_pending: 'pending', ev_reassign: 'assigned', ev_resolve: 'resolved' },
  escalated_ttr: { ev_pending: 'pending', ev_reassign: 'assigned', ev_resolve: 'resolved' },
  pending: { ev_assign: 'assigned' },
  resolved: { ev_close: 'closed', ev_reopen: 'assigned' },
  closed: {},
};

/** External keys are not among them, though the data model names them (20b). */
export const demanded: Readonly<Record<string, readonly string[]>> = {
  ev_pending: ['pending_reason'],
  ev_resolve: ['solution'],
};

const matrix: Readonly<Record<string, number>> = {
  '1/1': 1,
  '1/2': 1,
  '1/3': 2,
  '2/1': 1,
  '2/2': 2,
  '2/3': 3,
  '3/1': 2,
  '3/2': 3,
  '3/3': 3,
};

export function priorityOf(impact: string, urgency: string): string {
  return String(matrix[`${impact}/${urgency}`] ?? 4);
}

export function operationalStatus(status: string): string {
  return status === 'resolved' || status === 'closed' ? status : 'ongoing';
}

export const allowed: Readonly<Record<string, { readonly label: string; readonly values: readonly string[] }>> = {
  impact: { label: 'Impact', values: ['1', '2', '3'] },
  urgency: { label: 'Urgency', values: ['1', '2', '3', '4'] },
  status: { label: 'Status', values: Object.keys(transitions) },
  origin: { label: 'Origin', values: ['mail', 'monitoring', 'phone', 'portal'] },
  escalation_flag: { label: 'Hot Flag', values: ['no', 'yes'] },
  resolution_code: {
    label: 'Resolution code',
    values: ['assistance', 'other', 'software patch', 'training', 'hardware repair', 'system update', 'bug fixed'],
  },
};
