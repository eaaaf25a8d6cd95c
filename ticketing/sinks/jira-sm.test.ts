import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { jiraToken } from '../../tests/fakes/jira-sm/jira-server.ts';
import type { FakeJira } from '../../tests/fakes/jira-sm/jira-server.ts';
import { openFake } from '../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../tests/fakes/open-fake.ts';
import type { TicketSink } from '../sink.ts';
import { documentOf, textOfDocument } from './jira-sm/atlassian-document.ts';
import { JiraConfig } from './jira-sm/jira-config.ts';
import { wikiText } from './jira-sm/wiki-text.ts';

let bench: OpenFake<FakeJira>;
let jira: FakeJira;
let sink: TicketSink;

describe('with the fake', () => {
  beforeEach(async () => {
    bench = await openFake('jira-sm', { timeoutMs: 500 });
    ({ fake: jira, sink } = bench);
  });
  afterEach(() => bench.stop());
  const issue = (key = 'NOC-1'): NonNullable<ReturnType<typeof jira.store.issues.get>> => jira.store.issues.get(key)!;

  it('sends nodes, the label with the key, the priority by name, the details for agents only', async () => {
    expect(await sink.create(opening('alpha', { major: true }))).toEqual({
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
    const own = await bench.openAs({ requestType });
    expect(await own.sink.create(opening())).toMatchObject({ outcome: 'done' });
    expect(jira.countOf('POST', /issue$/)).toBe(2);
    jira.store.screen.add('priority').add('customfield_10010');
    await own.sink.create(opening('beta'));
    expect(issue('NOC-2').fields.get('customfield_10010')).toBe('25');
    jira.store.priorities.delete('High');
    expect(await own.sink.update(call(operation('beta', 'update', 2), 'NOC-2'))).toMatchObject({ outcome: 'done' });
  });

  it('opens problem records as issues of their type, which nobody requested', async () => {
    jira.store.screen.add('customfield_10010');
    const requestType = { field: 'customfield_10010', value: '25' };
    const { problems } = await bench.openAs({ problemType: '[System] Problem', requestType });
    await problems?.sink.create(opening());
    expect(issue()).toMatchObject({ issuetype: '[System] Problem', labels: [`vigie-${keyNamed('alpha')}`] });
    expect(issue().fields.has('customfield_10010')).toBe(false);
  });

  it('names a type of problems, and a link, that the site does not have', async () => {
    const linkTypes = { duplicate: 'Duplicate', continues: 'Causes' };
    const { problems } = await bench.openAs({ problemType: 'Problm', linkTypes });
    expect((await problems!.probe!.probe()).filter(({ level }) => level !== 'fine')).toMatchObject([
      { level: 'fault', what: 'project NOC has no issue type "Problm"', cure: 'set problemType' },
      { level: 'warning', what: 'Jira has no link type "Causes"', cure: 'set linkTypes.continues' },
    ]);
  });

  it('says what is wrong although errorMessages is empty, and tries again later', async () => {
    jira.store.screen.delete('labels');
    expect(await sink.create(opening())).toMatchObject({
      outcome: 'failed',
      code: 'jira-sm-create-refused',
      message: expect.stringContaining("labels: Field 'labels' cannot be set") as string,
      retryAfterMs: 60_000,
    });
  });

  it('takes an internal comment back that came out public, and says so', async () => {
    jira.store.tellsAll = true;
    expect(await sink.create(opening())).toMatchObject({
      outcome: 'failed',
      code: 'jira-sm-comment-public',
      ticket: { ticket: 'NOC-1' },
    });
    expect(issue().comments).toEqual([]);
  });

  it('takes the way over "in progress" to resolved, with a resolution where its screen asks for one', async () => {
    await sink.create(opening());
    expect(await sink.resolve(call(operation('alpha', 'resolve', 2), 'NOC-1'))).toMatchObject({ outcome: 'done' });
    expect(issue()).toMatchObject({ status: 'Resolved', resolution: 'Done' });
  });

  it('takes the status that the site names', async () => {
    const own = await bench.openAs({ states: { resolved: 'Closed' } });
    await own.sink.create(opening());
    expect(await own.sink.resolve(call(operation('alpha', 'resolve', 2), 'NOC-1'))).toMatchObject({ outcome: 'done' });
    expect(issue().status).toBe('Closed');
  });

  it('closed, with no way back: for good', async () => {
    await sink.create(opening());
    issue().status = 'Closed';
    expect(await sink.reopen(call(operation('alpha', 'reopen', 2), 'NOC-1'))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
    expect(issue().comments).toHaveLength(1);
  });

  it('a workflow without an end: said, tried again, told once', async () => {
    await sink.create(opening());
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
    await sink.create(opening('alpha', { major: true }));
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
    expect(await sink.create(opening())).toMatchObject({ code: 'jira-sm-create-refused' });
    jira.fail({ on: /issue$/, does: { kind: 'status', status: 403, headers: captcha, body: {} } });
    expect(await sink.create(opening())).toMatchObject({ code: 'jira-sm-locked-out' });
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({ code: 'jira-sm-locked-out' });
  });

  it('cuts what Jira refuses, however long', async () => {
    const long = '漢{color}'.repeat(400_000);
    for (const product of ['cloud', 'data-center']) {
      const own = await bench.openAs({ product });
      const fields = { title: long, publicText: long, technicalText: long };
      expect(await own.sink.create(opening(product, fields))).toMatchObject({ outcome: 'done' });
    }
  });

  it('tells what people did, what is ours, and nothing that search has not shown yet', async () => {
    const start = await bench.reader.readSince(null);
    if (start.outcome !== 'read') throw new Error(start.message);
    await sink.create(opening());
    const human = jira.store.add('NOC', { summary: 'shop is slow', reporter: 'alice', issuetype: 'Service request' });
    Object.assign(issue(), { assignee: 'bob', priority: 'Highest', status: 'Pending' });
    jira.store.say(issue(), documentOf('On it\nsoon'), { public: true, author: 'bob' });
    const read = await bench.reader.readSince(start.cursor);
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
    expect(await bench.reader.readTickets(['NOC-1', 'no key'])).toMatchObject({
      tickets: [{ standing: 'deleted' }, { standing: 'deleted' }],
    });
  });

  it.each(['cloud', 'data-center'])('reads 250 changes of one second, each once, page by page: %s', async (product) => {
    const own = await bench.openAs({ product });
    const start = await own.reader!.readSince(null);
    const { updated } = jira.store.add('NOC', { summary: 't', reporter: 'alice' });
    for (let n = 1; n < 250; n += 1) jira.store.add('NOC', { summary: `t ${String(n)}`, reporter: 'alice', updated });
    const seen: string[] = [];
    let cursor = start.outcome === 'read' ? start.cursor : null;
    for (let more = true; more;) {
      const read = await own.reader!.readSince(cursor);
      if (read.outcome !== 'read') throw new Error(read.message);
      seen.push(...read.tickets.map(({ ticket }) => ticket));
      ({ cursor, more } = read);
    }
    expect([seen.length, new Set(seen).size]).toEqual([250, 250]);
  });

  it('probes: what is wrong, and what to do, without the token', async () => {
    expect((await bench.probe.probe()).map(({ level }) => level)).toEqual(['fine', 'fine', 'fine']);
    jira.store.screen.delete('labels');
    const team = { field: 'customfield_10001', values: {} };
    const odd = await bench.openAs({ team });
    const findings = await odd.probe!.probe();
    expect(findings.map(({ level }) => level)).toEqual(['fine', 'fault', 'fine', 'warning']);
    const typed = await bench.openAs({ issueType: 'Nope' });
    expect((await typed.probe!.probe()).at(-1)).toMatchObject({ level: 'fault', cure: 'set issueType' });
    expect(JSON.stringify(findings)).not.toContain(jiraToken);
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
