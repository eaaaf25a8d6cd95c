// Asks Jira whether Vigie could work there: token, project, issue type, and the fields on its create screen.
import { z } from 'zod';
import type { ProbeFinding, SinkProbe } from '../../probe.ts';
import { stoppedBy } from '../steps/step.ts';
import type { JiraSite } from './jira-site.ts';
import { JiraWorkflow } from './jira-workflow.ts';

const types = z.array(z.object({ id: z.string().max(30), name: z.string() }));
const screenFields = z.array(z.object({ fieldId: z.string() }));
/** `values` in a Data Center. */
const Types = z.object({ issueTypes: types.optional(), values: types.optional() });
const Screen = z.object({ fields: screenFields.optional(), values: screenFields.optional() });

const fine = (what: string): ProbeFinding => ({ level: 'fine', what, cure: null });
const fault = (what: string, cure: string): ProbeFinding => ({ level: 'fault', what, cure });
const warning = (what: string, cure: string): ProbeFinding => ({ level: 'warning', what, cure });

export class JiraProbe implements SinkProbe {
  readonly #site: JiraSite;

  constructor(site: JiraSite) {
    this.#site = site;
  }

  async probe(): Promise<readonly ProbeFinding[]> {
    const me = await this.#site.platform({ method: 'GET', path: '/myself' });
    if (me.kind === 'ok') return [fine('Jira answers, and takes the token'), ...(await this.#type())];
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
      ? [fault(`project ${project} has no issue type "${issueType}"`, 'set issueType')]
      : this.#screen(`${path}/${encodeURIComponent(type.id)}?maxResults=200`);
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
