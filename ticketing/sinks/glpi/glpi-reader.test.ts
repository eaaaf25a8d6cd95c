import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyNamed, opening } from '../../../tests/contracts/ticket-sink.ts';
import type { FakeGlpi } from '../../../tests/fakes/glpi/glpi-server.ts';
import { readOf } from '../../../tests/fakes/read-of.ts';
import { openFake } from '../../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../../tests/fakes/open-fake.ts';
import type { SeenTicket } from '../../reader.ts';

let bench: OpenFake<FakeGlpi>;
let glpi: FakeGlpi;

beforeEach(async () => {
  bench = await openFake('glpi', { timezone: 'Europe/Paris' });
  glpi = bench.fake;
});
afterEach(() => bench.stop());

const anna = 7;
const at = (time: string): void => void (glpi.store.now = `2026-11-23 ${time}`);

async function opened(): Promise<void> {
  await bench.sink.create(opening());
}

async function changedSince(cursor: string | null): Promise<{ tickets: readonly SeenTicket[]; cursor: string }> {
  return readOf(await bench.reader.readSince(cursor));
}

describe('what changed since', () => {
  it('begins with now, then tells each change once, oldest first', async () => {
    await opened();
    const first = await changedSince(null);
    expect(first.tickets).toEqual([]);
    expect(first.cursor.length).toBeLessThanOrEqual(500);
    at('19:18:00');
    glpi.store.assign(1, anna);
    const second = await changedSince(first.cursor);
    expect(second.tickets).toMatchObject([
      { ticket: '1', key: keyNamed('alpha').slice(0, 13), standing: 'in-progress', assignee: 'anna.petit' },
    ]);
    expect((await changedSince(second.cursor)).tickets).toEqual([]);
  });

  it('misses no change of the same second, and reads GLPI’s times in its own zone', async () => {
    await opened();
    const { cursor } = await changedSince(null);
    glpi.store.addTicket({ name: 'Mail is slow', content: '<p>c</p>', type: 2 });
    const { tickets } = await changedSince(cursor);
    expect(tickets).toMatchObject([
      { ticket: '2', key: null, kind: 'request', changedAt: Date.parse('2026-11-23T18:17:14Z'), comments: [] },
    ]);
  });

  it('names who asked by the list itself, by the same id whatever the order, and asks nothing more', async () => {
    const { cursor } = await changedSince(null);
    for (const people of [[anna], [8, anna], [anna, 8], []]) {
      const { id } = glpi.store.addTicket({ name: 'shop is slow', content: 'c' });
      for (const person of people) glpi.store.request(id, person);
    }
    const before = glpi.seen.length;
    const { tickets } = await changedSince(cursor);
    expect(tickets.map(({ requester }) => requester)).toEqual(['7', '7', '7', null]);
    expect(glpi.seen.length).toBe(before + 1);
  });

  it.each([['0'], [0], ['client@example.test'], [{ id: 7 }], [['0', null]]])(
    'takes no word that is no id of a person: %j',
    async (told) => {
      const { cursor } = await changedSince(null);
      const row = { '1': 'shop is slow', '2': 5, '4': told, '19': '2026-11-23 19:18:00' };
      const body = { totalcount: 1, count: 1, data: [row] };
      glpi.fail({ on: /^GET search/, does: { kind: 'status', status: 200, body } });
      expect((await changedSince(cursor)).tickets).toMatchObject([{ ticket: '5', requester: null }]);
    },
  );

  it('comes through a bulk action that changes hundreds within one second, and tells each once', async () => {
    const { cursor } = await changedSince(null);
    for (let n = 0; n < 230; n += 1) glpi.store.addTicket({ name: `user ticket ${String(n)}`, content: 'c' });
    const seen: string[] = [];
    let from = cursor;
    for (let [more, pages] = [true, 0]; more; pages += 1) {
      expect(pages).toBeLessThan(6);
      const page = readOf(await bench.reader.readSince(from));
      seen.push(...page.tickets.map(({ ticket }) => ticket));
      expect(page.cursor.length).toBeLessThanOrEqual(500);
      ({ cursor: from, more } = page);
    }
    expect([seen.length, new Set(seen).size]).toEqual([230, 230]);
    expect((await changedSince(from)).tickets).toEqual([]);
  });

  it('pages through many changes without a gap', async () => {
    const { cursor } = await changedSince(null);
    for (let n = 0; n < 130; n += 1) {
      at(`19:${String(20 + Math.floor(n / 60))}:${String(n % 60).padStart(2, '0')}`);
      glpi.store.addTicket({ name: `user ticket ${String(n)}`, content: 'c' });
    }
    const seen: string[] = [];
    let from = cursor;
    for (let more = true; more;) {
      const page = readOf(await bench.reader.readSince(from));
      seen.push(...page.tickets.map(({ ticket }) => ticket));
      ({ cursor: from, more } = page);
      expect(page.tickets.length).toBeLessThanOrEqual(100);
    }
    expect(new Set(seen).size).toBe(130);
  });

  it('begins anew with a cursor that it cannot read', async () => {
    await opened();
    expect((await changedSince('{"since":')).tickets).toEqual([]);
  });
});

describe('a ticket', () => {
  const ticket = async (id = '1'): Promise<SeenTicket> => readOf(await bench.reader.readTickets([id])).tickets[0]!;

  it('tells people’s comments apart from Vigie’s own, as plain text', async () => {
    await opened();
    glpi.store.addFollowup({ items_id: 1, content: '<p>module <b>3</b> &amp; fan</p><script>x</script>' }, anna);
    glpi.store.addFollowup({ items_id: 1, content: `forwarded [${keyNamed('alpha').slice(0, 13)}.1t]` }, anna);
    const { comments } = await ticket();
    expect(comments.map(({ own, author, text, public: isPublic }) => [own, author, text, isPublic])).toMatchObject([
      [true, 'noc-integration', expect.any(String), false],
      [false, 'anna.petit', 'module 3 & fan', true],
      [true, 'anna.petit', expect.any(String), true],
    ]);
  });

  it.each([
    [1, 'new'],
    [2, 'in-progress'],
    [3, 'in-progress'],
    [4, 'pending'],
    [5, 'resolved'],
    [6, 'closed'],
    [42, 'in-progress'],
  ])('of status %d is %s', async (status, standing) => {
    await opened();
    glpi.store.tickets.get(1)!.status = status;
    expect((await ticket()).standing).toBe(standing);
  });

  it.each([
    [6, 1],
    [5, 1],
    [4, 2],
    [1, 5],
    [9, null],
  ])('of priority %d has ours %s', async (priority, ours) => {
    await opened();
    glpi.store.tickets.get(1)!.priority = priority;
    expect((await ticket()).priority).toBe(ours);
  });

  it('in the bin, purged, never there, or with an impossible id is deleted', async () => {
    await opened();
    glpi.store.tickets.get(1)!.is_deleted = 1;
    expect((await ticket()).standing).toBe('deleted');
    for (const id of ['99', '../Ticket/1', '']) expect((await ticket(id)).standing).toBe('deleted');
  });

  it('in the bin and linked as a duplicate was merged', async () => {
    await opened();
    glpi.store.addTicket({ name: 'main', content: 'c' });
    glpi.store.addLink({ tickets_id_1: 1, tickets_id_2: 2, link: 2 });
    glpi.store.tickets.get(1)!.is_deleted = 1;
    expect(await ticket()).toMatchObject({ standing: 'merged', mergedInto: '2' });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['an ill GLPI', { kind: 'status', status: 500, body: '' }, 'glpi-ill'],
    ['an HTML page', { kind: 'status', status: 200, body: '<html>login</html>' }, 'glpi-not-an-api'],
    ['a broken connection', { kind: 'drop-before' }, 'glpi-silent'],
    ['another shape', { kind: 'status', status: 200, body: { totalcount: 'many' } }, 'glpi-misread'],
    ['too many requests', { kind: 'status', status: 429, headers: { 'Retry-After': '7' } }, 'glpi-busy'],
  ] as const)('%s is unknown, never empty', async (_name, does, code) => {
    await opened();
    const { cursor } = await changedSince(null);
    glpi.fail({ on: /^GET search\/Ticket/, does });
    expect(await bench.reader.readSince(cursor)).toMatchObject({
      ...{ outcome: 'unknown', code },
      ...(code === 'glpi-busy' ? { retryAfterMs: 7_000 } : {}),
    });
  });
});

describe('the probe', () => {
  it('finds nothing wrong with a GLPI that is set up', async () => {
    expect((await bench.probe.probe()).map(({ level }) => level)).toEqual(['fine', 'fine', 'fine']);
  });

  it.each([
    ['wrong token', { userToken: 'wrong' }, 'fault', /appToken .* and userToken/],
    ['no such entity', { entity: 77 }, 'fault', /correct the id/],
    ['a group that takes no tickets', { groups: { noc: 3 } }, 'warning', /must allow assignment/],
    ['a category that it may not see', { categories: { network: 1 } }, 'warning', /READ on entities/],
  ])('says what is wrong and how to cure it: %s', async (_name, more, level, cure) => {
    await bench.reconfigure(more);
    const wrong = (await bench.probe.probe()).filter((found) => found.level !== 'fine');
    expect(wrong).toMatchObject([{ level, cure: expect.stringMatching(cure) as string }]);
    expect(JSON.stringify(wrong)).not.toContain('wrong');
  });

  it('says that nobody is there', async () => {
    await glpi.stop();
    const [found] = await bench.probe.probe();
    expect(found).toMatchObject({ level: 'fault', cure: expect.stringContaining('check url') as string });
  });
});
