// The fake Jira's issues, comments and links, with a workflow in which resolving takes two steps.
export interface JiraStatus {
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface JiraFakeComment {
  readonly id: string;
  body: unknown;
  public: boolean;
  readonly author: string;
  readonly at: number;
}

export interface JiraFakeIssue {
  readonly id: string;
  readonly key: string;
  summary: string;
  description: unknown;
  status: string;
  resolution: string | null;
  priority: string;
  labels: string[];
  issuetype: string;
  assignee: string | null;
  readonly reporter: string;
  readonly fields: Map<string, unknown>;
  updated: number;
  readonly comments: JiraFakeComment[];
  /** By the store's clock. */
  readonly seenFrom: number;
  /** Searches that do not see it yet. */
  hiddenFor: number;
}

export interface JiraFakeTransition {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Its screen asks for a resolution. */
  readonly resolution?: boolean;
}

export class JiraStore {
  readonly issues = new Map<string, JiraFakeIssue>();
  readonly links: { readonly type: string; readonly inward: string; readonly outward: string }[] = [];
  readonly issueTypes = ['[System] Incident', '[System] Problem'];
  readonly linkTypes = new Set(['Duplicate', 'Relates', 'Blocks']);
  readonly priorities = new Set(['Highest', 'High', 'Medium', 'Low', 'Lowest']);
  /** Fields on the create and edit screens. */
  readonly screen = new Set(['project', 'issuetype', 'summary', 'description', 'labels', 'priority']);
  statuses: readonly JiraStatus[] = [
    { name: 'Open', category: 'new' },
    { name: 'Work in progress', category: 'indeterminate' },
    { name: 'Pending', category: 'indeterminate' },
    { name: 'Resolved', category: 'done' },
    { name: 'Closed', category: 'done' },
    { name: 'Canceled', category: 'done' },
  ];
  transitions: readonly JiraFakeTransition[] = [
    { id: '31', from: 'Open', to: 'Canceled' },
    { id: '11', from: 'Open', to: 'Work in progress' },
    { id: '21', from: 'Work in progress', to: 'Pending' },
    { id: '51', from: 'Work in progress', to: 'Closed' },
    { id: '41', from: 'Work in progress', to: 'Resolved', resolution: true },
    { id: '12', from: 'Pending', to: 'Work in progress' },
    { id: '61', from: 'Resolved', to: 'Work in progress' },
    { id: '52', from: 'Resolved', to: 'Closed' },
  ];
  /** How long searches do not see a new issue, by this clock. */
  indexLagMs = 0;
  now = (): number => Date.now();
  /** How many searches do not see a new issue. */
  indexLag = 0;
  /** A service desk that takes no notice of `internal`. */
  tellsAll = false;
  #next = 1;
  #nextComment = 20_001;

  /** `project` as its key. */
  add(project: string, parts: Partial<JiraFakeIssue> & { summary: string; reporter: string }): JiraFakeIssue {
    const number = String(this.#next);
    this.#next += 1;
    const issue: JiraFakeIssue = {
      id: `1000${number}`,
      key: `${project}-${number}`,
      description: null,
      status: 'Open',
      resolution: null,
      priority: 'Medium',
      labels: [],
      issuetype: '[System] Incident',
      assignee: null,
      fields: new Map(),
      updated: Date.now(),
      comments: [],
      hiddenFor: this.indexLag,
      seenFrom: this.now() + this.indexLagMs,
      ...parts,
    };
    this.issues.set(issue.key, issue);
    return issue;
  }

  say(issue: JiraFakeIssue, body: unknown, also: { public: boolean; author: string }): JiraFakeComment {
    const comment = {
      id: String(this.#nextComment),
      body,
      at: Date.now(),
      ...also,
      public: also.public || this.tellsAll,
    };
    this.#nextComment += 1;
    issue.comments.push(comment);
    issue.updated = comment.at;
    return comment;
  }

  categoryOf(status: string): JiraStatus['category'] {
    return this.statuses.find(({ name }) => name === status)?.category ?? 'new';
  }

  /** Those that search sees now. */
  indexed(): JiraFakeIssue[] {
    return [...this.issues.values()].filter((issue) => {
      if (issue.seenFrom > this.now()) return false;
      if (issue.hiddenFor === 0) return true;
      issue.hiddenFor -= 1;
      return false;
    });
  }
}
