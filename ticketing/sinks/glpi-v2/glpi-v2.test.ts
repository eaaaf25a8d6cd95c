import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../../tests/contracts/ticket-sink.ts';
import type { FakeGlpiV2 } from '../../../tests/fakes/glpi-v2/glpi-v2-server.ts';
import { openFake } from '../../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../../tests/fakes/open-fake.ts';
import { glpiKind } from '../glpi.ts';

let opened: OpenFake<FakeGlpiV2>;
let fake: FakeGlpiV2;

beforeEach(async () => {
  opened = await openFake('glpi-v2', { groups: { network: 2 }, categories: { network: 12 }, timeoutMs: 500 });
  fake = opened.fake;
});
afterEach(() => opened.stop());

const first = () => [...fake.tickets.values()][0]!;
const asked = (method: string, path: RegExp): number => fake.countOf(method, path);

describe('opening', () => {
  it('gives the whole key as external id, entity and category, and the group by a call of its own', async () => {
    const outcome = await opened.sink.create(opening('alpha', { team: 'network' }));
    expect(outcome).toMatchObject({
      outcome: 'done',
      ticket: { ticket: '1', url: `${fake.origin}/front/ticket.form.php?id=1` },
    });
    expect(first()).toMatchObject({ external_id: keyNamed('alpha'), entity: 1, category: 12, status: 2, priority: 4 });
    expect(first().name).toMatch(/^P2 – alpha/);
    expect(first().team).toEqual([{ type: 'Group', id: 2, role: 2, name: 'IP Core L2' }]);
  });

  it('assigns the group later, where the ticket stands and the answer was lost', async () => {
    const on = /TeamMember/;
    fake.fail({ on, times: 1, does: { kind: 'drop-after' } });
    const create = opening('alpha', { team: 'network' });
    expect(await opened.sink.create(create)).toMatchObject({ outcome: 'in-doubt' });
    expect(await opened.sink.create({ ...create, ticket: '1', again: true })).toMatchObject({ outcome: 'done' });
    expect(first().team).toHaveLength(1);
    expect(first().notes).toHaveLength(1);
    fake.fail({ on, times: 1, does: { kind: 'status', status: 429 } });
    const other = opening('beta', { team: 'network' });
    expect(await opened.sink.create(other)).toMatchObject({ outcome: 'failed', ticket: { ticket: '2' } });
  });

  it('goes on without a group that GLPI does not know, and not without its entity', async () => {
    fake.groups.delete(2);
    expect(await opened.sink.create(opening('alpha', { team: 'network' }))).toMatchObject({ outcome: 'done' });
    expect(first().team).toEqual([]);
    await opened.reconfigure({ entity: 9 });
    const refused = { outcome: 'failed', code: 'glpi-create-refused', systemic: false };
    expect(await opened.sink.create(opening('beta'))).toMatchObject(refused);
  });

  it('tells a rule that refuses from an accident, though both are a 500', async () => {
    fake.refusal = 'Mandatory fields are not filled';
    const outcome = await opened.sink.create(opening('alpha'));
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'glpi-create-refused', systemic: false });
    expect(JSON.stringify(outcome)).toContain('Mandatory fields');
  });
});

describe('the key', () => {
  it('is not "none" where GLPI did not heed the filter', async () => {
    fake.add({ external_id: 'INC-1' });
    fake.ignoresFilters = true;
    expect(await opened.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'glpi-misread' });
  });

  it('is not "none" where the list does not say how long it is', async () => {
    fake.fail({ on: /^GET Assistance\/Ticket$/, does: { kind: 'status', status: 200, body: [] } });
    expect(await opened.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown' });
  });

  it('is nothing to ask for where it is none', async () => {
    expect(await opened.sink.find('x" or name=="')).toEqual({ outcome: 'found', tickets: [] });
    expect(fake.seen).toHaveLength(0);
  });

  it('of a ticket in the bin finds none', async () => {
    await opened.sink.create(opening('alpha'));
    fake.shelf.remove('1');
    expect(await opened.sink.find(keyNamed('alpha'))).toEqual({ outcome: 'found', tickets: [] });
    expect(await opened.told('update')).toMatchObject({ outcome: 'refused', code: 'closed-for-good' });
  });
});

describe('the token', () => {
  it('is got once for all calls, and again where it is over', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => opened.sink.create(opening(name))));
    expect(asked('POST', /^token$/)).toBe(1);
    fake.expireTokens();
    expect(await opened.told('update')).toMatchObject({ outcome: 'done' });
    expect(asked('POST', /^token$/)).toBe(2);
  });

  it('is renewed before its hour is over', async () => {
    await opened.sink.create(opening('alpha'));
    opened.passMinutes(60);
    await opened.told('update');
    expect(asked('POST', /^token$/)).toBe(2);
  });

  it('that no call is taken with is not asked for without end', async () => {
    fake.fail({ on: /Assistance/, does: { kind: 'status', status: 401, body: {} } });
    expect(await opened.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'glpi-locked-out' });
    expect(asked('POST', /^token$/)).toBe(2);
  });

  it.each([
    ['a page', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>login</html>' }],
    ['a token that would end the header', { status: 200, body: { access_token: 'a\r\nX: y', expires_in: 60 } }],
    ['another type', { status: 200, body: { access_token: 7 } }],
    ['nothing', { status: 200 }],
    ['40 MB', null],
  ])('is not believed where the answer is %s', async (_name, answer) => {
    const does =
      answer === null ? ({ kind: 'flood', bytes: 40_000_000 } as const) : { kind: 'status' as const, ...answer };
    fake.fail({ on: /^POST token$/, does });
    expect(await opened.sink.create(opening('alpha'))).toMatchObject({ outcome: 'failed', systemic: true });
    expect(fake.tickets.size).toBe(0);
  });
});

describe('the life of a ticket', () => {
  beforeEach(() => opened.sink.create(opening('alpha')));

  it('is solved by a solution, and opened again by its status, since follow-ups of v2 cannot', async () => {
    expect(await opened.told('resolve')).toMatchObject({ outcome: 'done' });
    expect(first()).toMatchObject({ status: 5 });
    expect(first().solutions).toHaveLength(1);
    expect(await opened.told('resolve', 3)).toMatchObject({ outcome: 'done' });
    expect(first().solutions).toHaveLength(1);
    expect(await opened.told('reopen', 4)).toMatchObject({ outcome: 'done' });
    expect(first()).toMatchObject({ status: 1 });
    expect(first().notes.at(-2)).toMatchObject({ is_private: false });
  });

  it('that somebody solved meanwhile is solved', async () => {
    fake.fail({ on: /Solution/, times: 1, does: { kind: 'drop-after' } });
    expect(await opened.told('resolve')).toMatchObject({ outcome: 'in-doubt' });
    expect(await opened.told('resolve', 2, true)).toMatchObject({ outcome: 'done' });
    expect(first().solutions).toHaveLength(1);
  });

  it('keeps the fields of a closed one, and needs a new one where it may not be opened', async () => {
    Object.assign(first(), { status: 6, name: 'closed by hand' });
    fake.mayReopenClosed = false;
    expect(await opened.told('update')).toMatchObject({ outcome: 'done' });
    expect(first().name).toBe('closed by hand');
    expect(await opened.told('reopen', 3)).toMatchObject({ outcome: 'refused', code: 'closed-for-good' });
  });

  it('names the other ticket in a private follow-up, once', async () => {
    await opened.sink.create(opening('beta'));
    const merge = { ...call(operation('beta', 'merge', 2), '2'), into: '1' };
    await opened.sink.merge(merge);
    await opened.sink.merge({ ...merge, again: true });
    const named = fake.tickets.get(2)!.notes.filter(({ content }) => content.includes('→ #1 '));
    expect(named).toMatchObject([{ is_private: true }]);
    expect(fake.tickets.get(2)).toMatchObject({ status: 5 });
  });

  it('does not take an address that the API has not for a ticket that is gone', async () => {
    await opened.reconfigure({ url: `${fake.url}v2.9` });
    expect(await opened.told('update')).toMatchObject({ outcome: 'failed', code: 'glpi-not-an-api', systemic: true });
  });

  it.each([
    ['a status in words', { status: 'new' }],
    ['a time without a zone', { date_mod: '2026-11-23 19:17:14' }],
    ['an id out of pattern', { id: '../1' }],
    ['a list', []],
  ])('is not judged by %s', async (_name, other) => {
    const body = Array.isArray(other) ? other : { id: 1, name: 'x', is_deleted: false, status: { id: 1 }, ...other };
    fake.fail({ on: /^GET Assistance\/Ticket\/1$/, does: { kind: 'status', status: 200, body } });
    expect(await opened.told('update')).toMatchObject({ outcome: 'failed', code: 'glpi-misread' });
  });

  it.each(['../2', '1?x=1', '0', '', 'abc', '12345678901'])('is never %j', async (id) => {
    const before = fake.seen.length;
    expect(await opened.sink.update(call(operation('alpha', 'update', 2), id))).toMatchObject({ outcome: 'refused' });
    expect(fake.seen).toHaveLength(before);
  });
});

describe('the configuration', () => {
  const section = (): object => ({ ...opened.started.section });

  it.each([
    ['the version floats', { url: 'https://glpi.example.net/api.php/v2' }],
    ['the address is that of v1', { url: 'https://glpi.example.net/apirest.php' }],
    ['tokens of v1 are named', { userToken: 'x' }],
    ['assets are wanted, which v2 cannot link', { linkAssets: true }],
    ['the password is missing', { password: undefined }],
    ['there is no such API', { api: 'v3' }],
  ])('is refused where %s', (_name, more) => {
    expect(glpiKind.schema.safeParse({ ...section(), ...more }).success).toBe(false);
  });

  it.each(['apirest.php', 'api.php/v1'])('is v1 where it does not say, at %s', (path) => {
    const v1 = { type: 'glpi', url: `https://glpi.example.net/${path}`, appToken: 'a', userToken: 'u' };
    expect(glpiKind.schema.parse(v1)).toMatchObject({ url: v1.url, linkAssets: true });
  });
});
