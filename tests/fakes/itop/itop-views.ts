// How the fake iTop shows its objects: the fields that were asked for, values as texts, members as recorded.
import { plainText } from '../../../ticketing/text/html-text.ts';
import type { ListedTicket } from '../ticket-list-page.ts';
import { refused } from './itop-answer.ts';
import { hasAttribute } from './itop-states.ts';
import type { FakeItopTicket, ItopStore } from './itop-store.ts';

/** What every ticket of the recorded class has, unless the store knows better. */
const rest: Readonly<Record<string, unknown>> = {
  team_email: '',
  end_date: '',
  contacts_list: [],
  workorders_list: [],
  assignment_date: '',
  last_pending_date: '',
  cumulatedpending: 0,
  tto: 0,
  ttr: 0,
  tto_escalation_deadline: '',
  sla_tto_passed: 'no',
  sla_tto_over: null,
  ttr_escalation_deadline: '',
  sla_ttr_passed: 'no',
  sla_ttr_over: null,
  parent_change_id: '0',
  parent_change_ref: '',
  related_request_list: [],
  child_incidents_list: [],
  user_satisfaction: '1',
  user_comment: '',
  org_id_obsolescence_flag: '',
  caller_id_obsolescence_flag: '',
  team_id_obsolescence_flag: '',
  agent_id_obsolescence_flag: '',
  parent_change_id_friendlyname: '',
  parent_change_id_finalclass_recall: '',
};

function linkView(ticket: FakeItopTicket, store: ItopStore): unknown[] {
  return [...ticket.cis].map(([id, impact_code]) => {
    const name = store.nameOf('FunctionalCI', id);
    return {
      functionalci_id: id,
      functionalci_name: name,
      impact: '',
      impact_code,
      friendlyname: `${name} / ${ticket.fields['ref'] ?? ''}`,
      functionalci_id_friendlyname: name,
      functionalci_id_finalclass_recall: store.nameOf('FunctionalCI', id, 'finalclass'),
      functionalci_id_obsolescence_flag: '',
    };
  });
}

export function wholeTicket(ticket: FakeItopTicket, store: ItopStore): Record<string, unknown> {
  const whole = Object.entries(everyField(ticket, store));
  return Object.fromEntries(whole.filter(([attribute]) => hasAttribute(ticket.class, attribute)));
}

function everyField(ticket: FakeItopTicket, store: ItopStore): Record<string, unknown> {
  const { fields } = ticket;
  const problem = store.tickets.get(Number(fields['parent_problem_id']))?.fields['ref'] ?? '';
  const parent = store.tickets.get(Number(fields['parent_incident_id']));
  const named = (name: string, attribute: string, field?: string): string =>
    store.nameOf(name, fields[attribute], field);
  const { parent_request_id, external_ref, request_type, ...shown } = fields;
  return {
    ...rest,
    ...shown,
    ...(ticket.class === 'UserRequest' ? { parent_request_id, request_type } : {}),
    ...(store.added.has('external_ref') ? { external_ref } : {}),
    org_name: named('Organization', 'org_id'),
    org_id_friendlyname: named('Organization', 'org_id'),
    caller_name: named('Person', 'caller_id'),
    caller_id_friendlyname: named('Person', 'caller_id', 'friendlyname'),
    team_name: named('Team', 'team_id'),
    team_id_friendlyname: named('Team', 'team_id'),
    agent_name: named('Person', 'agent_id'),
    agent_id_friendlyname: named('Person', 'agent_id', 'friendlyname'),
    service_name: named('Service', 'service_id'),
    service_id_friendlyname: named('Service', 'service_id'),
    servicesubcategory_name: named('ServiceSubcategory', 'servicesubcategory_id'),
    servicesubcategory_id_friendlyname: named('ServiceSubcategory', 'servicesubcategory_id'),
    parent_incident_ref: parent?.fields['ref'] ?? '',
    parent_incident_id_friendlyname: parent?.fields['ref'] ?? '',
    parent_problem_ref: problem,
    parent_problem_id_friendlyname: problem,
    functionalcis_list: linkView(ticket, store),
    public_log: { entries: ticket.public_log },
    private_log: { entries: ticket.private_log },
    finalclass: ticket.class,
    friendlyname: fields['ref'],
  };
}

/** `*`: all but the id. An attribute that the class does not have is refused before anything is searched (recorded, 16d). */
export function shownFields(whole: Record<string, unknown>, asked: string): Record<string, unknown> {
  if (asked === '*' || asked === '*+')
    return Object.fromEntries(Object.entries(whole).filter(([field]) => field !== 'id'));
  return Object.fromEntries(
    asked.split(',').map((field) => {
      if (!(field in whole)) throw refused(`Error: output_fields: invalid attribute code '${field}'`);
      return [field, whole[field]];
    }),
  );
}

const priorities: Readonly<Record<string, string>> = { 1: 'critical', 2: 'high', 3: 'medium', 4: 'low' };

/** What it belongs to; of a problem, what belongs to it. */
function relatives({ id, class: name, fields }: FakeItopTicket, store: ItopStore): string[] {
  const all = [...store.tickets.values()];
  const of = ({ id: other, fields: its }: FakeItopTicket): boolean =>
    name === 'Problem' ? its['parent_problem_id'] === String(id) : fields['parent_incident_id'] === String(other);
  return all.filter(of).map(({ fields: its }) => its['ref'] ?? '');
}

export function listedTickets(store: ItopStore, areProblems: boolean): ListedTicket[] {
  const listed = [...store.tickets.values()].filter(({ class: name }) => (name === 'Problem') === areProblems);
  return listed.map((ticket) => ({
    id: ticket.fields['ref'] ?? '',
    title: ticket.fields['title'] ?? '',
    state: ticket.fields['status'] ?? '',
    isOpen: !['resolved', 'closed'].includes(ticket.fields['status'] ?? ''),
    priority: priorities[ticket.fields['priority'] ?? ''] ?? '',
    linkedTo: relatives(ticket, store),
    said: [
      { public: true, text: plainText(ticket.fields['description'] ?? '') },
      ...[
        ...ticket.public_log.map(({ date, message }) => ({ public: true, text: message, date })),
        ...ticket.private_log.map(({ date, message }) => ({ public: false, text: message, date })),
      ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
      ...(ticket.fields['solution'] ? [{ public: true, text: plainText(ticket.fields['solution']) }] : []),
    ],
  }));
}
