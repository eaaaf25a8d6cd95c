// A fake GLPI 11 on a loopback port: answers as the source of its API v2 says, and fails as told. No recording stands behind it.
import { FakeSystem } from '../fake-system.ts';
import type { FakeAnswer, FakeQuestion } from '../fake-system.ts';
import { priorityOf } from '../glpi/glpi-store.ts';
import {
  accident,
  badParameter,
  badToken,
  created,
  forbidden,
  listed,
  noRoute,
  notDone,
  notFound,
  unauthenticated,
} from './glpi-v2-answers.ts';
import { listedTicket, timelineOf, viewOf } from './glpi-v2-ticket.ts';
import type { V2FakeTicket } from './glpi-v2-ticket.ts';

export const glpiV2Client = {
  clientId: 'client-of-the-fake',
  clientSecret: 'secret-of-the-fake',
  username: 'noc-integration',
  password: 'password-of-the-fake',
};

type Input = Readonly<Record<string, unknown>>;

/** References are taken as an object with an id, or bare (`getInputParamsBySchema`). */
const idOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number'
    ? value
    : typeof value === 'object' && value !== null && 'id' in value
      ? Number(value.id)
      : otherwise;
const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
const withoutVersion = (path: string): string => path.replace(/^v2\.\d+\/?/, '');

export class FakeGlpiV2 extends FakeSystem {
  readonly tickets = new Map<number, V2FakeTicket>();
  readonly entities = new Set([0, 1]);
  readonly groups = new Map([
    [1, 'NOC L1'],
    [2, 'IP Core L2'],
  ]);
  readonly versions = ['1.0.0', '2.0.0', '2.1.0', '2.2.0'];
  /** What a business rule refuses a create for. */
  refusal: string | null = null;
  mayReopenClosed = true;
  /** Filters are not heeded, as by a version that does not know the field. */
  ignoresFilters = false;
  readonly #tokens = new Set<string>();
  #given = 0;
  #next = 1;

  private constructor() {
    super({
      name: 'GLPI 11',
      base: '/api.php/',
      contentType: 'application/json; charset=utf-8',
      answer: (question) => this.#answer(question),
      nameOf: ({ method, path }) => `${method} ${withoutVersion(path)}`,
      shelf: {
        listed: () => [...this.tickets.values()].map(listedTicket),
        remove: (id) => void (this.tickets.get(Number(id))!.is_deleted = true),
        resolve: (id) => void (this.tickets.get(Number(id))!.status = 5),
      },
    });
  }

  static start(port = 0): Promise<FakeGlpiV2> {
    return new FakeGlpiV2().listen(port);
  }

  /** As an hour does. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  add(parts: Partial<V2FakeTicket> = {}): V2FakeTicket {
    const ticket: V2FakeTicket = {
      ...{ id: this.#next, name: '', content: '', external_id: null, entity: 0, category: 0, status: 1 },
      ...{ urgency: 3, impact: 3, priority: 3, type: 1, is_deleted: false, date_mod: Date.now() },
      ...{ team: [], notes: [], solutions: [] },
      ...parts,
    };
    this.#next += 1;
    this.tickets.set(ticket.id, ticket);
    return ticket;
  }

  #answer({ method, path, query, headers, body }: FakeQuestion): FakeAnswer {
    if (path === 'token') return this.#token(new URLSearchParams(body));
    if (headers.authorization === undefined) return unauthenticated;
    if (!this.#tokens.has(headers.authorization.replace(/^Bearer /, ''))) return badToken;
    if (!/^v2\.[0-2](?:\/|$)/.test(path)) return noRoute;
    // The body is read under exactly this type.
    const read = headers['content-type'] === 'application/json' && body !== '';
    const input = (read ? JSON.parse(body) : {}) as Input;
    const [area, type, id = '', sub, part] = withoutVersion(path).split('/');
    if (area === '') return { status: 200, body: { api_versions: this.versions.map((version) => ({ version })) } };
    if (area === 'Administration') return this.#entry(type ?? '', Number(id));
    if (area !== 'Assistance' || type !== 'Ticket') return noRoute;
    if (id === '') return method === 'POST' ? this.#create(input, headers['glpi-entity']) : this.#list(query);
    const ticket = this.tickets.get(Number(id));
    if (ticket === undefined) return notFound;
    if (sub === undefined)
      return method === 'PATCH' ? this.#change(ticket, input) : { status: 200, body: viewOf(ticket) };
    if (sub === 'TeamMember' && method === 'POST') return this.#join(ticket, input);
    if (sub !== 'Timeline') return noRoute;
    if (method === 'GET') return timelineOf(ticket);
    return part === 'Solution' ? this.#solve(ticket, input) : this.#note(ticket, input);
  }

  #token(form: URLSearchParams): FakeAnswer {
    const { clientId, clientSecret, username, password } = glpiV2Client;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed' } };
    if (form.get('grant_type') !== 'password')
      return { status: 400, body: { error: 'unsupported_grant_type', error_description: 'Not supported' } };
    if (form.get('username') !== username || form.get('password') !== password)
      return {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'The user credentials were incorrect.' },
      };
    this.#given += 1;
    const token = `access-${String(this.#given)}`;
    this.#tokens.add(token);
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3_600, access_token: token, refresh_token: 'r' } };
  }

  #entry(type: string, id: number): FakeAnswer {
    const there = type === 'Entity' ? this.entities.has(id) : type === 'Group' && this.groups.has(id);
    return there ? { status: 200, body: { id, name: this.groups.get(id) ?? 'Root entity' } } : notFound;
  }

  /** `team` and other relations are ignored without a word. */
  #create(input: Input, active: string | string[] | undefined): FakeAnswer {
    if (this.refusal !== null) return notDone('create', this.refusal);
    const entity = idOf(input['entity'], Number(active ?? 0));
    if (!this.entities.has(entity)) return forbidden;
    const ticket = this.add({ entity });
    this.#set(ticket, input);
    return created(ticket.id, '/Assistance/Ticket');
  }

  #set(ticket: V2FakeTicket, input: Input): void {
    ticket.name = textOf(input['name'], ticket.name).slice(0, 255);
    ticket.content = textOf(input['content'], ticket.content);
    ticket.external_id = textOf(input['external_id'], ticket.external_id ?? '') || null;
    ticket.status = idOf(input['status'], ticket.status);
    ticket.category = idOf(input['category'], ticket.category);
    ticket.urgency = idOf(input['urgency'], ticket.urgency);
    ticket.impact = idOf(input['impact'], ticket.impact);
    ticket.priority = priorityOf(ticket.urgency, ticket.impact);
    ticket.date_mod = Date.now();
  }

  #change(ticket: V2FakeTicket, input: Input): FakeAnswer {
    if (ticket.status === 6 && !this.mayReopenClosed) return forbidden;
    this.#set(ticket, input);
    return { status: 200, body: viewOf(ticket) };
  }

  /** As 11.0.1 to 11.0.4: the role is a number, and a word an accident. */
  #join(ticket: V2FakeTicket, { type, id, role }: Input): FakeAnswer {
    if (typeof role !== 'number') return accident;
    const name = type === 'Group' ? this.groups.get(Number(id)) : undefined;
    if (name === undefined || ticket.team.some((member) => member.type === type && member.id === id))
      return badParameter;
    ticket.team.push({ type: 'Group', id: Number(id), role, name });
    if (ticket.status === 1) ticket.status = 2;
    ticket.date_mod = Date.now();
    return { status: 201, body: null };
  }

  #note(ticket: V2FakeTicket, input: Input): FakeAnswer {
    const content = textOf(input['content'], '');
    if (content === '') return notDone('create', 'You can’t add a followup without description');
    const [id, at] = [ticket.id * 1_000 + ticket.notes.length, Date.now()];
    ticket.notes.push({ id, content, is_private: input['is_private'] === true, at, by: glpiV2Client.username });
    ticket.date_mod = at;
    return created(id, `/Assistance/Ticket/${String(ticket.id)}/Timeline/Followup`);
  }

  #solve(ticket: V2FakeTicket, input: Input): FakeAnswer {
    if (ticket.status >= 5)
      return notDone('create', 'The item is already solved, did anyone pushed a solution before you?');
    ticket.solutions.push(textOf(input['content'], ''));
    ticket.status = 5;
    ticket.date_mod = Date.now();
    return created(ticket.id * 1_000, `/Assistance/Ticket/${String(ticket.id)}/Timeline/Solution`);
  }

  #list(query: URLSearchParams): FakeAnswer {
    const filter = query.get('filter');
    const key = /^external_id=="([^"]*)"$/.exec(filter ?? '')?.[1];
    if (filter !== null && key === undefined) return badParameter;
    const all = [...this.tickets.values()];
    const found = key === undefined || this.ignoresFilters ? all : all.filter((each) => each.external_id === key);
    const newest = query.get('sort') === 'date_mod:desc';
    const sorted = newest ? found.sort((a, b) => b.date_mod - a.date_mod || b.id - a.id) : found;
    return listed(sorted.map(viewOf), query);
  }
}
