// What `doctor` can learn of Jira's workflow: the statuses of the issue type, and whether issues have a way to resolved. Reads only.
import { z } from 'zod';
import { fault, warning } from '../../probe.ts';
import type { ProbeFinding } from '../../probe.ts';
import { checkStates } from '../states/check-states.ts';
import { status, Transitions } from './jira-answers.ts';
import type { Transition } from './jira-answers.ts';
import { jiraStates } from './jira-config.ts';
import type { JiraConfig } from './jira-config.ts';
import type { JiraSite } from './jira-site.ts';
import { isEnded } from './jira-words.ts';

const Types = z.array(
  z.object({ name: z.string(), statuses: z.array(z.object({ name: z.string().max(300) })).max(500) }),
);
const Examples = z.object({
  issues: z.array(z.object({ key: z.string().max(60), fields: z.object({ status }) })).max(100),
});

/** A workflow shows its transitions on issues alone: one for each status is enough, of those that changed in 30 days. */
const examplesOf = ({ project, issueType }: JiraConfig): string =>
  `project = "${project}" AND issuetype = "${issueType.replace(/["\\]/g, '\\$&')}" AND updated >= "-43200m" ORDER BY updated DESC`;

type Edges = ReadonlyMap<string, readonly Transition['to'][]>;

export class JiraWorkflow {
  readonly #site: JiraSite;

  constructor(site: JiraSite) {
    this.#site = site;
  }

  async check(): Promise<ProbeFinding[]> {
    const { project, issueType } = this.#site.config;
    const reply = await this.#site.platform({ method: 'GET', path: `/project/${project}/statuses` });
    const told = reply.kind === 'ok' ? Types.safeParse(reply.json) : null;
    const type = told?.success === true ? told.data.find(({ name }) => name === issueType) : undefined;
    if (type === undefined)
      return [warning(`the statuses of "${issueType}" cannot be read`, 'see by hand that states fits')];
    const statuses = type.statuses.map(({ name }) => name);
    const named = checkStates(jiraStates(this.#site.config), { system: 'Jira', statuses, isAll: true }, () => false);
    return [...named, ...(await this.#ways())];
  }

  async #ways(): Promise<ProbeFinding[]> {
    const edges = await this.#edges();
    const stuck = [...edges.keys()].filter((from) => !this.#leadsToEnd(from, edges));
    const target = jiraStates(this.#site.config).at('resolved') ?? 'a status that is done';
    const cure = 'add one to the workflow, grant Transition issues and Resolve issues, or correct states.resolved';
    return stuck.map((from) =>
      fault(`Jira: no transition that Vigie may take leads from "${from}" to ${target}`, cure),
    );
  }

  /** From each status that an issue is in now to those that Jira offers us there. */
  async #edges(): Promise<Edges> {
    const jql = examplesOf(this.#site.config);
    const reply = await this.#site.search(jql, { fields: ['status'], maxResults: 100 });
    const found = reply.kind === 'ok' ? Examples.safeParse(reply.json) : null;
    const edges = new Map<string, readonly Transition['to'][]>();
    for (const { key, fields } of found?.success === true ? found.data.issues : []) {
      if (edges.has(fields.status.name) || isEnded(fields.status, this.#site.config)) continue;
      const offered = await this.#site.platform({ method: 'GET', path: `/issue/${key}/transitions` });
      const told = offered.kind === 'ok' ? Transitions.safeParse(offered.json) : null;
      if (told?.success === true)
        edges.set(
          fields.status.name,
          told.data.transitions.map(({ to }) => to),
        );
    }
    return edges;
  }

  /** A status without an example may lead anywhere: only what is known to be a dead end counts as one. */
  #leadsToEnd(from: string, edges: Edges, been: ReadonlySet<string> = new Set()): boolean {
    const { config } = this.#site;
    const wanted = jiraStates(config).at('resolved');
    const offered = edges.get(from);
    if (offered === undefined) return true;
    return offered.some((to) => {
      if (wanted === null ? isEnded(to, config) : to.name === wanted) return true;
      if (isEnded(to, config) || been.has(to.name)) return false;
      return this.#leadsToEnd(to.name, edges, new Set([...been, from]));
    });
  }
}
