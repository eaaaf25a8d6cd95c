// The fake ticketing systems that can be started on their own: one entry each.
import type { FakeSystem } from './fake-system.ts';
import { FakeFreshservice, freshKey } from './freshservice/freshservice-server.ts';
import { FakeGlpiV2, glpiV2Client } from './glpi-v2/glpi-v2-server.ts';
import { appToken, FakeGlpi, userToken } from './glpi/glpi-server.ts';
import { FakeItop, itopUser } from './itop/itop-server.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from './jira-sm/jira-server.ts';
import { FakeRt, rtToken } from './rt/rt-server.ts';
import { FakeZnuny, znunyUser } from './znuny/znuny-server.ts';

type Section = Readonly<Record<string, unknown>>;

export interface StartedFake<Fake extends FakeSystem = FakeSystem> {
  readonly fake: Fake;
  /** A section of `ticketing.sinks` that speaks to it, secrets as they are. */
  readonly section: Section;
  /** What would make it the section of somebody whom the fake does not know. */
  readonly stranger: Section;
  /** As the fake calls its requests: the one that makes a ticket, and the one that looks a key up. */
  readonly requests: { readonly creates: RegExp; readonly looksUp: RegExp };
  /** What would make the section ask for problem records; a text: why there can be none. */
  readonly problems: Section | string;
}

/** A write, whatever the system; of a create, the first is the ticket. */
export const writes = /^(?:core\/(?:create|update|apply_stimulus)|(?:POST|PUT|PATCH) (?!.*(?:search|session)))/i;

async function startFreshservice(port: number): Promise<StartedFake<FakeFreshservice>> {
  const fake = await FakeFreshservice.start(port);
  const who = { apiKey: freshKey, requester: 'noc@lab.example' };
  return {
    fake,
    section: { type: 'freshservice', url: fake.origin, ...who, callsPerMinute: 5_000 },
    stranger: { apiKey: 'wrong' },
    requests: { creates: /^POST (tickets|problems)$/, looksUp: /^GET tickets\/filter/ },
    problems: { problems: { requester: 7 } },
  };
}

async function startGlpi(port: number): Promise<StartedFake<FakeGlpi>> {
  const fake = await FakeGlpi.start(port);
  return {
    fake,
    section: { type: 'glpi', url: fake.url, appToken, userToken, entity: 1 },
    stranger: { userToken: 'wrong' },
    requests: { creates: /^POST (Ticket|Problem)$/, looksUp: /^GET search\/(Ticket|Problem)/ },
    problems: { problems: true },
  };
}

async function startGlpiV2(port: number): Promise<StartedFake<FakeGlpiV2>> {
  const fake = await FakeGlpiV2.start(port);
  return {
    fake,
    section: { type: 'glpi', api: 'v2', url: `${fake.url}v2.2`, ...glpiV2Client, entity: 1 },
    stranger: { password: 'wrong' },
    requests: { creates: /^POST Assistance\/Ticket$/, looksUp: /^GET Assistance\/Ticket$/ },
    problems: 'its API v2 ties no tickets to problems',
  };
}

async function startItop(port: number): Promise<StartedFake<FakeItop>> {
  const fake = await FakeItop.start(port);
  return {
    fake,
    section: { type: 'itop', url: fake.url, ...itopUser, organization: 2 },
    stranger: { password: 'wrong' },
    requests: { creates: /^core\/create (Incident|Problem)$/, looksUp: /^core\/get (Incident|Problem)$/ },
    problems: { problems: true },
  };
}

async function startJira(port: number, product: 'cloud' | 'data-center'): Promise<StartedFake<FakeJira>> {
  const fake = await FakeJira.start(port);
  const account = product === 'cloud' ? { user: jiraUser } : {};
  return {
    fake,
    section: { type: 'jira-sm', product, url: fake.url, ...account, token: jiraToken, project: jiraProject },
    stranger: { token: 'wrong' },
    requests: { creates: /^POST rest\/api\/\d\/issue$/, looksUp: /^POST rest\/api\/\d\/search/ },
    problems: { problemType: '[System] Problem' },
  };
}

async function startRt(port: number): Promise<StartedFake<FakeRt>> {
  const fake = await FakeRt.start(port);
  fake.store.queues.set('Problems', 9);
  return {
    fake,
    section: { type: 'rt', url: fake.origin, token: rtToken, queue: 'NOC' },
    stranger: { token: 'wrong' },
    requests: { creates: /^POST ticket$/, looksUp: /^GET tickets/ },
    problems: { problemQueue: 'Problems' },
  };
}

async function startZnuny(port: number): Promise<StartedFake<FakeZnuny>> {
  const fake = await FakeZnuny.start(port);
  return {
    fake,
    section: { type: 'znuny', url: fake.url, ...znunyUser, customer: 'opsmonitor', queue: 'Network Ops' },
    stranger: { password: 'wrong' },
    requests: { creates: /^POST Ticket$/, looksUp: /^POST TicketSearch$/ },
    problems: 'its web service ties no tickets together',
  };
}

export const fakeSystems = {
  freshservice: startFreshservice,
  glpi: startGlpi,
  'glpi-v2': startGlpiV2,
  itop: startItop,
  'jira-sm': (port: number) => startJira(port, 'cloud'),
  'jira-data-center': (port: number) => startJira(port, 'data-center'),
  rt: startRt,
  znuny: startZnuny,
} as const satisfies Readonly<Record<string, (port: number) => Promise<StartedFake>>>;

export type FakeName = keyof typeof fakeSystems;
export type FakeOf<Name extends FakeName> = Awaited<ReturnType<(typeof fakeSystems)[Name]>>['fake'];
export const fakeNames = Object.keys(fakeSystems) as readonly FakeName[];
