// The contract of ticketing systems, run on Jira's adapter against the fake: cloud and Data Center.
import { describe } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { JiraSm } from '../../ticketing/sinks/jira-sm.ts';
import { JiraConfig } from '../../ticketing/sinks/jira-sm/jira-config.ts';
import { textOfDocument } from '../../ticketing/sinks/jira-sm/atlassian-document.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from '../fakes/jira-sm/jira-server.ts';
import { ticketSinkContract } from './ticket-sink.ts';
import type { SeenTicket, SinkBench } from './ticket-sink.ts';

async function jiraBench(product: 'cloud' | 'data-center'): Promise<SinkBench> {
  const jira = await FakeJira.start();
  const account = product === 'cloud' ? { user: jiraUser } : {};
  const config = { type: 'jira-sm', product, url: jira.url, token: jiraToken, project: jiraProject, ...account };
  const sink = new JiraSm(JiraConfig.parse(config), new ToldClock(0));
  const text = (body: unknown): string =>
    typeof body === 'string' ? body.replace(/\\(.)/g, '$1') : textOfDocument(body);
  const look = (id: string): SeenTicket | undefined => {
    const issue = jira.store.issues.get(id);
    if (issue === undefined) return undefined;
    return {
      open: jira.store.categoryOf(issue.status) !== 'done',
      title: issue.summary,
      said: [issue.description, ...issue.comments.map(({ body }) => body)].map(text),
      linkedTo: jira.store.links.filter(({ inward }) => inward === id).map(({ outward }) => outward),
    };
  };
  const close = async (): Promise<void> => {
    await sink.stop();
    await jira.stop();
  };
  return { sink, look, remove: (id) => void jira.store.issues.delete(id), close };
}

describe('jira-sm, cloud, against the fake', () => ticketSinkContract(() => jiraBench('cloud')));
describe('jira-sm, data center, against the fake', () => ticketSinkContract(() => jiraBench('data-center')));
