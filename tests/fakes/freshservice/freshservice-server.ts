// A fake Freshservice on a loopback port: answers as its API v2 is documented, and fails as told.
import { FakeSystem } from '../fake-system.ts';
import type { FakeAnswer, FakeQuestion } from '../fake-system.ts';
import { invalid, missing, plain, stamp } from './freshservice-answers.ts';
import { listedProblems, listedTickets } from './freshservice-listing.ts';
import { FreshserviceProblems } from './freshservice-problems.ts';
import type { FreshFakeTicket } from './freshservice-ticket.ts';

export const freshKey = 'key-of-the-fake';

type Input = Readonly<Record<string, unknown>>;

export class FakeFreshservice extends FakeSystem {
  readonly tickets = new Map<number, FreshFakeTicket>();
  readonly problems = new FreshserviceProblems();
  readonly groups = new Set([1, 2]);
  indexLag = 0;
  /** How long its filter does not see a new ticket, by this clock. */
  indexLagMs = 0;
  now = (): number => Date.now();
  statuses: readonly (readonly [id: number, name: string])[] = [
    [2, 'Open'],
    [3, 'Pending'],
    [4, 'Resolved'],
    [5, 'Closed'],
  ];
  /** Fields that must be filled before a ticket may be resolved. */
  mandatory: string | null = null;
  #next = 1;

  private constructor() {
    super({
      name: 'Freshservice',
      base: '/api/v2',
      contentType: 'application/json; charset=utf-8',
      answer: (question) => this.#answer(question),
      shelf: {
        listed: () => listedTickets(this.tickets),
        remove: (id) => void (this.tickets.get(Number(id))!.deleted = true),
        resolve: (id) => void (this.tickets.get(Number(id))!.status = 4),
      },
      problemShelf: {
        listed: () => listedProblems(this.problems.all, this.tickets),
        remove: (id) => void this.problems.all.delete(Number(id)),
        resolve: (id) => void (this.problems.all.get(Number(id))!.status = 3),
      },
    });
  }

  static start(port = 0): Promise<FakeFreshservice> {
    return new FakeFreshservice().listen(port);
  }

  /** Its filter does not see what is younger, by that clock. */
  lagBehind(lagMs: number, now: () => number): void {
    this.indexLagMs = lagMs;
    this.now = now;
  }

  add(parts: Partial<FreshFakeTicket> = {}): FreshFakeTicket {
    const ticket: FreshFakeTicket = {
      id: this.#next,
      subject: '',
      description: '',
      status: 2,
      priority: 1,
      impact: 1,
      urgency: 1,
      type: 'Incident',
      tags: [],
      deleted: false,
      group_id: null,
      responder_id: null,
      requester_id: 7,
      updated_at: Date.now(),
      assets: [],
      resolution_notes: '',
      major: false,
      notes: [],
      problem: null,
      hiddenFor: this.indexLag,
      seenFrom: this.now() + this.indexLagMs,
      ...parts,
    };
    this.#next += 1;
    this.tickets.set(ticket.id, ticket);
    return ticket;
  }

  #answer(question: FakeQuestion): FakeAnswer {
    const { method, path, query, headers, body } = question;
    if (headers.authorization !== `Basic ${Buffer.from(`${freshKey}:X`).toString('base64')}`)
      return {
        status: 401,
        body: { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' },
      };
    const input = (body === '' ? {} : JSON.parse(body)) as Input;
    const [area, id = '', sub] = path.split('/');
    if (area === 'groups')
      return this.groups.has(Number(id)) ? { status: 200, body: { group: { id: Number(id) } } } : missing;
    if (area === 'ticket_form_fields') return this.#formFields();
    if (area === 'problem_form_fields') return this.problems.form();
    if (area === 'problems') return this.problems.answer(question, input);
    if (area !== 'tickets') return missing;
    if (id === 'filter') return this.#filter(query.get('query') ?? '');
    if (id === '') return method === 'POST' ? this.#create(input) : this.#list(query);
    const ticket = this.tickets.get(Number(id));
    if (ticket === undefined) return missing;
    if (sub === 'conversations') return this.#conversations(ticket, Number(query.get('page') ?? '1'));
    if (sub === 'notes') return this.#note(ticket, input);
    if (sub === 'promote' || sub === 'demote') {
      ticket.major = sub === 'promote';
      return { status: 200, body: { ticket: this.#view(ticket) } };
    }
    if (method === 'PUT') return this.#change(ticket, input);
    const tied = query.get('include') === 'problem' ? { problem: ticket.problem } : {};
    return { status: 200, body: { ticket: { ...this.#view(ticket), ...tied } } };
  }

  #set(ticket: FreshFakeTicket, input: Input): void {
    const names = [
      'subject',
      'description',
      'status',
      'priority',
      'impact',
      'urgency',
      'tags',
      'assets',
      'group_id',
      'resolution_notes',
      'problem',
    ];
    Object.assign(ticket, Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name))));
    ticket.updated_at = Date.now();
  }

  #fault(input: Input): FakeAnswer | null {
    const tags = (input['tags'] ?? []) as string[];
    if (tags.some((tag) => tag.length > 32)) return invalid('tags', 'Has more than 32 characters');
    if (typeof input['subject'] === 'string' && input['subject'].length > 255)
      return invalid('subject', 'It is too long');
    return null;
  }

  #create(input: Input): FakeAnswer {
    for (const field of ['email', 'subject', 'description', 'status', 'priority'])
      if (input[field] === undefined) return invalid(field, 'It is missing');
    const fault = this.#fault(input);
    if (fault !== null) return fault;
    const ticket = this.add();
    this.#set(ticket, input);
    return { status: 201, body: { ticket: this.#view(ticket) } };
  }

  /** Lists replace what stands there. */
  #change(ticket: FreshFakeTicket, input: Input): FakeAnswer {
    if (ticket.deleted) return { status: 405, body: undefined };
    if (input['status'] === 4 && this.mandatory !== null) return invalid(this.mandatory, 'It should not be blank');
    const fault = this.#fault(input);
    if (fault !== null) return fault;
    this.#set(ticket, input);
    return { status: 200, body: { ticket: this.#view(ticket) } };
  }

  #note(ticket: FreshFakeTicket, input: Input): FakeAnswer {
    const note = {
      id: 1_000 + ticket.notes.length,
      body: input['body'] as string,
      private: input['private'] !== false,
      incoming: false,
      at: Date.now(),
    };
    ticket.notes.push(note);
    ticket.updated_at = note.at;
    return { status: 201, body: { conversation: { id: note.id, body: note.body, private: note.private } } };
  }

  #conversations(ticket: FreshFakeTicket, page: number): FakeAnswer {
    const shown = ticket.notes.slice((page - 1) * 100, page * 100);
    const conversations = shown.map((note) => ({
      id: note.id,
      body: note.body,
      body_text: plain(note.body),
      private: note.private,
      incoming: note.incoming,
      user_id: note.incoming ? 7 : 1,
      created_at: stamp(note.at),
    }));
    return { status: 200, body: { conversations } };
  }

  #formFields(): FakeAnswer {
    const choices = this.statuses.map(([id, value]) => ({ id, value, nested_options: [] }));
    return {
      status: 200,
      body: {
        ticket_fields: [
          { name: 'subject', choices: [] },
          { name: 'status', choices },
        ],
      },
    };
  }

  #filter(query: string): FakeAnswer {
    const tag = /^"tag:'([^']+)'"$/.exec(query)?.[1];
    if (tag === undefined) return { status: 500, body: undefined };
    const found = [...this.tickets.values()].filter((ticket) => {
      if (ticket.seenFrom > this.now()) return false;
      if (ticket.hiddenFor > 0) {
        ticket.hiddenFor -= 1;
        return false;
      }
      return !ticket.deleted && ticket.tags.some((own) => own.toLowerCase() === tag.toLowerCase());
    });
    return { status: 200, body: { tickets: found.map((ticket) => this.#view(ticket)), total: found.length } };
  }

  /** By age, newest first, whatever changed last. */
  #list(query: URLSearchParams): FakeAnswer {
    const since = Date.parse(query.get('updated_since') ?? '1970-01-01T00:00:00Z');
    const [size, page] = [Number(query.get('per_page') ?? '30'), Number(query.get('page') ?? '1')];
    const found = [...this.tickets.values()]
      .filter((ticket) => !ticket.deleted && ticket.updated_at >= since)
      .reverse();
    return {
      status: 200,
      body: { tickets: found.slice((page - 1) * size, page * size).map((ticket) => this.#view(ticket)) },
    };
  }

  #view(whole: FreshFakeTicket): Input {
    const { hiddenFor: _hidden, seenFrom: _seen, notes: _notes, major: _major, problem: _problem, ...ticket } = whole;
    return {
      ...ticket,
      description_text: plain(ticket.description),
      spam: false,
      updated_at: stamp(ticket.updated_at),
    };
  }
}
