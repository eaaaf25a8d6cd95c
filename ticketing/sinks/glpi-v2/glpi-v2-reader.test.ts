import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyNamed, opening } from '../../../tests/contracts/ticket-sink.ts';
import type { FakeGlpiV2 } from '../../../tests/fakes/glpi-v2/glpi-v2-server.ts';
import { openFake } from '../../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../../tests/fakes/open-fake.ts';
import type { SeenTicket } from '../../reader.ts';

let opened: OpenFake<FakeGlpiV2>;
let fake: FakeGlpiV2;
const at = Date.UTC(2026, 10, 23, 19, 0, 0);

beforeEach(async () => {
  opened = await openFake('glpi-v2', { timeoutMs: 500 });
  fake = opened.fake;
});
afterEach(() => opened.stop());

async function since(
  cursor: string | null,
): Promise<{ tickets: readonly SeenTicket[]; cursor: string; more: boolean }> {
  const read = await opened.reader.readSince(cursor);
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read));
  return read;
}

async function one(id: string): Promise<SeenTicket | undefined> {
  const read = await opened.reader.readTickets([id]);
  return read.outcome === 'read' ? read.tickets[0] : undefined;
}

describe('what changed', () => {
  it('is told from the first call on, oldest first, by GLPI’s own clock', async () => {
    fake.add({ date_mod: at });
    const { cursor, tickets } = await since(null);
    expect(tickets).toEqual([]);
    fake.add({ name: 'younger', date_mod: at + 2_000 });
    fake.add({ name: 'older', date_mod: at + 1_000 });
    const read = await since(cursor);
    expect(read.tickets.map(({ title }) => title).filter((title) => title !== '')).toEqual(['older', 'younger']);
    expect(read.more).toBe(false);
  });

  it('comes in pages, none of it left out', async () => {
    const { cursor } = await since(null);
    for (let n = 0; n < 230; n += 1) fake.add({ date_mod: at + n * 1_000 });
    const told = new Set<string>();
    let from = cursor;
    for (let more = true; more;) {
      const read = await since(from);
      for (const { ticket } of read.tickets) told.add(ticket);
      ({ cursor: from, more } = read);
    }
    expect(told.size).toBe(230);
  });

  it('of a person’s own ticket asks for nothing more than the list', async () => {
    const { cursor } = await since(null);
    const team = [{ type: 'User' as const, id: 7, role: 1, name: 'anna.petit' }];
    fake.add({ name: 'No mail', type: 2, team, date_mod: at });
    const before = fake.seen.length;
    const { tickets } = await since(cursor);
    expect(tickets).toMatchObject([{ key: null, kind: 'request', requester: '7', standing: 'new', comments: [] }]);
    expect(fake.seen).toHaveLength(before + 1);
  });
});

describe('a ticket', () => {
  it('brings people’s comments, and who has it', async () => {
    await opened.sink.create(opening('alpha'));
    const ticket = fake.tickets.get(1)!;
    ticket.team.push({ type: 'User', id: 7, role: 2, name: 'anna.petit' });
    ticket.notes.push({ id: 1, content: '<p>Je regarde</p>', is_private: false, at, by: 'anna.petit' });
    expect(await one('1')).toMatchObject({
      ...{ key: keyNamed('alpha'), kind: 'incident', assignee: 'anna.petit', team: null, priority: 2 },
      comments: [
        { own: false, author: 'anna.petit', text: 'Je regarde', public: true, at },
        { own: true, public: false },
      ],
    });
  });

  it('whose team the own account joined by solving it is nobody’s', async () => {
    await opened.sink.create(opening('alpha'));
    fake.tickets.get(1)!.team.push({ type: 'User', id: 8, role: 2, name: 'noc-integration' });
    expect(await one('1')).toMatchObject({ assignee: null });
  });

  it('opened by API v1 is known by the mark in its title', async () => {
    fake.add({ name: '[VGK7Q2M4XB3DA] P2 – alpha' });
    expect(await one('1')).toMatchObject({ key: 'VGK7Q2M4XB3DA' });
  });

  it.each([
    [4, 'pending'],
    [5, 'resolved'],
    [6, 'closed'],
  ])('of status %i is %s', async (status, standing) => {
    fake.add({ status });
    expect(await one('1')).toMatchObject({ standing });
  });

  it('that is purged, in the bin, or none is deleted', async () => {
    fake.add({ is_deleted: true });
    expect(await one('1')).toMatchObject({ standing: 'deleted' });
    expect(await one('99')).toMatchObject({ standing: 'deleted' });
    expect(await one('../1')).toMatchObject({ standing: 'deleted' });
  });
});

it.each([
  ['a page', { kind: 'status', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html></html>' }],
  ['another shape', { kind: 'status', status: 200, body: { items: [] } }],
  ['40 MB', { kind: 'flood', bytes: 40_000_000 }],
  ['an address that is none', { kind: 'status', status: 404 }],
  ['a right that is missing', { kind: 'status', status: 403, body: { status: 'ERROR_RIGHT_MISSING', title: 'no' } }],
] as const)('%s is never an empty list', async (_name, does) => {
  fake.fail({ on: /^GET Assistance/, does });
  expect(await opened.reader.readSince(null)).toMatchObject({ outcome: 'unknown' });
});

describe('doctor', () => {
  const says = async (): Promise<string> =>
    (await opened.probe.probe()).map(({ level, what }) => `${level}: ${what}`).join('\n');

  it('says what was found, and that it is unproven', async () => {
    await opened.reconfigure({ groups: { network: 2, web: 77 } });
    const told = await says();
    expect(told).toMatch(/warning: .*never run/);
    expect(told).toMatch(/API v2\.2/);
    expect(told).toMatch(/fine: group of team network/);
    expect(told).toMatch(/warning: group of team web/);
  });

  it('says what a person must repair', async () => {
    await opened.reconfigure({ password: 'wrong' });
    expect(await says()).toMatch(/^fault: .*invalid_grant/);
    await opened.reconfigure({ url: `${fake.url}v2.9` });
    expect(await says()).toMatch(/^fault: .*version in url/);
  });
});
