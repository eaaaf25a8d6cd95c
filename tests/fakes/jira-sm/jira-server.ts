// A fake Jira Service Management on a loopback port, cloud by `/rest/api/3`, Data Center by `/rest/api/2`: answers as documented.
import { FakeSystem } from '../fake-system.ts';
import type { FakeAnswer, FakeQuestion } from '../fake-system.ts';
import type { ListedTicket } from '../ticket-list-page.ts';
import { JiraStore } from './jira-store.ts';
import type { JiraFakeComment, JiraFakeIssue } from './jira-store.ts';

export const jiraUser = 'vigie@lab.example';
export const jiraToken = 'token-of-the-fake';
export const jiraProject = 'NOC';

type Input = Readonly<Record<string, unknown>>;

const trouble = (status: number, errorMessages: readonly string[], errors: Input = {}): FakeAnswer => ({
  status,
  body: { errorMessages, errors },
});
const missing = trouble(404, ['Issue does not exist or you do not have permission to see it.']);
const done: FakeAnswer = { status: 204, body: undefined };
const objectOf = (value: unknown): Input => (typeof value === 'object' && value !== null ? (value as Input) : {});
const isDocument = (value: unknown): boolean => objectOf(value)['type'] === 'doc' && objectOf(value)['version'] === 1;

export class FakeJira extends FakeSystem {
  readonly store = new JiraStore();

  private constructor() {
    super({
      name: 'Jira Service Management',
      base: '',
      contentType: 'application/json;charset=UTF-8',
      answer: (question) => this.#answer(question),
      shelf: {
        listed: () => this.#listed(),
        remove: (id) => void this.store.issues.delete(id),
        resolve: (id) => void (this.store.issues.get(id)!.status = 'Resolved'),
      },
    });
  }

  static start(port = 0): Promise<FakeJira> {
    return new FakeJira().listen(port);
  }

  /** Its search does not see what is younger, by that clock. */
  lagBehind(lagMs: number, now: () => number): void {
    this.store.indexLagMs = lagMs;
    this.store.now = now;
  }

  #answer(question: FakeQuestion): FakeAnswer {
    const basic = `Basic ${Buffer.from(`${jiraUser}:${jiraToken}`).toString('base64')}`;
    if (![basic, `Bearer ${jiraToken}`].includes(question.headers.authorization ?? ''))
      return trouble(401, ['You do not have the permission to see the specified issue.', 'Login Required']);
    const [, version, below = ''] = /^rest\/api\/([23])\/(.*)$/.exec(question.path) ?? [];
    const [, desk] = /^rest\/servicedeskapi\/request\/([^/]+)\/comment$/.exec(question.path) ?? [];
    const input = objectOf(question.body === '' ? {} : JSON.parse(question.body));
    if (desk !== undefined) return this.#desk(desk, question, input);
    if (version === undefined) return trouble(404, []);
    return this.#platform(below, question, { input, cloud: version === '3' });
  }

  #platform(
    path: string,
    { method, query }: FakeQuestion,
    { input, cloud }: { input: Input; cloud: boolean },
  ): FakeAnswer {
    const [area, id = '', sub, subId] = path.split('/');
    if (path === 'myself')
      return {
        status: 200,
        body: cloud ? { accountId: jiraUser, displayName: 'Vigie' } : { name: jiraUser, displayName: 'Vigie' },
      };
    if (path === (cloud ? 'search/jql' : 'search') && method === 'POST') return this.#search(input, cloud);
    // Removed from the cloud.
    if (path === 'search') return trouble(410, ['The requested API has been removed.']);
    if (path === 'issueLinkType')
      return { status: 200, body: { issueLinkTypes: [...this.store.linkTypes].map((name) => ({ name })) } };
    if (path === 'issueLink') return this.#link(input);
    if (path.startsWith('issue/createmeta/')) return this.#screen(path.split('/'));
    if (path === `project/${jiraProject}/statuses`) return { status: 200, body: this.#statuses() };
    if (area !== 'issue') return trouble(404, []);
    if (id === '') return this.#create(objectOf(input['fields']), cloud);
    const issue = this.store.issues.get(id);
    if (issue === undefined) return missing;
    if (sub === 'comment') return this.#comment(issue, { method, subId, input, cloud });
    if (sub === 'transitions') return method === 'GET' ? this.#offer(issue) : this.#move(issue, input);
    if (method === 'PUT') return this.#edit(issue, objectOf(input['fields']), cloud);
    return { status: 200, body: this.#view(issue, query.get('fields')?.split(',') ?? []) };
  }

  /** Null: nothing is wrong. */
  #faults(fields: Input, cloud: boolean): FakeAnswer | null {
    const errors: Record<string, string> = {};
    for (const field of Object.keys(fields))
      if (!this.store.screen.has(field))
        errors[field] = `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
    const priority = objectOf(fields['priority'])['name'];
    if (priority !== undefined && !(typeof priority === 'string' && this.store.priorities.has(priority)))
      errors['priority'] ??= 'The priority selected is invalid.';
    const { summary = 'x', description } = fields;
    if (typeof summary !== 'string' || summary.trim() === '')
      errors['summary'] = 'You must specify a summary of the issue.';
    else if (/[\r\n]/.test(summary))
      errors['summary'] = 'The summary is invalid because it contains newline characters.';
    else if (summary.length > 255) errors['summary'] = 'Summary must be less than 255 characters.';
    if (description !== undefined && isDocument(description) !== cloud)
      errors['description'] = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
    if (JSON.stringify(description ?? '').length > 40_000) errors['description'] = 'The entered text is too long.';
    return Object.keys(errors).length === 0 ? null : trouble(400, [], errors);
  }

  #create(fields: Input, cloud: boolean): FakeAnswer {
    if (objectOf(fields['project'])['key'] !== jiraProject)
      return trouble(400, [], { project: 'valid project is required' });
    const faults = this.#faults(fields, cloud);
    if (faults !== null) return faults;
    const issue = this.store.add(jiraProject, {
      summary: String(fields['summary']),
      reporter: jiraUser,
      description: fields['description'],
    });
    this.#set(issue, fields);
    const self = `${this.url}/rest/api/${cloud ? '3' : '2'}/issue/${issue.id}`;
    return { status: 201, body: { id: issue.id, key: issue.key, self } };
  }

  #edit(issue: JiraFakeIssue, fields: Input, cloud: boolean): FakeAnswer {
    const faults = this.#faults(fields, cloud);
    if (faults !== null) return faults;
    this.#set(issue, fields);
    issue.updated = Date.now();
    return done;
  }

  #set(issue: JiraFakeIssue, fields: Input): void {
    if (typeof fields['summary'] === 'string') issue.summary = fields['summary'];
    const type = objectOf(fields['issuetype'])['name'];
    if (typeof type === 'string') issue.issuetype = type;
    const priority = objectOf(fields['priority'])['name'];
    if (typeof priority === 'string') issue.priority = priority;
    if (Array.isArray(fields['labels'])) issue.labels = fields['labels'].map(String);
    for (const [field, value] of Object.entries(fields))
      if (field.startsWith('customfield_')) issue.fields.set(field, value);
  }

  #comment(
    issue: JiraFakeIssue,
    { method, subId, input, cloud }: { method: string; subId: string | undefined; input: Input; cloud: boolean },
  ): FakeAnswer {
    if (method === 'GET') {
      const newest = [...issue.comments].reverse().slice(0, 50);
      return {
        status: 200,
        body: { startAt: 0, total: issue.comments.length, comments: newest.map((row) => this.#commentView(row)) },
      };
    }
    if (method === 'DELETE') {
      const at = issue.comments.findIndex(({ id }) => id === subId);
      if (at < 0) return missing;
      issue.comments.splice(at, 1);
      return done;
    }
    if (isDocument(input['body']) !== cloud) return trouble(400, [], { comment: 'Comment body is not valid!' });
    const properties = (input['properties'] ?? []) as { key: string; value: { internal?: boolean } }[];
    const internal = properties.some(({ key, value }) => key === 'sd.public.comment' && value.internal === true);
    return {
      status: 201,
      body: this.#commentView(this.store.say(issue, input['body'], { public: !internal, author: jiraUser })),
    };
  }

  #commentView({ id, body, public: told, author, at }: JiraFakeComment): Input {
    return {
      id,
      body,
      jsdPublic: told,
      author: { accountId: author, displayName: author },
      created: new Date(at).toISOString(),
    };
  }

  #desk(key: string, { method }: FakeQuestion, input: Input): FakeAnswer {
    const issue = this.store.issues.get(key);
    if (issue === undefined) return { status: 404, body: { errorMessage: 'The request does not exist.' } };
    const view = ({ id, body, public: told, author, at }: JiraFakeComment): Input => ({
      id,
      body,
      public: told,
      author: { accountId: author, name: author, displayName: author },
      created: { epochMillis: at },
    });
    if (method === 'GET')
      return { status: 200, body: { size: issue.comments.length, isLastPage: true, values: issue.comments.map(view) } };
    if (typeof input['body'] !== 'string') return { status: 400, body: { errorMessage: 'body is required' } };
    return {
      status: 201,
      body: view(this.store.say(issue, input['body'], { public: input['public'] === true, author: jiraUser })),
    };
  }

  #status(name: string): Input {
    return { name, statusCategory: { key: this.store.categoryOf(name) } };
  }

  #statuses(): Input[] {
    const statuses = this.store.statuses.map(({ name }) => this.#status(name));
    return this.store.issueTypes.map((name, at) => ({ id: String(10_001 + at), name, subtask: false, statuses }));
  }

  #offer({ status }: JiraFakeIssue): FakeAnswer {
    const offered = this.store.transitions.filter(({ from }) => from === status);
    const transitions = offered.map(({ id, to, resolution }) => ({
      id,
      name: `To ${to}`,
      to: this.#status(to),
      fields: resolution === true ? { resolution: { required: true } } : {},
    }));
    return { status: 200, body: { expand: 'transitions', transitions } };
  }

  #move(issue: JiraFakeIssue, input: Input): FakeAnswer {
    const id = objectOf(input['transition'])['id'];
    const transition = this.store.transitions.find((row) => row.id === id && row.from === issue.status);
    if (transition === undefined)
      return trouble(400, [`It seems that you have tried to perform a workflow operation that is not valid.`]);
    const resolution = objectOf(objectOf(input['fields'])['resolution'])['name'];
    if (transition.resolution === true && resolution === undefined)
      return trouble(400, [], { resolution: 'Resolution is required.' });
    if (transition.resolution !== true && resolution !== undefined)
      return trouble(400, [], {
        resolution: "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.",
      });
    issue.status = transition.to;
    issue.resolution = typeof resolution === 'string' ? resolution : null;
    issue.updated = Date.now();
    return done;
  }

  #link(input: Input): FakeAnswer {
    const type = String(objectOf(input['type'])['name']);
    const [inward, outward] = ['inwardIssue', 'outwardIssue'].map((end) => String(objectOf(input[end])['key']));
    if (!this.store.linkTypes.has(type)) return trouble(404, [`No issue link type with name '${type}' found.`]);
    if (
      inward === undefined ||
      outward === undefined ||
      !this.store.issues.has(inward) ||
      !this.store.issues.has(outward)
    )
      return missing;
    if (!this.store.links.some((link) => link.inward === inward && link.outward === outward && link.type === type))
      this.store.links.push({ type, inward, outward });
    return { status: 201, body: undefined };
  }

  #search(input: Input, cloud: boolean): FakeAnswer {
    const jql = String(input['jql']);
    const label = /^labels = "([^"]+)"$/.exec(jql)?.[1];
    const type = /issuetype = "([^"]+)"/.exec(jql)?.[1];
    const minutes = /updated >= "-(\d+)m"/.exec(jql)?.[1];
    if (label === undefined && minutes === undefined) return trouble(400, [`Error in the JQL Query: ${jql}`]);
    const since = Date.now() - Number(minutes ?? 0) * 60_000;
    const found = this.store
      .indexed()
      .filter((issue) => (label === undefined ? issue.updated >= since : issue.labels.includes(label)))
      .filter((issue) => type === undefined || issue.issuetype === type)
      .sort((a, b) => a.updated - b.updated);
    const size = Number(input['maxResults'] ?? 50);
    const start = Number((cloud ? input['nextPageToken'] : input['startAt']) ?? 0);
    const issues = found
      .slice(start, start + size)
      .map((issue) => this.#view(issue, (input['fields'] ?? []) as string[]));
    if (!cloud) return { status: 200, body: { startAt: start, maxResults: size, total: found.length, issues } };
    const more = start + size < found.length;
    return { status: 200, body: { issues, isLast: !more, ...(more ? { nextPageToken: String(start + size) } : {}) } };
  }

  #view(issue: JiraFakeIssue, wanted: readonly string[]): Input {
    const person = (name: string | null): Input | null =>
      name === null ? null : { accountId: name, displayName: name };
    const fields: Input = {
      summary: issue.summary,
      description: issue.description,
      status: this.#status(issue.status),
      priority: { name: issue.priority },
      labels: issue.labels,
      updated: new Date(issue.updated).toISOString().replace('Z', '+0000'),
      issuetype: { name: issue.issuetype },
      assignee: person(issue.assignee),
      reporter: person(issue.reporter),
    };
    return {
      id: issue.id,
      key: issue.key,
      fields: Object.fromEntries(wanted.map((name) => [name, fields[name] ?? null])),
    };
  }

  #screen([, , project, , type]: readonly string[]): FakeAnswer {
    if (project !== jiraProject) return trouble(404, ['No project could be found']);
    if (type === undefined) {
      const issueTypes = this.store.issueTypes.map((name, at) => ({ id: String(10_001 + at), name }));
      return { status: 200, body: { issueTypes } };
    }
    return { status: 200, body: { fields: [...this.store.screen].map((fieldId) => ({ fieldId })) } };
  }

  #listed(): ListedTicket[] {
    const text = (body: unknown): string =>
      typeof body === 'string'
        ? body.replace(/\\(.)/g, '$1')
        : [...JSON.stringify(body).matchAll(/"text":("(?:[^"\\]|\\.)*")/g)]
            .map(([, told = '""']) => JSON.parse(told) as string)
            .join('\n');
    return [...this.store.issues.values()].map((issue) => ({
      id: issue.key,
      title: issue.summary,
      state: issue.status,
      isOpen: this.store.categoryOf(issue.status) !== 'done',
      priority: issue.priority,
      linkedTo: this.store.links.filter(({ inward }) => inward === issue.key).map(({ outward }) => outward),
      said: [
        { public: true, text: text(issue.description) },
        ...issue.comments.map(({ body, public: told }) => ({ public: told, text: text(body) })),
      ],
    }));
  }
}
