// The fake Freshservice's problems: created, changed, noted on and listed as its API v2 is documented.
import type { FakeAnswer, FakeQuestion } from '../fake-system.ts';
import { invalid, missing, plain, stamp } from './freshservice-answers.ts';

type Input = Readonly<Record<string, unknown>>;

export interface FreshFakeProblem {
  readonly id: number;
  subject: string;
  description: string;
  status: number;
  priority: number;
  impact: number;
  requester_id: number;
  due_by: string;
  updated_at: number;
  readonly notes: { readonly id: number; readonly body: string; readonly at: number }[];
}

const demanded = ['requester_id', 'subject', 'description', 'status', 'priority', 'impact', 'due_by'];
const changeable = ['subject', 'description', 'status', 'priority', 'impact'];

export class FreshserviceProblems {
  readonly all = new Map<number, FreshFakeProblem>();
  /** Whether the plan has them at all. */
  areThere = true;
  /** Fields that the site added to the form and demands. */
  demandedOwn: readonly string[] = [];
  #next = 1;

  answer({ method, path, query }: FakeQuestion, input: Input): FakeAnswer {
    if (!this.areThere)
      return { status: 403, body: { code: 'require_feature', message: 'The feature is not enabled.' } };
    const [, id = '', sub] = path.split('/');
    if (id === '') return method === 'POST' ? this.#create(input) : this.#list(query);
    const problem = this.all.get(Number(id));
    if (problem === undefined) return missing;
    if (sub === 'notes') return method === 'POST' ? this.#note(problem, input) : this.#notes(problem, query);
    return method === 'PUT' ? this.#change(problem, input) : { status: 200, body: { problem: view(problem) } };
  }

  form(): FakeAnswer {
    const own = this.demandedOwn.map((label) => ({ label, required: true, default_field: false }));
    const stock = { name: 'subject', label: 'Title', required: true, default_field: true };
    return { status: 200, body: { problem_fields: [stock, ...own] } };
  }

  #create(input: Input): FakeAnswer {
    const absent = [...demanded, ...this.demandedOwn].find((field) => input[field] === undefined);
    if (absent !== undefined) return invalid(absent, 'It is missing');
    const told = input as unknown as Omit<FreshFakeProblem, 'id' | 'notes' | 'updated_at'>;
    const problem: FreshFakeProblem = { ...told, id: this.#next, updated_at: Date.now(), notes: [] };
    this.#next += 1;
    this.all.set(problem.id, problem);
    return { status: 201, body: { problem: view(problem) } };
  }

  #change(problem: FreshFakeProblem, input: Input): FakeAnswer {
    Object.assign(problem, Object.fromEntries(Object.entries(input).filter(([name]) => changeable.includes(name))));
    problem.updated_at = Date.now();
    return { status: 200, body: { problem: view(problem) } };
  }

  #note(problem: FreshFakeProblem, input: Input): FakeAnswer {
    const note = { id: 2_000 + problem.notes.length, body: input['body'] as string, at: Date.now() };
    problem.notes.push(note);
    problem.updated_at = note.at;
    return { status: 201, body: { note: { id: note.id, body: note.body, body_text: plain(note.body) } } };
  }

  #notes({ notes }: FreshFakeProblem, query: URLSearchParams): FakeAnswer {
    const shown = paged(notes, query).map(({ id, body }) => ({ id, body, body_text: plain(body) }));
    return { status: 200, body: { notes: shown } };
  }

  /** Newest first, thirty where nothing else is asked for. */
  #list(query: URLSearchParams): FakeAnswer {
    return { status: 200, body: { problems: paged([...this.all.values()].reverse(), query).map(view) } };
  }
}

function paged<Row>(rows: readonly Row[], query: URLSearchParams): Row[] {
  const [size, page] = [Number(query.get('per_page') ?? '30'), Number(query.get('page') ?? '1')];
  return rows.slice((page - 1) * size, page * size);
}

function view({ notes: _notes, ...problem }: FreshFakeProblem): Input {
  return { ...problem, description_text: plain(problem.description), updated_at: stamp(problem.updated_at) };
}
