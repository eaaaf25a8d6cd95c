import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpSinkContract } from '../../tests/contracts/http-sink.ts';
import type { HttpSinkBench } from '../../tests/contracts/http-sink.ts';
import { keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { FakeJira, jiraProject, jiraToken, jiraUser } from '../../tests/fakes/jira-sm/jira-server.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { TicketFields } from '../../domain/ticket.ts';
import type { SinkCall } from '../sink.ts';
import { documentOf, textOfDocument } from './jira-sm/atlassian-document.ts';
import { JiraConfig } from './jira-sm/jira-config.ts';
import { wikiText } from './jira-sm/wiki-text.ts';
import { JiraSm } from './jira-sm.ts';

type Product = 'cloud' | 'data-center';
const clock = new ToldClock(0);
let jira: FakeJira;
let sink: JiraSm;

const configured = (fake: FakeJira, more: object = {}): JiraConfig =>
  JiraConfig.parse({
    type: 'jira-sm',
    url: fake.url,
    user: jiraUser,
    token: jiraToken,
    project: jiraProject,
    timeoutMs: 500,
    ...more,
  });
const call = (op: SinkCall['operation'], ticket: string | null, more: Partial<SinkCall> = {}): SinkCall => ({
  operation: op,
  ticket,
  into: null,
  again: false,
  ...more,
});
const open = (name = 'alpha', more: Partial<TicketFields> = {}): SinkCall => {
  const op = operation(name, 'open', 1);
  return call({ ...op, fields: { ...op.fields, ...more } }, null);
};

async function bench(product: Product): Promise<HttpSinkBench> {
  const fake = await FakeJira.start();
  const own = new JiraSm(configured(fake, { product }), clock);
  const stranger = new JiraSm(configured(fake, { product, token: 'wrong' }), new ToldClock(0));
  return {
    fake,
    sink: own,
    stranger,
    system: 'jira-sm',
    creates: /^POST rest\/api\/\d\/issue$/,
    looksUp: /^POST rest\/api\/\d\/search/,
    count: () => fake.store.issues.size,
    settle: () => undefined,
    close: async () => {
      await own.stop();
      await stranger.stop();
      await fake.stop();
    },
  };
}

describe('over HTTP, cloud', () => httpSinkContract(() => bench('cloud')));
describe('over HTTP, data center', () => httpSinkContract(() => bench('data-center')));

describe('with the fake', () => {
  beforeEach(async () => {
    jira = await FakeJira.start();
    sink = new JiraSm(configured(jira), clock);
  });
  afterEach(async () => {
    await sink.stop();
    await jira.stop();
  });
  const issue = (key = 'NOC-1'): NonNullable<ReturnType<typeof jira.store.issues.get>> => jira.store.issues.get(key)!;

  it('sends nodes, the label with the key, the priority by name, the details for agents only', async () => {
    expect(await sink.create(open('alpha', { major: true }))).toEqual({
      outcome: 'done',
      ticket: { ticket: 'NOC-1', url: `${jira.url}/browse/NOC-1` },
    });
    expect(issue()).toMatchObject({
      summary: 'P2 – alpha <b>&"\'',
      priority: 'High',
      labels: [`vigie-${keyNamed('alpha')}`, 'major-incident'],
    });
    expect(issue().description).toMatchObject({
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'open 1: users of alpha <script>alert(1)</script>' }] },
        { content: [{ text: `Vigie ${keyNamed('alpha')}` }] },
      ],
    });
    expect(issue().comments.map(({ public: told }) => told)).toEqual([false]);
  });

  it('waits for the index as long as it may be behind: five minutes at least', () => {
    expect(sink.capabilities.quarantineMs).toBeGreaterThanOrEqual(300_000);
  });

  it('goes without a field that no screen has, or a value that Jira does not know', async () => {
    jira.store.screen.delete('priority');
    const requestType = { field: 'customfield_10010', value: '25' };
    const own = new JiraSm(configured(jira, { requestType }), clock);
    expect(await own.create(open())).toMatchObject({ outcome: 'done' });
    expect(jira.countOf('POST', /issue$/)).toBe(2);
    jira.store.screen.add('priority').add('customfield_10010');
    await own.create(open('beta'));
    expect(issue('NOC-2').fields.get('customfield_10010')).toBe('25');
    jira.store.priorities.delete('High');
    expect(await own.update(call(operation('beta', 'update', 2), 'NOC-2'))).toMatchObject({ outcome: 'done' });
    await own.stop();
  });

  it('says what is wrong although errorMessages is empty, and tries again later', async () => {
    jira.store.screen.delete('labels');
    expect(await sink.create(open())).toMatchObject({
      outcome: 'failed',
      code: 'jira-sm-create-refused',
      message: expect.stringContaining("labels: Field 'labels' cannot be set") as string,
      retryAfterMs: 60_000,
    });
  });

  it('takes an internal comment back that came out public, and says so', async () => {
    jira.store.tellsAll = true;
    expect(await sink.create(open())).toMatchObject({
      outcome: 'failed',
      code: 'jira-sm-comment-public',
      ticket: { ticket: 'NOC-1' },
    });
    expect(issue().comments).toEqual([]);
  });

  it('takes the way over "in progress" to resolved, with a resolution where its screen asks for one', async () => {
    await sink.create(open());
    expect(await sink.resolve(call(operation('alpha', 'resolve', 2), 'NOC-1'))).toMatchObject({ outcome: 'done' });
    expect(issue()).toMatchObject({ status: 'Resolved', resolution: 'Done' });
  });

  it('takes the status that the site names', async () => {
    const own = new JiraSm(configured(jira, { states: { resolved: 'Closed' } }), clock);
    await own.create(open());
    expect(await own.resolve(call(operation('alpha', 'resolve', 2), 'NOC-1'))).toMatchObject({ outcome: 'done' });
    expect(issue().status).toBe('Closed');
    await own.stop();
  });

  it('closed, with no way back: for good', async () => {
    await sink.create(open());
    issue().status = 'Closed';
    expect(await sink.reopen(call(operation('alpha', 'reopen', 2), 'NOC-1'))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
    expect(issue().comments).toHaveLength(1);
  });

  it('a workflow without an end: said, tried again, told once', async () => {
    await sink.create(open());
    jira.store.transitions = [];
    const resolve = operation('alpha', 'resolve', 2);
    expect(await sink.resolve(call(resolve, 'NOC-1'))).toMatchObject({
      outcome: 'failed',
      code: 'jira-sm-resolve-refused',
    });
    await sink.resolve(call(resolve, 'NOC-1', { again: true }));
    expect(issue().comments.filter(({ public: told }) => told)).toHaveLength(1);
  });

  it('keeps the labels of others, and takes the major one off', async () => {
    await sink.create(open('alpha', { major: true }));
    issue().labels.push('storage');
    await sink.update(call(operation('alpha', 'update', 2), 'NOC-1'));
    expect(issue().labels).toEqual([`vigie-${keyNamed('alpha')}`, 'storage']);
  });

  it('an anonymous search means nothing', async () => {
    const headers = { 'X-AUSERNAME': 'anonymous' };
    jira.fail({ on: /search/, does: { kind: 'status', status: 200, headers, body: { issues: [] } } });
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'jira-sm-anonymous' });
  });

  it('a CAPTCHA is a lock-out, a missing right is not', async () => {
    const captcha = { 'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED' };
    jira.fail({ on: /issue$/, times: 1, does: { kind: 'status', status: 403, body: {} } });
    expect(await sink.create(open())).toMatchObject({ code: 'jira-sm-create-refused' });
    jira.fail({ on: /issue$/, does: { kind: 'status', status: 403, headers: captcha, body: {} } });
    expect(await sink.create(open())).toMatchObject({ code: 'jira-sm-locked-out' });
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({ code: 'jira-sm-locked-out' });
  });

  it('cuts what Jira refuses, however long', async () => {
    const long = '漢{color}'.repeat(400_000);
    for (const product of ['cloud', 'data-center']) {
      const own = new JiraSm(configured(jira, { product }), clock);
      const fields = { title: long, publicText: long, technicalText: long };
      expect(await own.create(open(product, fields))).toMatchObject({ outcome: 'done' });
      await own.stop();
    }
  });

  it('tells what people did, what is ours, and nothing that search has not shown yet', async () => {
    const start = await sink.reader.readSince(null);
    if (start.outcome !== 'read') throw new Error(start.message);
    await sink.create(open());
    const human = jira.store.add('NOC', { summary: 'shop is slow', reporter: 'alice', issuetype: 'Service request' });
    Object.assign(issue(), { assignee: 'bob', priority: 'Highest', status: 'Pending' });
    jira.store.say(issue(), documentOf('On it\nsoon'), { public: true, author: 'bob' });
    const read = await sink.reader.readSince(start.cursor);
    if (read.outcome !== 'read') throw new Error(read.message);
    expect(read.more).toBe(false);
    expect(read.tickets.find(({ ticket }) => ticket === 'NOC-1')).toMatchObject({
      key: keyNamed('alpha'),
      kind: 'incident',
      standing: 'pending',
      assignee: 'bob',
      priority: 1,
      comments: [
        { own: true, public: false },
        { own: false, public: true, author: 'bob', text: 'On it\nsoon' },
      ],
    });
    expect(read.tickets.find(({ ticket }) => ticket === human.key)).toMatchObject({
      key: null,
      kind: 'request',
      requester: 'alice',
    });
    jira.store.issues.delete('NOC-1');
    expect(await sink.reader.readTickets(['NOC-1', 'no key'])).toMatchObject({
      tickets: [{ standing: 'deleted' }, { standing: 'deleted' }],
    });
  });

  it.each(['cloud', 'data-center'])('reads 250 changes of one second, each once, page by page: %s', async (product) => {
    const own = new JiraSm(configured(jira, { product }), clock);
    const start = await own.reader.readSince(null);
    const { updated } = jira.store.add('NOC', { summary: 't', reporter: 'alice' });
    for (let n = 1; n < 250; n += 1) jira.store.add('NOC', { summary: `t ${String(n)}`, reporter: 'alice', updated });
    const seen: string[] = [];
    let cursor = start.outcome === 'read' ? start.cursor : null;
    for (let more = true; more;) {
      const read = await own.reader.readSince(cursor);
      if (read.outcome !== 'read') throw new Error(read.message);
      seen.push(...read.tickets.map(({ ticket }) => ticket));
      ({ cursor, more } = read);
    }
    expect([seen.length, new Set(seen).size]).toEqual([250, 250]);
    await own.stop();
  });

  it('probes: what is wrong, and what to do, without the token', async () => {
    expect((await sink.probe.probe()).map(({ level }) => level)).toEqual(['fine', 'fine', 'fine']);
    jira.store.screen.delete('labels');
    const team = { field: 'customfield_10001', values: {} };
    const odd = new JiraSm(configured(jira, { team }), clock);
    const findings = await odd.probe.probe();
    expect(findings.map(({ level }) => level)).toEqual(['fine', 'fault', 'fine', 'warning']);
    const typed = new JiraSm(configured(jira, { issueType: 'Nope' }), clock);
    expect((await typed.probe.probe()).at(-1)).toMatchObject({ level: 'fault', cure: 'set issueType' });
    expect(JSON.stringify(findings)).not.toContain(jiraToken);
    await Promise.all([odd.stop(), typed.stop()]);
  });
});

describe('texts', () => {
  it('as nodes: nothing is markup, empty lines are none', () => {
    expect(documentOf('[~admin] *b*\n\n{code}\u202e\u001b[31m')).toEqual({
      type: 'doc',
      version: 1,
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: '[~admin] *b*' }] },
        { type: 'paragraph', content: [{ type: 'text', text: '{code} [31m' }] },
      ],
    });
  });

  it('as wiki markup: every sign is escaped', () => {
    expect(
      wikiText('h1. *b* _i_ {color:red}x{color} [~admin] [a|http://b] !i.png! ??c?? (!) :)\nbq. q\n|| t ||\n- l'),
    ).toBe(
      'h1\\. \\*b\\* \\_i\\_ \\{color:red\\}x\\{color\\} \\[\\~admin\\] \\[a\\|http://b\\] \\!i.png\\! \\?\\?c\\?\\? \\(\\!\\) :\\)\nbq\\. q\n\\|\\| t \\|\\|\n\\- l',
    );
  });

  it('a document that nests without end is read as far as it makes sense', () => {
    let nested: unknown = { type: 'text', text: 'deep' };
    for (let n = 0; n < 10_000; n += 1) nested = { type: 'paragraph', content: [nested] };
    expect(
      textOfDocument({
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'top' }] }, nested],
      }),
    ).toMatch(/^top\n/);
  });
});

describe('configuration', () => {
  const good = { type: 'jira-sm', url: 'https://acme.atlassian.net/', token: 't', project: 'NOC' };

  it('takes an address with or without its last slash', () => {
    expect(JiraConfig.parse(good)).toMatchObject({
      url: 'https://acme.atlassian.net',
      product: 'cloud',
      concurrency: 4,
    });
  });

  it.each([
    ['another scheme', { url: 'file:///x' }],
    ['the API instead of the site', { url: 'https://acme.atlassian.net/rest/api/3' }],
    ['a line end in the token', { token: 'a\r\nX: y' }],
    ['a colon in the user', { user: 'a:b' }],
    ['a project that is JQL', { project: 'NOC" OR project = "HR' }],
    ['a label with spaces', { majorLabel: 'major incident' }],
    ['a field that is none', { requestType: { field: 'x y', value: '1' } }],
    ['an unknown member', { projct: 'x' }],
  ])('refuses %s', (_name, wrong) => {
    expect(JiraConfig.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});
