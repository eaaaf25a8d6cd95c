// Replays every recorded exchange that the Znuny sink depends on against the fake: same status, same error, same shape.
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeZnuny, znunyUser } from '../fakes/znuny/znuny-server.ts';
import { bodyOf, misfits, recordedExchanges } from './recorded-exchange.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

const exchanges = recordedExchanges('znuny');

interface Answer {
  readonly TicketID?: string | readonly string[];
  readonly TicketNumber?: string;
  readonly Error?: { readonly ErrorCode: string; readonly ErrorMessage: string };
  readonly faultstring?: string;
  readonly Ticket?: readonly Readonly<Record<string, unknown>>[];
}

let znuny: FakeZnuny;

const seedOf = { queue: 'No Follow Up', priority: '3 normal', customer: 'opsmonitor' };

beforeAll(async () => {
  znuny = await FakeZnuny.start();
  znuny.store.clock = () => Date.UTC(2026, 10, 23, 19, 10, 50);
  znuny.store.typesOn = true;
  znuny.store.dynamicFields.delete('VigieKey');
  znuny.openSession('open-session');
});
afterAll(() => znuny.stop());

const secrets: Readonly<Record<string, string>> = {
  '<API_PASSWORD>': znunyUser.password,
  '<NORIGHT_PASSWORD>': znunyUser.password,
  '<SESSION_ID>': 'open-session',
  '<CREDENTIALS>': Buffer.from(`opsapi:${znunyUser.password}`).toString('base64'),
};
const withSecrets = (text: string): string => text.replace(/<[A-Z_]+>/g, (name) => secrets[name] ?? name);

async function replay({ request: asked }: RecordedExchange): Promise<{ status: number; body: unknown }> {
  const { body, method, path } = asked;
  const headers = Object.fromEntries(Object.entries(asked.headers).map(([name, value]) => [name, withSecrets(value)]));
  const sent =
    body === null || body === undefined ? null : withSecrets(typeof body === 'string' ? body : JSON.stringify(body));
  const reply = await request(`${znuny.origin}${withSecrets(path)}`, { method: method as 'GET', headers, body: sent });
  return { status: reply.statusCode, body: bodyOf(await reply.body.text()) };
}

/** Steps whose state the script changed in ways that no recorded step shows, or at another time. */
const prepared: Readonly<Record<string, () => void>> = {
  '15q': () => znuny.store.change(znuny.store.tickets.get(15)!, { state: 'closed unsuccessful' }),
  '25c': () => {
    znuny.store.setNext(16, '2026112310000155');
    znuny.store.addTicket({ ...seedOf, title: 'no follow up', state: 'closed successful' });
  },
  '27d': () => {
    znuny.store.setNext(19);
    znuny.store.addTicket({
      ...seedOf,
      queue: 'Network Ops',
      title: 'big 40MB',
      state: 'new',
      service: 'Payments',
      owner: 'root@localhost',
    });
  },
};

/** Searches of a key, whose answer is the same list whatever else is there. */
const exact = ['15e', '15i', '15l', '15m', '15n', '15p', '15q', '31d', '31e'];
const telling = ['State', 'StateType', 'Priority', 'Queue', 'Lock', 'Owner', 'Title'];

/** Those of one second come in any order. */
function sorted(answer: Answer): Answer {
  const { TicketID: ids } = answer;
  return typeof ids === 'object' ? { ...answer, TicketID: [...ids].sort() } : answer;
}

function toldOf(body: unknown): unknown {
  return (body as Answer).Ticket?.map((ticket) => telling.map((member) => ticket[member]));
}

describe('the fake Znuny answers as Znuny 7.0.19 was recorded', () => {
  expect(exchanges.length).toBeGreaterThan(110);

  for (const exchange of exchanges) {
    it(`${exchange.name}: ${exchange.step}`, async () => {
      const step = exchange.name.slice(0, 3);
      prepared[step]?.();
      const recorded = exchange.response.body as Answer;
      if (exchange.request.method === 'POST' && typeof recorded.TicketID === 'string')
        znuny.store.setNext(Number(recorded.TicketID), recorded.TicketNumber ?? null);
      const told = await replay(exchange);
      expect(told.status).toBe(exchange.response.status);
      if (typeof recorded !== 'object') return expect(told.body).toBe(recorded);
      const answer = told.body as Answer;
      expect(answer.Error).toEqual(recorded.Error);
      expect(answer.faultstring).toEqual(recorded.faultstring);
      if (exact.includes(step)) return expect(sorted(answer)).toEqual(sorted(recorded));
      expect(misfits(recorded, answer)).toEqual([]);
      // Read when the lab was over.
      if (step === '13x') return;
      expect(toldOf(answer)).toEqual(toldOf(recorded));
      expect(answer.Ticket?.map(({ Article }) => (Article as unknown[] | undefined)?.length)).toEqual(
        recorded.Ticket?.map(({ Article }) => (Article as unknown[] | undefined)?.length),
      );
    });
  }
});
