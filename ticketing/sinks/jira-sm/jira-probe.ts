// Asks Jira whether Vigie could work there: token, project, issue type, and the fields on its create screen.
import { z } from 'zod';
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { stoppedBy } from '../steps/step.ts';
import type { JiraSite } from './jira-site.ts';
import { JiraWorkflow } from './jira-workflow.ts';

const types = z.array(z.object({ id: z.string().max(30), name: z.string() }));
const screenFields = z.array(z.object({ fieldId: z.string() }));
/** `values` in a Data Center. */
const Types = z.object({ issueTypes: types.optional(), values: types.optional() });
const Screen = z.object({ fields: screenFields.optional(), values: screenFields.optional() });

const LinkTypes = z.object({ issueLinkTypes: z.array(z.object({ name: z.string() })) });

export class JiraProbe implements SinkProbe {
  readonly #site: JiraSite;
  readonly #setting: string;

  /** `setting`: the member of the configuration that names the issue type. */
  constructor(site: JiraSite, setting: 'issueType' | 'problemType' = 'issueType') {
    this.#site = site;
    this.#setting = setting;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const me = await this.#site.platform({ method: 'GET', path: '/myself' });
    if (me.kind === 'ok')
      return [fine('Jira answers, and takes the token'), ...(await this.#type()), ...(await this.#links())];
    const { code, message } = stoppedBy(me, 'Jira');
    const cure =
      code === 'jira-sm-locked-out' ? 'make a new token, and log in once by a browser' : 'see url and network';
    return [fault(`${message} (${code})`, cure)];
  }

  async #type(): Promise<readonly ProbeFinding[]> {
    const { project, issueType } = this.#site.config;
    const path = `/issue/createmeta/${project}/issuetypes`;
    const reply = await this.#site.platform({ method: 'GET', path: `${path}?maxResults=100` });
    const told = reply.kind === 'ok' ? Types.safeParse(reply.json) : null;
    if (told?.success !== true)
      return [fault(`issues cannot be created in project ${project}`, 'correct its key, or grant Browse and Create')];
    const all = [...(told.data.issueTypes ?? []), ...(told.data.values ?? [])];
    const type = all.find(({ name }) => name === issueType);
    return type === undefined
      ? [fault(`project ${project} has no issue type "${issueType}"`, `set ${this.#setting}`)]
      : this.#screen(`${path}/${encodeURIComponent(type.id)}?maxResults=200`);
  }

  /** Nothing is said where Jira does not list them. */
  async #links(): Promise<readonly ProbeFinding[]> {
    const reply = await this.#site.platform({ method: 'GET', path: '/issueLinkType' });
    const told = reply.kind === 'ok' ? LinkTypes.safeParse(reply.json) : null;
    if (told?.success !== true) return [];
    const known = new Set(told.data.issueLinkTypes.map(({ name }) => name));
    const wanted = Object.entries(this.#site.config.linkTypes);
    return wanted
      .filter(([, name]) => !known.has(name))
      .map(([use, name]) => warning(`Jira has no link type "${name}"`, `set linkTypes.${use}`));
  }

  async #screen(path: string): Promise<readonly ProbeFinding[]> {
    const reply = await this.#site.platform({ method: 'GET', path });
    const told = reply.kind === 'ok' ? Screen.safeParse(reply.json) : null;
    if (told?.success !== true)
      return [warning('the fields of the create screen cannot be read', 'see by hand that labels are on it')];
    const ids = new Set([...(told.data.fields ?? []), ...(told.data.values ?? [])].map(({ fieldId }) => fieldId));
    const { requestType, team } = this.#site.config;
    const wished = ['priority', requestType?.field, team?.field].filter((field) => field !== undefined);
    return [
      ids.has('labels')
        ? fine('labels are on the create screen: they carry the key')
        : fault('labels are not on the create screen: no ticket can carry its key', 'add Labels to the screen'),
      ...(await new JiraWorkflow(this.#site).check()),
      ...wished
        .filter((field) => !ids.has(field))
        .map((field) => warning(`${field} is not on the create screen`, `add ${field}: tickets go without it`)),
    ];
  }
}
