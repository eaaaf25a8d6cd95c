import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, operation } from '../../../tests/contracts/ticket-sink.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from '../../../tests/fakes/jira-sm/jira-server.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { JiraSm } from '../jira-sm.ts';
import { JiraConfig } from './jira-config.ts';

let jira: FakeJira;
beforeEach(async () => {
  jira = await FakeJira.start();
});
afterEach(() => jira.stop());

function mapped(states: object): JiraSm {
  const account = { user: jiraUser, token: jiraToken };
  const config = { type: 'jira-sm', url: jira.url, ...account, project: jiraProject, states };
  return new JiraSm(JiraConfig.parse(config), new ToldClock(0));
}

async function faultsOf(states: object): Promise<string[]> {
  const sink = mapped(states);
  const findings = await sink.probe.probe();
  await sink.stop();
  return findings.filter(({ level }) => level === 'fault').map(({ what }) => what);
}

describe('the workflow, as doctor sees it', () => {
  it('names the status that was meant', async () => {
    expect(await faultsOf({ resolved: 'Resolvd' })).toEqual([
      expect.stringMatching(/"Resolvd".*the nearest is "Resolved"/),
    ]);
    expect(await faultsOf({ assigned: 'Work in progress', resolved: 'Resolved' })).toEqual([]);
  });

  it('says from where no transition leads to resolved, by the issues that stand there', async () => {
    const sink = mapped({});
    await sink.create(call(operation('alpha', 'open', 1), null));
    await sink.stop();
    expect(await faultsOf({ resolved: 'Resolved' })).toEqual([]);
    jira.store.transitions = jira.store.transitions.filter(({ from }) => from !== 'Open');
    expect(await faultsOf({ resolved: 'Resolved' })).toEqual([
      expect.stringContaining('leads from "Open" to Resolved'),
    ]);
  });

  it('a workflow that cannot be read is a warning, not a fault', async () => {
    jira.fail({ on: /project/, does: { kind: 'status', status: 403, body: {} } });
    const sink = mapped({});
    expect((await sink.probe.probe()).map(({ level }) => level)).toContain('warning');
    await sink.stop();
  });
});
