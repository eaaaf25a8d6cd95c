import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketFields } from '../../domain/ticket.ts';
import { keyNamed, operation } from '../../tests/contracts/ticket-sink.ts';
import { appToken, FakeGlpi, userToken } from '../../tests/fakes/glpi/glpi-server.ts';
import type { Fault } from '../../tests/fakes/fake-system.ts';
import type { SinkCall, SinkOutcome } from '../sink.ts';
import { GlpiConfig } from './glpi/glpi-config.ts';
import { glpiLevels } from './glpi/glpi-text.ts';
import { escapeHtml } from '../text/html-text.ts';
import { titleMarker } from './text/marks.ts';
import { Glpi } from './glpi.ts';

let glpi: FakeGlpi;
let sink: Glpi;
const clock = { now: () => 1_000 };

const configured = (more: object = {}): GlpiConfig =>
  GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1, timeoutMs: 500, ...more });
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

beforeEach(async () => {
  glpi = await FakeGlpi.start();
  sink = new Glpi(configured(), clock);
});
afterEach(async () => {
  await sink.stop();
  await glpi.stop();
});

describe('creating', () => {
  it('sends escaped HTML, the marker first in the title, the whole key in the body, always the entity', async () => {
    expect(await sink.create(open())).toEqual({
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
    await sink.create(open('alpha', { major: true }));
    expect(glpi.store.tickets.get(1)!.priority).toBe(6);
    expect(glpi.store.tickets.get(1)!.content).not.toContain('details');
  });

  it('sends only what the dictionaries know; what it may not look up it takes at its word', async () => {
    await sink.stop();
    sink = new Glpi(configured({ groups: { good: 2, closed: 3, none: 99 }, categories: { network: 1 } }), clock);
    await sink.create(open('a', { team: 'good' }));
    await sink.create(open('b', { team: 'closed' }));
    await sink.create(open('c', { team: 'none' }));
    await sink.create(open('d', { team: '__proto__', category: 'constructor' }));
    expect(glpi.store.groupLinks).toMatchObject([{ tickets_id: 1, groups_id: 2 }]);
    expect([...glpi.store.tickets.values()].map((ticket) => ticket.itilcategories_id)).toEqual([1, 1, 1, 0]);
    expect(glpi.countOf('GET', /^Group\/2$/)).toBe(1);
  });

  it('does not create in an entity that does not exist, and does not give up either', async () => {
    await sink.stop();
    sink = new Glpi(configured({ entity: 77 }), clock);
    expect(await sink.create(open())).toMatchObject({ outcome: 'failed', code: 'glpi-entity-unknown' });
    expect(glpi.store.tickets.size).toBe(0);
  });
});

describe('answers that do not come, or say little', () => {
  const post = /^POST Ticket$/;
  const cases: readonly [string, Fault['does'], Partial<SinkOutcome>, number][] = [
    ['the connection ends before it works', { kind: 'drop-before' }, { outcome: 'in-doubt' }, 0],
    ['the connection ends after it worked', { kind: 'drop-after' }, { outcome: 'in-doubt' }, 1],
    ['no answer in time', { kind: 'slow', ms: 2_000 }, { outcome: 'in-doubt' }, 1],
    ['500 without a word', { kind: 'status', status: 500 }, { outcome: 'in-doubt', code: 'http-500' }, 0],
    ['503', { kind: 'status', status: 503, headers: { 'Retry-After': '7' } }, { outcome: 'in-doubt' }, 0],
    ['408', { kind: 'status', status: 408 }, { outcome: 'in-doubt' }, 0],
    [
      '200 without a word, as 10.0.14 after an SQL error',
      { kind: 'status', status: 200 },
      { outcome: 'in-doubt', code: 'empty-answer' },
      0,
    ],
    [
      '201 in another shape',
      { kind: 'status', status: 201, body: { id: 'one' } },
      { outcome: 'in-doubt', code: 'glpi-misread' },
      0,
    ],
    [
      '429',
      { kind: 'status', status: 429, headers: { 'Retry-After': '7' } },
      { outcome: 'failed', retryAfterMs: 7_000, systemic: true },
      0,
    ],
    [
      '429 until a date that is no number',
      { kind: 'status', status: 429, headers: { 'Retry-After': 'Mon, 23 Nov 2026 19:16:08 GMT' } },
      { outcome: 'failed', code: 'glpi-busy' },
      0,
    ],
    [
      'a refusal',
      { kind: 'status', status: 400, body: ['ERROR_GLPI_ADD', 'no'] },
      { outcome: 'failed', code: 'glpi-create-refused', systemic: false },
      0,
    ],
    [
      'a redirect',
      { kind: 'status', status: 302, headers: { Location: 'http://169.254.169.254/' } },
      { outcome: 'failed', code: 'glpi-moved' },
      0,
    ],
  ];
  it.each(cases)('%s', async (_name, does, expected, tickets) => {
    glpi.fail({ on: post, does });
    expect(await sink.create(open())).toMatchObject(expected);
    expect(glpi.store.tickets.size).toBe(tickets);
    glpi.heal();
    expect(await sink.find(keyNamed('alpha'))).toMatchObject({
      outcome: 'found',
      tickets: tickets === 0 ? [] : [{ ticket: '1' }],
    });
  });

  it('a comment that fails after the create leaves the ticket known, and is completed', async () => {
    glpi.fail({ on: /^POST ITILFollowup$/, times: 1, does: { kind: 'status', status: 429 } });
    const half = await sink.create(open());
    expect(half).toMatchObject({ outcome: 'failed', ticket: { ticket: '1' } });
    expect(await sink.create({ ...open(), ticket: '1', again: true })).toMatchObject({ outcome: 'done' });
    expect([glpi.store.tickets.size, glpi.store.followups.length]).toEqual([1, 1]);
  });

  it('a comment whose answer is lost is not written twice', async () => {
    await sink.create(open());
    glpi.fail({ on: /^POST ITILFollowup$/, times: 1, does: { kind: 'drop-after' } });
    const update = operation('alpha', 'update', 2);
    expect(await sink.update(call(update, '1'))).toMatchObject({ outcome: 'in-doubt' });
    expect(await sink.update(call(update, '1', { again: true }))).toMatchObject({ outcome: 'done' });
    expect(glpi.store.followups.map(({ is_private }) => is_private)).toEqual([1, 0, 1]);
  });

  it('a search that fails is never "none"', async () => {
    for (const does of [
      { kind: 'drop-before' },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 200, body: { totalcount: 1 } },
      { kind: 'status', status: 200, body: '<html>' },
    ] as const) {
      glpi.heal();
      glpi.fail({ on: /search/, does });
      expect(await sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown' });
    }
  });

  it('nobody listening is a definite failure', async () => {
    await glpi.stop();
    expect(await sink.create(open())).toMatchObject({ outcome: 'failed', code: 'glpi-unreachable', systemic: true });
    glpi = await FakeGlpi.start();
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
    const flooded = new Glpi(
      configured({ url: `http://127.0.0.1:${String((flood.address() as AddressInfo).port)}/apirest.php` }),
      clock,
    );
    expect(await flooded.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'glpi-silent' });
    await flooded.stop();
    flood.closeAllConnections();
    flood.close();
  });
});

describe('sessions', () => {
  it('logs in once for many calls at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => sink.find(keyNamed(String(n)))));
    expect(glpi.countOf('GET', /^initSession$/)).toBe(1);
  });

  it('logs in again where the session is over, and does it then', async () => {
    await sink.create(open());
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
    await sink.create(open());
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
  const matrix = {
    'high/high': 1,
    'high/medium': 2,
    'high/low': 3,
    'medium/high': 2,
    'medium/medium': 3,
    'medium/low': 4,
    'low/high': 3,
    'low/medium': 4,
    'low/low': 5,
  };
  const cells = Object.entries(matrix).flatMap(([cell, own]) =>
    [1, 2, 3, 4, 5].map((priority): [string, number, number] => [cell, priority, own]),
  );

  it.each(cells)('%s as P%d', async (cell, priority) => {
    const [impact, urgency] = cell.split('/') as [TicketFields['impact'], TicketFields['urgency']];
    const fields = { ...operation('a', 'open', 1).fields, impact, urgency, priority };
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
