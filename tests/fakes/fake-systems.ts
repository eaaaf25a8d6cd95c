// The fake ticketing systems that can be started on their own: one line each.
import type { FakeSystem } from './fake-system.ts';
import { FakeFreshservice, freshKey } from './freshservice/freshservice-server.ts';
import { appToken, FakeGlpi, userToken } from './glpi/glpi-server.ts';
import { FakeItop, itopUser } from './itop/itop-server.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from './jira-sm/jira-server.ts';
import { FakeRt, rtToken } from './rt/rt-server.ts';
import { FakeZnuny, znunyUser } from './znuny/znuny-server.ts';

export interface StartedFake {
  readonly fake: FakeSystem;
  /** A section of `ticketing.sinks` that speaks to it, secrets as they are. */
  readonly section: Readonly<Record<string, unknown>>;
}

async function startFreshservice(port: number): Promise<StartedFake> {
  const fake = await FakeFreshservice.start(port);
  const section = {
    type: 'freshservice',
    url: fake.origin,
    apiKey: freshKey,
    requester: 'noc@lab.example',
    callsPerMinute: 5_000,
  };
  return { fake, section };
}

async function startGlpi(port: number): Promise<StartedFake> {
  const fake = await FakeGlpi.start(port);
  return { fake, section: { type: 'glpi', url: fake.url, appToken, userToken, entity: 1 } };
}

async function startItop(port: number): Promise<StartedFake> {
  const fake = await FakeItop.start(port);
  return { fake, section: { type: 'itop', url: fake.url, ...itopUser, organization: 2 } };
}

async function startJira(port: number): Promise<StartedFake> {
  const fake = await FakeJira.start(port);
  return { fake, section: { type: 'jira-sm', url: fake.url, user: jiraUser, token: jiraToken, project: jiraProject } };
}

async function startRt(port: number): Promise<StartedFake> {
  const fake = await FakeRt.start(port);
  return { fake, section: { type: 'rt', url: fake.origin, token: rtToken, queue: 'NOC' } };
}

async function startZnuny(port: number): Promise<StartedFake> {
  const fake = await FakeZnuny.start(port);
  return {
    fake,
    section: { type: 'znuny', url: fake.url, ...znunyUser, customer: 'opsmonitor', queue: 'Network Ops' },
  };
}

export const fakeSystems: Readonly<Record<string, (port: number) => Promise<StartedFake>>> = {
  freshservice: startFreshservice,
  glpi: startGlpi,
  itop: startItop,
  'jira-sm': startJira,
  rt: startRt,
  znuny: startZnuny,
};
