// Replays every recorded exchange that the GLPI sink depends on against the fake: same status, same shape.
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { bodyOf, misfits, recordedExchanges, sentBody } from './recorded-exchange.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

const exchanges = recordedExchanges('glpi');

/** What the recording script had created between its recorded steps. */
const seeded: Readonly<Record<number, string>> = {
  33: '[NOC#noc-inc-0042] marker in the title',
  34: 'mark_1 end',
  35: 'markX1 other',
  36: '100% up',
  37: '100x up',
  38: 'life cycle A',
  39: 'child B',
  40: 'child C',
  42: 'solve A',
  43: 'solve B by status only',
  44: 'to delete',
  45: 'dup main',
  46: 'dup copy',
};

let glpi: FakeGlpi;

beforeAll(async () => {
  glpi = await FakeGlpi.start();
  glpi.openSession('TECHNICIAN');
  glpi.openSession('KILLED');
  for (const [id, name] of Object.entries(seeded)) {
    glpi.store.setNext('Ticket', Number(id));
    glpi.store.addTicket({ name, content: name.startsWith('[') ? 'noc-inc-0042' : '<p>c</p>', entities_id: 1 });
  }
  for (const id of [39, 42, 43, 45, 46]) glpi.store.tickets.get(id)!.status = 2;
  glpi.store.setNext('ITILSolution', 2);
});
afterAll(() => glpi.stop());

const tokens: Readonly<Record<string, string>> = {
  '<APP_TOKEN>': appToken,
  '<WRONG_APP_TOKEN>': 'wrong',
  '<USER_TOKEN>': userToken,
  '<SESSION_TOKEN>': 'TECHNICIAN',
  '<ADMIN_SESSION_TOKEN>': 'TECHNICIAN',
  '<KILLED_SESSION_TOKEN>': 'KILLED',
  '<EXPIRED_SESSION_TOKEN>': 'expired',
  '<WRONG_SESSION_TOKEN>': 'wrong',
};

const withTokens = (text: string): string => text.replace(/<[A-Z_]+>/g, (name) => tokens[name] ?? name);

async function replay(
  exchange: RecordedExchange,
): Promise<{ status: number; headers: Record<string, unknown>; body: unknown }> {
  const { step, request: asked } = exchange;
  const headers = Object.fromEntries(Object.entries(asked.headers).map(([name, value]) => [name, withTokens(value)]));
  // Recorded with a wrong token under the name of the right one.
  if (step.includes('wrong-app-token')) headers['App-Token'] = 'wrong';
  const body = sentBody(exchange);
  const url = `${glpi.url}/${withTokens(asked.path.replace('/apirest.php/', ''))}`;
  const reply = await request(url, { method: asked.method as 'GET', headers, body });
  return { status: reply.statusCode, headers: reply.headers, body: bodyOf(await reply.body.text()) };
}

/** Steps whose state the script changed in ways that no recorded step shows; each says which. */
const prepared: Readonly<Record<string, () => void>> = {
  '213': () => {
    const rows = [...glpi.store.tickets.values()];
    for (const [at, ticket] of rows.entries()) ticket.date_mod = `2026-11-23 19:16:${at < 3 ? '12' : '09'}`;
  },
  '312': () => (glpi.store.mayChangePriority = false),
  '314': () => (glpi.store.mayChangePriority = true),
  '442': () => (glpi.store.tickets.get(44)!.is_deleted = 1),
  '451': () => glpi.store.tickets.delete(44),
  '435': () => (glpi.store.tickets.get(43)!.status = 6),
  '438': () => glpi.store.addSolution({ items_id: 45, content: 'main fixed' }),
  '307': () => glpi.store.addFollowup({ items_id: 38, content: 'legacy type' }),
  '335': () => glpi.store.addLink({ tickets_id_1: 40, tickets_id_2: 38, link: 3 }),
};

const headersThatMatter = ['content-range', 'accept-range', 'connection'];

describe('the fake GLPI answers as GLPI 10.0.19 was recorded', () => {
  expect(exchanges.length).toBeGreaterThan(100);

  for (const exchange of exchanges) {
    it(exchange.step, async () => {
      prepared[exchange.step.slice(0, 3)]?.();
      const { response } = exchange;
      const id = (response.body as { id?: unknown } | null)?.id;
      const type = exchange.request.path.split('/').at(-1)?.split('?')[0] ?? '';
      if (exchange.request.method === 'POST' && response.status === 201 && typeof id === 'number')
        glpi.store.setNext(type, id);
      const told = await replay(exchange);
      expect(told.status).toBe(response.status);
      expect(misfits(response.body, told.body)).toEqual([]);
      if (response.status >= 400) expect((told.body as unknown[])[0]).toBe((response.body as unknown[])[0]);
      const recorded = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      for (const name of headersThatMatter) if (name in recorded) expect(told.headers[name]).toBe(recorded[name]);
    });
  }
});
