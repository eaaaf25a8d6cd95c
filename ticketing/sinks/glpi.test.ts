import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import type { Fault } from '../../tests/fakes/fake-system.ts';
import type { FakeGlpi } from '../../tests/fakes/glpi/glpi-server.ts';
import { priorityCells } from '../../tests/fakes/priority-cells.ts';
import { openFake } from '../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../tests/fakes/open-fake.ts';
import type { SinkOutcome, TicketSink } from '../sink.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { glpiLevels } from './glpi/glpi-text.ts';
import { escapeHtml } from '../text/html-text.ts';
import { titleMarker } from './text/marks.ts';

let bench: OpenFake<FakeGlpi>;
let glpi: FakeGlpi;
let sink: TicketSink;

async function configured(more: object = {}): Promise<void> {
  ({ sink } = await bench.reconfigure(more));
}

beforeEach(async () => {
  bench = await openFake('glpi', { timeoutMs: 500 });
  ({ fake: glpi, sink } = bench);
});
afterEach(() => bench.stop());

describe('creating', () => {
  it('sends escaped HTML, the marker first in the title, the whole key in the body, always the entity', async () => {
    expect(await sink.create(opening())).toEqual({
      outcome: 'done',
      ticket: { ticket: '1', url: glpi.url.replace('apirest.php', 'front/ticket.form.php?id=1') },
    });
    const ticket = glpi.store.tickets.get(1)!;
    expect(ticket.name).toBe(`[${keyNamed('alpha').slice(0, 13)}] P2 – alpha <b>&"'`);
    expect(ticket.content).toBe(
      `<p>open 1: users of alpha &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Vigie ${keyNamed('alpha')}</p>`,
    );
    expect(ticket).toMatchObject({ entities_id: 1, type: 1, priority: 4 });
    expect(glpi.store.followups).toMatchObject([
      { is_private: 1, content: `<p>details 1 &amp; more</p><p>[${keyNamed('alpha').slice(0, 13)}.1t]</p>` },
    ]);
  });

  it('shows technicians what users should not read, and a major as priority 6', async () => {
    await sink.create(opening('alpha', { major: true }));
    expect(glpi.store.tickets.get(1)!.priority).toBe(6);
    expect(glpi.store.tickets.get(1)!.content).not.toContain('details');
  });

  it('sends only what the dictionaries know; what it may not look up it takes at its word', async () => {
    await configured({ groups: { good: 2, closed: 3, none: 99 }, categories: { network: 1 } });
    await sink.create(opening('a', { team: 'good' }));
    await sink.create(opening('b', { team: 'closed' }));
    await sink.create(opening('c', { team: 'none' }));
    await sink.create(opening('d', { team: '__proto__', category: 'constructor' }));
    expect(glpi.store.groupLinks).toMatchObject([{ tickets_id: 1, groups_id: 2 }]);
    expect([...glpi.store.tickets.values()].map((ticket) => ticket.itilcategories_id)).toEqual([1, 1, 1, 0]);
    expect(glpi.countOf('GET', /^Group\/2$/)).toBe(1);
  });

  it('does not create in an entity that does not exist, and does not give up either', async () => {
    await configured({ entity: 77 });
    expect(await sink.create(opening())).toMatchObject({ outcome: 'failed', code: 'glpi-entity-unknown' });
    expect(glpi.store.tickets.size).toBe(0);
  });
});

describe('answers that do not come, or say little', () => {
  const cases: readonly [string, Fault['does'], Partial<SinkOutcome>][] = [
    [
      '201 in another shape',
      { kind: 'status', status: 201, body: { id: 'one' } },
      { outcome: 'in-doubt', code: 'glpi-misread' },
    ],
    [
      '429 until a date that is no number',
      { kind: 'status', status: 429, headers: { 'Retry-After': 'Mon, 23 Nov 2026 19:16:08 GMT' } },
      { outcome: 'failed', code: 'glpi-busy' },
    ],
    [
      'a refusal',
      { kind: 'status', status: 400, body: ['ERROR_GLPI_ADD', 'no'] },
      { outcome: 'failed', code: 'glpi-create-refused', systemic: false },
    ],
  ];
  it.each(cases)('%s', async (_name, does, expected) => {
    glpi.fail({ on: /^POST Ticket$/, does });
    expect(await sink.create(opening())).toMatchObject(expected);
    expect(glpi.store.tickets.size).toBe(0);
  });

  it('a comment that fails after the create leaves the ticket known, and is completed', async () => {
    glpi.fail({ on: /^POST ITILFollowup$/, times: 1, does: { kind: 'status', status: 429 } });
    const half = await sink.create(opening());
    expect(half).toMatchObject({ outcome: 'failed', ticket: { ticket: '1' } });
    expect(await sink.create({ ...opening(), ticket: '1', again: true })).toMatchObject({ outcome: 'done' });
    expect([glpi.store.tickets.size, glpi.store.followups.length]).toEqual([1, 1]);
  });

  it('an endless answer is cut off', async () => {
    const endless = (function* () {
      for (;;) yield 'x'.repeat(65_536);
    })();
    const flood = createServer(
      (_request, response) =>
        void Readable.from(endless)
          .on('error', () => undefined)
          .pipe(response),
    );
    await new Promise<void>((resolve) => flood.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((flood.address() as AddressInfo).port)}/apirest.php`;
    const flooded = await bench.openAs({ url });
    expect(await flooded.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'glpi-silent' });
    flood.closeAllConnections();
    flood.close();
  });
});

describe('problem records', () => {
  it('are no tickets, and go as escaped text', async () => {
    const { problems } = await bench.openAs({ problems: true });
    const done = await problems?.sink.create(opening());
    expect(done).toHaveProperty('ticket.url', glpi.url.replace('apirest.php', 'front/problem.form.php?id=1'));
    const [problem] = [...glpi.store.problems.values()];
    expect(problem?.name).toMatch(/^\[[A-Z2-7]{13}\] /u);
    expect(problem?.content).not.toContain('<script>');
    expect(glpi.store.tickets.size).toBe(0);
  });

  it.each([
    [{ active_profile: { name: 'NOC', problem: '3' } }, 'fault', /NOC lacks on problems: CREATE, READALL$/],
    [{ active_profile: { name: 'NOC' } }, 'warning', /does not tell/],
    [['?'], 'warning', /does not tell/],
  ])('lack a right, or GLPI does not say: %j', async (body, level, what) => {
    const { problems } = await bench.openAs({ problems: true });
    glpi.fail({ on: /getActiveProfile/, does: { kind: 'status', status: 200, body } });
    expect(await problems?.probe?.probe()).toMatchObject([{ level, what: expect.stringMatching(what) as string }]);
  });

  it('are not tied to a ticket that GLPI does not know', async () => {
    const { problems } = await bench.openAs({ problems: true });
    await problems?.sink.create(opening());
    const tie = call(operation('alpha', 'link', 2), '1', { into: '99' });
    expect(await problems?.sink.link?.(tie)).toMatchObject({ outcome: 'refused' });
  });
});

describe('sessions', () => {
  it('logs in once for many calls at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => sink.find(keyNamed(String(n)))));
    expect(glpi.countOf('GET', /^initSession$/)).toBe(1);
  });

  it('logs in again where the session is over, and does it then', async () => {
    await sink.create(opening());
    glpi.expireSessions();
    expect(await sink.update(call(operation('alpha', 'update', 2), '1'))).toMatchObject({ outcome: 'done' });
    expect(glpi.countOf('GET', /^initSession$/)).toBe(2);
  });

  it('does not loop on a session that is over at once', async () => {
    glpi.fail({ on: /^GET search/, does: { kind: 'status', status: 401, body: ['ERROR_SESSION_TOKEN_INVALID', 'x'] } });
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'glpi-session-over' });
    expect(glpi.countOf('GET', /^search/)).toBe(2);
  });
});

describe('what people did meanwhile', () => {
  beforeEach(async () => {
    await sink.create(opening());
  });

  it('closed: told by comment, no field forced; not solved twice', async () => {
    glpi.store.tickets.get(1)!.status = 6;
    expect(await sink.escalate(call(operation('alpha', 'escalate', 2), '1'))).toMatchObject({ outcome: 'done' });
    expect(await sink.resolve(call(operation('alpha', 'resolve', 3), '1'))).toMatchObject({ outcome: 'done' });
    expect(glpi.store.tickets.get(1)!.status).toBe(6);
    expect(glpi.store.solutions).toEqual([]);
  });

  it('closed, and the problem is back: opened again', async () => {
    glpi.store.tickets.get(1)!.status = 6;
    expect(await sink.reopen(call(operation('alpha', 'reopen', 2), '1'))).toMatchObject({ outcome: 'done' });
    expect(glpi.store.tickets.get(1)!.status).toBe(2);
  });

  it('purged', async () => {
    glpi.store.tickets.delete(1);
    expect(await sink.reopen(call(operation('alpha', 'reopen', 2), '1'))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
  });

  it('copied the title with the marker in lower case: not ours', async () => {
    glpi.store.setNext('Ticket', 5);
    glpi.store.addTicket({ name: titleMarker(keyNamed('alpha')).toLowerCase(), content: '' });
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: '1' }] });
  });

  it('duplicated the ticket: the oldest first', async () => {
    glpi.store.setNext('Ticket', 5);
    glpi.store.addTicket({ name: glpi.store.tickets.get(1)!.name, content: '' });
    const found = await sink.find(keyNamed('alpha'));
    expect(found.outcome === 'found' && found.tickets.map(({ ticket }) => ticket)).toEqual(['1', '5']);
  });
});

describe('levels', () => {
  it.each(priorityCells)('%s as P%d', (_cell, priority, fields) => {
    const { urgency: u, impact: i } = glpiLevels(fields);
    expect(glpi.store.addTicket({ urgency: u, impact: i }).priority).toBe(6 - priority);
  });
});

it('escapes once, every sign, and drops control characters', () => {
  expect(escapeHtml(`a<b>&"'\u0000\u001b[31m`)).toBe('a&lt;b&gt;&amp;&quot;&#039;  [31m');
});

describe('configuration', () => {
  const good = { type: 'glpi', url: 'https://glpi.example.test/apirest.php/', appToken: 'a', userToken: 'b' };

  it('takes an address with or without its last slash', () => {
    expect(GlpiConfig.parse(good)).toMatchObject({
      url: 'https://glpi.example.test/apirest.php',
      entity: 0,
      concurrency: 4,
    });
  });

  it.each([
    ['another scheme', { url: 'file:///apirest.php' }],
    ['not the API', { url: 'https://glpi.example.test/' }],
    ['a line end in a token', { userToken: 'a\r\nX: y' }],
    ['an empty token', { appToken: '' }],
    ['an unknown member', { passwort: 'x' }],
    ['an entity below zero', { entity: -1 }],
  ])('refuses %s', (_name, wrong) => {
    expect(GlpiConfig.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});
