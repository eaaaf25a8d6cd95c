// The fake iTop's state machine, as recorded (20 to 25), and the matrix by which it computes priorities.

type Stimuli = Readonly<Record<string, string>>;

const ticketTransitions: Readonly<Record<string, Stimuli>> = {
  new: { ev_assign: 'assigned' },
  escalated_tto: { ev_assign: 'assigned' },
  assigned: { ev_pending: 'pending', ev_reassign: 'assigned', ev_resolve: 'resolved' },
  escalated_ttr: { ev_pending: 'pending', ev_reassign: 'assigned', ev_resolve: 'resolved' },
  pending: { ev_assign: 'assigned' },
  resolved: { ev_close: 'closed', ev_reopen: 'assigned' },
  closed: {},
};

/** Not recorded: as the data model of itop-problem-mgmt has it. */
const problemTransitions: Readonly<Record<string, Stimuli>> = {
  new: { ev_assign: 'assigned' },
  assigned: { ev_reassign: 'assigned', ev_resolve: 'resolved' },
  resolved: { ev_reassign: 'assigned', ev_close: 'closed' },
  closed: {},
};

/** Null: there is none. */
export function afterStimulus(name: string, status: string, stimulus: string): string | null {
  const all = name === 'Problem' ? problemTransitions : ticketTransitions;
  return all[status]?.[stimulus] ?? null;
}

/** Attributes of class Problem that the fake keeps, by the same data model: one log, no origin, no solution, no flag. */
const problemAttributes: ReadonlySet<string> = new Set([
  ...['id', 'ref', 'org_id', 'caller_id', 'team_id', 'agent_id', 'title', 'description', 'start_date', 'end_date'],
  ...['last_update', 'close_date', 'private_log', 'contacts_list', 'functionalcis_list', 'workorders_list'],
  ...['operational_status', 'status', 'service_id', 'servicesubcategory_id', 'impact', 'urgency', 'priority'],
  ...['assignment_date', 'resolution_date', 'finalclass', 'friendlyname'],
]);

export function hasAttribute(name: string, attribute: string): boolean {
  return name !== 'Problem' || problemAttributes.has(attribute);
}

/** External keys are not among them, though the data model names them (20b). */
const demandedOfTickets: Readonly<Record<string, readonly string[]>> = {
  ev_pending: ['pending_reason'],
  ev_resolve: ['solution'],
};

export function demanded(name: string, stimulus: string): readonly string[] {
  return name === 'Problem' ? [] : (demandedOfTickets[stimulus] ?? []);
}

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
  status: { label: 'Status', values: Object.keys(ticketTransitions) },
  origin: { label: 'Origin', values: ['mail', 'monitoring', 'phone', 'portal'] },
  escalation_flag: { label: 'Hot Flag', values: ['no', 'yes'] },
  resolution_code: {
    label: 'Resolution code',
    values: ['assistance', 'other', 'software patch', 'training', 'hardware repair', 'system update', 'bug fixed'],
  },
};
