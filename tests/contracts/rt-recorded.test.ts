// Replays every recorded exchange that the RT sink depends on against the fake: same status, same shape.
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeRt, rtToken } from '../fakes/rt/rt-server.ts';
import { bodyOf, misfits, recordedExchanges, sentBody } from './recorded-exchange.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

let rt: FakeRt;

beforeAll(async () => {
  rt = await FakeRt.start();
});
afterAll(() => rt.stop());

/** Steps whose state the script changed in ways that no recorded step shows; each says which. */
const prepared: Readonly<Record<string, () => void>> = {
  '21-': () => {
    for (const [id, subject] of [
      [23, 'Parent'],
      [24, 'Problem record'],
    ] as const) {
      rt.store.setNext(id);
      rt.store.addTicket({ queue: 'Network Ops', subject, creator: 'vigie' });
    }
  },
  '25f': () => void rt.store.setStatus(rt.store.tickets.get(22)!, 'deleted', 'root'),
};

/** Versions are numbers of the server's own. */
const etagFor = (name: string): string =>
  name.startsWith('26d') ? `"${String(rt.store.tickets.get(1)!.etag)}"` : '"stale"';

async function replay(
  exchange: RecordedExchange,
): Promise<{ status: number; headers: Record<string, unknown>; body: unknown }> {
  const { name, request: asked } = exchange;
  const headers = { ...asked.headers };
  if ('Authorization' in headers && !name.startsWith('02-')) headers['Authorization'] = `token ${rtToken}`;
  if ('If-Match' in headers) headers['If-Match'] = etagFor(name);
  const body = sentBody(exchange);
  const url = `${rt.url}${asked.path.replace('/REST/2.0', '')}`;
  const reply = await request(url, { method: asked.method as 'GET', headers, body });
  return { status: reply.statusCode, headers: reply.headers, body: bodyOf(await reply.body.text()) };
}

/** Perl's hashes have no order: custom fields by id. */
function ordered(body: unknown): unknown {
  if (Array.isArray(body)) {
    const rows = body.map(ordered);
    const named = rows.every((row) => typeof row === 'object' && row !== null && 'name' in row && 'id' in row);
    return named ? rows.sort((a, b) => Number((a as { id: string }).id) - Number((b as { id: string }).id)) : rows;
  }
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, ordered(value)]));
}

/** As a page of rows: which rows stand in it is as telling as its shape. */
function idsOf(body: unknown): unknown[] | null {
  const items = (body as { items?: { id?: unknown; type?: unknown }[] } | null)?.items;
  return items?.every(({ type }) => type === 'ticket') === true ? items.map(({ id }) => id) : null;
}

const exchanges = recordedExchanges('rt');

describe('the fake RT answers as RT 5.0.3 was recorded', () => {
  expect(exchanges.length).toBeGreaterThan(80);

  it.each(exchanges.map((exchange): [string, RecordedExchange] => [exchange.name, exchange]))(
    '%s',
    async (name, exchange) => {
      prepared[name.slice(0, 3)]?.();
      const { response } = exchange;
      rt.store.now = new Date(response.headers['Date'] ?? 0).toISOString().replace('.000Z', 'Z');
      const { id } = (response.body ?? {}) as { id?: unknown };
      if (exchange.request.method === 'POST' && typeof id === 'string') rt.store.setNext(Number(id));
      const told = await replay(exchange);
      expect(told.status).toBe(response.status);
      expect(misfits(ordered(response.body), ordered(told.body))).toEqual([]);
      expect(idsOf(told.body)).toEqual(idsOf(response.body));
      for (const header of ['ETag', 'Location'])
        expect(header.toLowerCase() in told.headers, header).toBe(header in response.headers);
    },
  );
});
