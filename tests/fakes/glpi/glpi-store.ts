// The fake GLPI's tickets, follow-ups, solutions and links, with the state machine that was recorded.
export interface FakeTicket {
  id: number;
  entities_id: number;
  name: string;
  content: string;
  status: number;
  urgency: number;
  impact: number;
  priority: number;
  type: number;
  itilcategories_id: number;
  requesttypes_id: number;
  /** Taken as it comes, dangling or not: recorded, 118. */
  items_id: object;
  is_deleted: number;
  solvedate: string | null;
  closedate: string | null;
  date_mod: string;
  users_id_lastupdater: number;
  /** Searches that do not see it yet. */
  hiddenFor: number;
}

/** Recorded: created and linked. That it is found and read as a ticket is taken from GLPI's source, not recorded. */
export type FakeProblem = Pick<
  FakeTicket,
  'id' | 'entities_id' | 'name' | 'content' | 'status' | 'urgency' | 'impact' | 'priority' | 'is_deleted' | 'date_mod'
>;

export interface FakeProblemLink {
  id: number;
  problems_id: number;
  tickets_id: number;
}

export interface FakeFollowup {
  id: number;
  items_id: number;
  content: string;
  is_private: number;
  users_id: number;
  date: string;
}

export interface FakeSolution {
  id: number;
  items_id: number;
  content: string;
  /** 2 waiting, 4 refused by a reopening. */
  status: number;
}

export interface FakeLink {
  id: number;
  tickets_id_1: number;
  tickets_id_2: number;
  link: number;
}

export interface FakeGroupLink {
  id: number;
  tickets_id: number;
  groups_id: number;
  type: number;
}

export interface FakeUserLink {
  id: number;
  tickets_id: number;
  users_id: number;
  /** 1 requester, 2 assigned. */
  type: number;
}

/** Of a `Ticket_User`: who asked. */
export const requesterLink = 1;

/** The integration's own account. */
export const ownUser = 8;

/** GLPI's default matrix, urgency then impact, 1–5. */
const matrix = [
  [1, 1, 2, 2, 2],
  [1, 2, 2, 3, 3],
  [2, 2, 3, 4, 4],
  [2, 3, 4, 4, 5],
  [2, 3, 4, 5, 5],
];

/** Outside 1–5 becomes 3, as recorded (125). */
const level = (value: unknown): number => (typeof value === 'number' && value >= 1 && value <= 5 ? value : 3);

export function priorityOf(urgency: number, impact: number): number {
  return matrix[urgency - 1]?.[impact - 1] ?? 3;
}

type Input = Readonly<Record<string, unknown>>;

const numeric = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : otherwise;

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

export class GlpiStore {
  readonly tickets = new Map<number, FakeTicket>();
  readonly followups: FakeFollowup[] = [];
  readonly solutions: FakeSolution[] = [];
  readonly links: FakeLink[] = [];
  readonly problems = new Map<number, FakeProblem>();
  readonly problemLinks: FakeProblemLink[] = [];
  readonly problemNotes: { readonly items_id: number; readonly content: string }[] = [];
  readonly groupLinks: FakeGroupLink[] = [];
  readonly userLinks: FakeUserLink[] = [];
  readonly users = new Map([
    [7, 'anna.petit'],
    [ownUser, 'noc-integration'],
  ]);
  readonly entities = new Map([
    [0, 'Root entity'],
    [1, 'Root entity > Réseau Nord'],
    [2, 'Root entity > Réseau Sud'],
  ]);
  readonly assets: { readonly id: number; readonly name: string; readonly itemtype: string }[] = [];
  readonly groups = new Map([
    [1, { name: 'NOC L1', is_assign: 1 }],
    [2, { name: 'IP Core L2', is_assign: 1 }],
    [3, { name: 'Not assignable', is_assign: 0 }],
  ]);
  /** Whether the token may set a priority of its own. */
  mayChangePriority = true;
  /** The right `problem` of the token's profile: without bit 4 it may not create any (recorded, 338). */
  problemRights = 1_031;
  /** How many searches do not see a new ticket. */
  indexLag = 0;
  now = '2026-11-23 19:17:14';
  readonly #next = new Map<string, number>();

  /** The id that the next row of a type gets. */
  setNext(type: string, id: number): void {
    this.#next.set(type, id);
  }

  addTicket(input: Input): FakeTicket {
    const id = this.#take('Ticket');
    const [urgency, impact] = [level(input['urgency']), level(input['impact'])];
    const own = this.mayChangePriority && typeof input['priority'] === 'number' ? input['priority'] : null;
    const group = numeric(input['_groups_id_assign'], 0);
    const name =
      typeof input['name'] === 'string' && input['name'] !== ''
        ? input['name']
        : textOf(input['content'], `Ticket - ID ${String(id)}`);
    const ticket: FakeTicket = {
      id,
      name: name.slice(0, 255),
      content: textOf(input['content'], ''),
      urgency,
      impact,
      entities_id: numeric(input['entities_id'], 0),
      priority: own ?? priorityOf(urgency, impact),
      status: numeric(input['status'], group > 0 ? 2 : 1),
      type: numeric(input['type'], 1),
      itilcategories_id: numeric(input['itilcategories_id'], 0),
      requesttypes_id: numeric(input['requesttypes_id'], 1),
      items_id: typeof input['items_id'] === 'object' ? { ...input['items_id'] } : {},
      is_deleted: 0,
      solvedate: null,
      closedate: null,
      date_mod: this.now,
      users_id_lastupdater: ownUser,
      hiddenFor: this.indexLag,
    };
    this.tickets.set(id, ticket);
    this.request(id, numeric(input['_users_id_requester'], 0));
    if (this.groups.has(group))
      this.groupLinks.push({ id: this.#take('Group_Ticket'), tickets_id: id, groups_id: group, type: 2 });
    return ticket;
  }

  /** False: refused, as closed tickets refuse all but a status that opens them. */
  changeTicket(ticket: FakeTicket, input: Input): boolean {
    const status = typeof input['status'] === 'number' ? input['status'] : null;
    if (ticket.status === 6 && status === null && Object.keys(input).length > 0) return false;
    if (status !== null) this.#setStatus(ticket, status);
    if (typeof input['name'] === 'string') ticket.name = input['name'].slice(0, 255);
    if (typeof input['content'] === 'string') ticket.content = input['content'];
    if (typeof input['is_deleted'] === 'number') ticket.is_deleted = input['is_deleted'];
    const levels = 'urgency' in input || 'impact' in input;
    if ('urgency' in input) ticket.urgency = level(input['urgency']);
    if ('impact' in input) ticket.impact = level(input['impact']);
    if (levels) ticket.priority = priorityOf(ticket.urgency, ticket.impact);
    if (this.mayChangePriority && typeof input['priority'] === 'number') ticket.priority = input['priority'];
    ticket.date_mod = this.now;
    return true;
  }

  /** A person asks for it; whom GLPI does not know is dropped (recorded, 123). */
  request(ticket: number, user: number): void {
    if (!this.users.has(user)) return;
    this.userLinks.push({ id: this.#take('Ticket_User'), tickets_id: ticket, users_id: user, type: requesterLink });
  }

  /** A person takes it, or gives it on; a new ticket is then assigned (recorded, 328). */
  assign(ticketId: number, user: number): void {
    const before = this.userLinks.findIndex(({ tickets_id, type }) => tickets_id === ticketId && type === 2);
    if (before >= 0) this.userLinks.splice(before, 1);
    this.userLinks.push({ id: this.#take('Ticket_User'), tickets_id: ticketId, users_id: user, type: 2 });
    const ticket = this.tickets.get(ticketId);
    if (ticket === undefined) return;
    if (ticket.status === 1) ticket.status = 2;
    ticket.date_mod = this.now;
  }

  addFollowup(input: Input, by = ownUser): FakeFollowup | null {
    const ticket = this.tickets.get(numeric(input['items_id'], 0));
    if (ticket === undefined) return null;
    const followup = {
      id: this.#take('ITILFollowup'),
      items_id: ticket.id,
      content: String(input['content']),
      is_private: numeric(input['is_private'], 0),
      users_id: by,
      date: this.now,
    };
    this.followups.push(followup);
    ticket.date_mod = this.now;
    if (input['add_reopen'] === 1 && ticket.status >= 5) this.#setStatus(ticket, 2);
    return followup;
  }

  /** An unknown ticket gets an orphan (405); a closed or solved one is refused. */
  addSolution(input: Input): FakeSolution | 'solved' | 'closed' {
    const ticket = this.tickets.get(numeric(input['items_id'], 0));
    if (ticket?.status === 6) return 'closed';
    if (ticket?.status === 5) return 'solved';
    const solution = {
      id: this.#take('ITILSolution'),
      items_id: numeric(input['items_id'], 0),
      content: String(input['content']),
      status: 2,
    };
    this.solutions.push(solution);
    if (ticket !== undefined) this.#setStatus(ticket, 5);
    return solution;
  }

  addLink(input: Input): FakeLink | 'no-right' | 'refused' {
    const [one, two] = [numeric(input['tickets_id_1'], 0), numeric(input['tickets_id_2'], 0)];
    if (!this.tickets.has(one) || !this.tickets.has(two)) return 'no-right';
    const known = this.links.some(
      (link) => [link.tickets_id_1, link.tickets_id_2].sort().join() === [one, two].sort().join(),
    );
    if (one === two || known) return 'refused';
    const kind = numeric(input['link'], 1);
    const id = this.#take('Ticket_Ticket');
    // "Parent of" is stored as "son of" with the ids swapped.
    const link =
      kind === 4
        ? { id, tickets_id_1: two, tickets_id_2: one, link: 3 }
        : { id, tickets_id_1: one, tickets_id_2: two, link: kind };
    this.links.push(link);
    return link;
  }

  addProblem(input: Input): FakeProblem {
    const id = this.#take('Problem');
    const [urgency, impact] = [level(input['urgency']), level(input['impact'])];
    const text = { name: textOf(input['name'], ''), content: textOf(input['content'], '') };
    const levels = { urgency, impact, priority: priorityOf(urgency, impact) };
    const place = { entities_id: numeric(input['entities_id'], 0), status: 1, is_deleted: 0, date_mod: this.now };
    const problem = { id, ...text, ...levels, ...place };
    this.problems.set(id, problem);
    return problem;
  }

  /** The second equal link breaks a unique key (340). */
  addProblemLink(input: Input): FakeProblemLink | 'no-right' | 'refused' {
    const [problem, ticket] = [numeric(input['problems_id'], 0), numeric(input['tickets_id'], 0)];
    if (!this.problems.has(problem) || !this.tickets.has(ticket)) return 'no-right';
    if (this.problemLinks.some((link) => link.problems_id === problem && link.tickets_id === ticket)) return 'refused';
    const link = { id: this.#take('Problem_Ticket'), problems_id: problem, tickets_id: ticket };
    this.problemLinks.push(link);
    return link;
  }

  #setStatus(ticket: FakeTicket, status: number): void {
    const before = ticket.status;
    ticket.status = status;
    ticket.date_mod = this.now;
    if (status < 5) {
      for (const solution of this.solutions) if (solution.items_id === ticket.id && before >= 5) solution.status = 4;
      ticket.solvedate = null;
      ticket.closedate = null;
      return;
    }
    ticket.solvedate ??= this.now;
    if (status === 6) ticket.closedate = this.now;
    if (status === 5 && before < 5) this.#solveDuplicates(ticket.id);
  }

  #solveDuplicates(main: number): void {
    for (const link of this.links) {
      const copy = link.link === 2 && link.tickets_id_2 === main ? this.tickets.get(link.tickets_id_1) : undefined;
      if (copy !== undefined && copy.status < 5) this.#setStatus(copy, 5);
    }
  }

  #take(type: string): number {
    const id = this.#next.get(type) ?? 1;
    this.#next.set(type, id + 1);
    return id;
  }
}
