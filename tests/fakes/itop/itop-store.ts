// The fake iTop's objects: tickets with logs and CIs, and the few others that tickets refer to.
import { serverTime } from '../../../ticketing/sinks/text/server-time.ts';
import { refused, unexpected } from './itop-answer.ts';
import { logText, sanitised } from './itop-html.ts';
import { allowed, hasAttribute, operationalStatus, priorityOf } from './itop-states.ts';

export interface LogEntry {
  readonly date: string;
  readonly user_login: string;
  readonly user_id: string;
  readonly message: string;
  readonly message_html: string;
}

export interface FakeItopTicket {
  readonly class: 'Incident' | 'UserRequest' | 'Problem';
  readonly id: number;
  readonly fields: Record<string, string>;
  public_log: LogEntry[];
  private_log: LogEntry[];
  /** CI → `manual` or `computed`. */
  cis: Map<string, string>;
  /** Searches that do not see it yet. */
  hiddenFor: number;
}

export interface FakeItopObject {
  readonly class: string;
  readonly id: number;
  readonly fields: Readonly<Record<string, string>>;
}

const object = (name: string, id: number, fields: Readonly<Record<string, string>>): FakeItopObject => ({
  class: name,
  id,
  fields: { id: String(id), friendlyname: fields['name'] ?? '', ...fields },
});

const ci = (id: number, name: string, finalclass: string): FakeItopObject =>
  object('FunctionalCI', id, {
    name,
    finalclass,
    business_criticity: 'high',
    org_id: '2',
    organization_name: 'Lab Corp',
    move2production: '',
  });

const empty = {
  caller_id: '0',
  team_id: '0',
  agent_id: '0',
  service_id: '0',
  servicesubcategory_id: '0',
  parent_incident_id: '0',
  parent_request_id: '0',
  parent_problem_id: '0',
  impact: '1',
  urgency: '4',
  origin: 'phone',
  status: 'new',
  escalation_flag: 'no',
  escalation_reason: '',
  solution: '',
  resolution_code: 'assistance',
  pending_reason: '',
  close_date: '',
  resolution_date: '',
  time_spent: '',
  external_ref: '',
};

/** Attribute → class that it refers to. */
const references: Readonly<Record<string, string>> = {
  org_id: 'Organization',
  caller_id: 'Person',
  team_id: 'Team',
  agent_id: 'Person',
  service_id: 'Service',
  servicesubcategory_id: 'ServiceSubcategory',
  parent_incident_id: 'Incident',
  parent_request_id: 'UserRequest',
  parent_problem_id: 'Problem',
};
const mandatory = { title: 'Title', description: 'Description', org_id: 'Organization' };
const lengths = {
  title: ['Title', 255],
  description: ['Description', 65_535],
  solution: ['Solution', 65_535],
} as const;

const letters = { Incident: 'I', UserRequest: 'R', Problem: 'P' } as const;

type Input = Readonly<Record<string, unknown>>;
type Resolve = (name: string, key: unknown, at: string) => string;

export class ItopStore {
  readonly tickets = new Map<number, FakeItopTicket>();
  readonly objects: FakeItopObject[] = [
    object('Organization', 2, { name: 'Lab Corp' }),
    object('Organization', 3, { name: 'Other Corp' }),
    object('Person', 2, {
      name: 'Monitor',
      first_name: 'Ops',
      email: 'ops.monitor@lab.example',
      friendlyname: 'Ops Monitor',
    }),
    object('Person', 3, { name: 'Agent', first_name: 'Alice', email: '', friendlyname: 'Alice Agent' }),
    object('Person', 4, { name: 'Bob', first_name: 'Bob', email: '', friendlyname: 'Bob Bob' }),
    object('Person', 7, { name: 'Other', first_name: 'Olga', email: '', friendlyname: 'Olga Other' }),
    object('Team', 5, { name: 'Network Ops' }),
    object('Team', 6, { name: 'Server Ops' }),
    object('Service', 1, { name: 'Payments', org_id: '2' }),
    object('Service', 2, { name: 'Mail', org_id: '2' }),
    object('ServiceSubcategory', 1, { name: 'Payments outage' }),
    object('ServiceSubcategory', 2, { name: 'Payments request' }),
    ci(1, 'sw-core-1', 'NetworkDevice'),
    ci(2, 'srv-db-01', 'Server'),
    ci(3, 'srv-app-01', 'Server'),
    ci(4, 'pg-main', 'DBServer'),
    ci(5, 'payments', 'DatabaseSchema'),
    ci(6, 'Payments App', 'ApplicationSolution'),
    ci(7, 'Card checkout', 'BusinessProcess'),
  ];
  /** Attributes that the site added to its data model. */
  readonly added = new Set<string>();
  /** Added attributes that no two tickets may share: checked by the application alone. */
  readonly unique = new Set<string>();
  /** How many searches do not see a new ticket. */
  indexLag = 0;
  /** How many additions to logs are answered with yes and lost, as when others write at once (recorded, 28b). */
  lostNotes = 0;
  /** How many stimuli are refused with code 0 and no object (restservices.class.inc.php). */
  silentRefusals = 0;
  /** Epoch ms. */
  clock = (): number => Date.now();
  timezone = 'Europe/Paris';
  #nextId = 1;
  #nextRef = 1;

  /** The numbers that the next ticket gets. */
  setNext(id: number, ref = id): void {
    this.#nextId = id;
    this.#nextRef = ref;
  }

  now(): string {
    return serverTime(this.clock(), this.timezone);
  }

  nameOf(name: string, id: string | undefined, field = 'name'): string {
    const found = this.objects.find((each) => each.class === name && each.fields['id'] === id);
    return found?.fields[field] ?? '';
  }

  /** With every field that the class has. */
  blank(name: FakeItopTicket['class']): FakeItopTicket {
    const texts = ['ref', 'title', 'description', 'start_date', 'last_update', 'priority', 'operational_status'];
    const fields = { ...empty, ...Object.fromEntries(texts.map((text) => [text, ''])) };
    const own = name === 'UserRequest' ? { request_type: 'service_request' } : {};
    return {
      class: name,
      id: 0,
      fields: { ...fields, ...own },
      public_log: [],
      private_log: [],
      cis: new Map(),
      hiddenFor: 0,
    };
  }

  /** Failed creates burn refs. */
  create(name: FakeItopTicket['class'], input: Input, resolve: Resolve): FakeItopTicket {
    const ref = `${letters[name]}-${String(this.#nextRef).padStart(6, '0')}`;
    this.#nextRef += 1;
    const ticket = { ...this.blank(name), id: this.#nextId, hiddenFor: this.indexLag };
    Object.assign(ticket.fields, { ref, start_date: this.now() });
    this.#set(ticket, input, resolve);
    for (const [attribute, label] of Object.entries(mandatory))
      if ((ticket.fields[attribute] ?? '') === '')
        throw unexpected(`Unexpected value for attribute '${label}' (${attribute}) : Null not allowed`, name, -1);
    this.#check(ticket, -1);
    this.#nextId += 1;
    this.tickets.set(ticket.id, ticket);
    return ticket;
  }

  /** All or nothing. */
  update(ticket: FakeItopTicket, input: Input, resolve: Resolve): void {
    const changed = { ...ticket, fields: { ...ticket.fields }, cis: new Map(ticket.cis) };
    this.#set(changed, input, resolve);
    this.#check(changed, ticket.id);
    Object.assign(ticket.fields, changed.fields);
    ticket.cis = changed.cis;
    ticket.public_log = changed.public_log;
    ticket.private_log = changed.private_log;
  }

  named(ref: string): FakeItopTicket {
    const found = [...this.tickets.values()].find(({ fields }) => fields['ref'] === ref);
    if (found === undefined) throw new Error(`no ticket ${ref}`);
    return found;
  }

  /** A parent's resolution resolves its children, whatever their state (recorded, 22h and 22i). */
  resolveChildren(parent: FakeItopTicket): void {
    for (const child of this.tickets.values()) {
      const isChild = child.fields['parent_incident_id'] === String(parent.id) && child.class === parent.class;
      if (!isChild || ['resolved', 'closed'].includes(child.fields['status'] ?? '')) continue;
      child.fields['status'] = 'resolved';
      child.fields['solution'] =
        `<p>Automatically resolved from [[Incident:${String(parent.id)}|${parent.fields['ref'] ?? ''}]]</p>`;
      child.fields['team_id'] = parent.fields['team_id'] ?? '0';
      child.fields['agent_id'] = parent.fields['agent_id'] ?? '0';
      child.fields['last_update'] = this.now();
      this.resolveChildren(child);
    }
  }

  #set(ticket: FakeItopTicket, input: Input, resolve: Resolve): void {
    for (const [attribute, value] of Object.entries(input)) {
      if (!hasAttribute(ticket.class, attribute)) throw refused(`Error: ${attribute}: Unknown attribute`);
      const reference = references[attribute];
      if (reference !== undefined) ticket.fields[attribute] = resolve(reference, value, attribute);
      else if (attribute === 'functionalcis_list') ticket.cis = this.#cis(value, resolve);
      else if (attribute === 'public_log' || attribute === 'private_log') this.#log(ticket, attribute, value);
      else if (attribute === 'description' || attribute === 'solution')
        ticket.fields[attribute] = sanitised(String(value));
      else if (attribute === 'start_date') ticket.fields[attribute] = this.#date(attribute, String(value));
      else if (attribute in empty || ['title', 'priority'].includes(attribute) || this.added.has(attribute))
        ticket.fields[attribute] = String(value);
      else throw refused(`Error: ${attribute}: Unknown attribute`);
      if (attribute === 'external_ref' && !this.added.has(attribute))
        throw refused('Error: external_ref: Unknown attribute');
    }
    const { fields } = ticket;
    fields['priority'] = priorityOf(fields['impact'] ?? '', fields['urgency'] ?? '');
    fields['operational_status'] = operationalStatus(fields['status'] ?? '');
    fields['last_update'] = this.now();
  }

  #date(attribute: string, value: string): string {
    if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return value;
    const wanted = `Wrong format for date attribute ${attribute}, expecting "Y-m-d H:i:s" and got "${value}"`;
    throw refused(`Error: ${attribute}: ${wanted}`);
  }

  #check({ fields, class: name, id: own }: FakeItopTicket, id: number): void {
    for (const [attribute, [label, most]] of Object.entries(lengths)) {
      const value = fields[attribute] ?? '';
      const length = attribute === 'title' ? Array.from(value).length : Buffer.byteLength(value);
      if (length > most)
        throw unexpected(
          `Unexpected value for attribute '${label}' (${attribute}) : String too long (found ${String(length)}, limited to ${String(most)})`,
          name,
          id,
        );
    }
    for (const [attribute, { label, values }] of Object.entries(allowed)) {
      const value = fields[attribute] ?? '';
      if (!values.includes(value) && value !== this.tickets.get(own)?.fields[attribute])
        throw unexpected(
          `Unexpected value for attribute '${label}' (${attribute}) : Value not allowed [${value}]`,
          name,
          id,
        );
    }
    if (id > 0 && fields['parent_incident_id'] === String(id))
      throw unexpected('Cannot assign the Parent incident to the incident itself', name, id);
    for (const attribute of this.unique) {
      const others = [...this.tickets.values()].filter((each) => each.id !== own);
      if (others.some((each) => each.fields[attribute] !== '' && each.fields[attribute] === fields[attribute]))
        throw unexpected(`Uniqueness rule '${attribute}' in error`, name, id);
    }
  }

  /** Replaces what was there; those that depend on a server of the lab are added by iTop itself (recorded, 10 and 21g). */
  #cis(value: unknown, resolve: Resolve): Map<string, string> {
    if (!Array.isArray(value))
      throw refused('Error: functionalcis_list: A link set must be defined by an array of objects');
    const links = value as { functionalci_id?: unknown; impact_code?: string }[];
    const given = links.map(({ functionalci_id, impact_code }): [string, string] => [
      resolve('FunctionalCI', functionalci_id, 'functionalcis_list: functionalci_id'),
      impact_code ?? 'manual',
    ]);
    const computed = given.some(([id]) => id === '2') ? ['4', '5', '6', '7'] : [];
    return new Map([...computed.map((id): [string, string] => [id, 'computed']), ...given]);
  }

  #log(ticket: FakeItopTicket, log: 'public_log' | 'private_log', value: unknown): void {
    const added = logText(value);
    if (added === null) return;
    if (this.lostNotes > 0) {
      this.lostNotes -= 1;
      return;
    }
    const { date, message, message_html } = added;
    const entry = { date: date ?? this.now(), user_login: 'Ops Monitor', user_id: '2', message, message_html };
    ticket[log] = [...ticket[log], entry];
    for (const child of this.tickets.values())
      if (child.fields['parent_incident_id'] === String(ticket.id) && child.id !== ticket.id)
        child[log] = [...child[log], entry];
  }
}
