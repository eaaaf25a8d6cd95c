// Replays every recorded exchange that the iTop sink depends on against the fake: same status, same code, same shape.
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeItop, itopToken, itopUser } from '../fakes/itop/itop-server.ts';
import { bodyOf, misfits, recordedExchanges } from './recorded-exchange.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

const exchanges = recordedExchanges('itop');

interface Answer {
  readonly code?: number;
  readonly message?: string | null;
  readonly objects?: Readonly<Record<string, { key: string; fields: Readonly<Record<string, unknown>> }>> | null;
}

let itop: FakeItop;

/** Tickets that the recording script made between its recorded steps. */
const seeded: Readonly<Record<number, { readonly title: string; readonly status?: string; readonly ref?: number }>> = {
  15: { title: 'assign tests', ref: 21 },
  16: { title: 'assign tests 2', ref: 22 },
  17: { title: 'parent', ref: 23 },
  21: { title: 'assign tests 3', ref: 29 },
  84: { title: 'cascade parent', status: 'assigned', ref: 96 },
  85: { title: 'cascade child', ref: 97 },
  87: { title: 'note parent', ref: 99 },
  88: { title: 'note child', ref: 100 },
};

const resolve = (_name: string, key: unknown): string => String(key);

beforeAll(async () => {
  itop = await FakeItop.start();
  for (const [id, { title, status, ref }] of Object.entries(seeded)) {
    itop.store.setNext(Number(id), ref);
    const fields = {
      org_id: 2,
      title,
      description: '<p>d</p>',
      impact: '2',
      urgency: '3',
      status: status ?? 'new',
      ...(status === undefined ? {} : { team_id: 5, agent_id: 3 }),
    };
    itop.store.create('Incident', fields, resolve);
  }
  itop.store.tickets.get(85)!.fields['parent_incident_id'] = '84';
  itop.store.tickets.get(88)!.fields['parent_incident_id'] = '87';
});
afterAll(() => itop.stop());

const secrets: Readonly<Record<string, string>> = {
  '<API_PASSWORD>': itopUser.password,
  '<ADMIN_PASSWORD>': itopUser.password,
  '<RO_PASSWORD>': itopUser.password,
  '<ORG_PASSWORD>': itopUser.password,
  '<APP_TOKEN>': itopToken,
};
const withSecrets = (text: string): string => text.replace(/<[A-Z_]+>/g, (name) => secrets[name] ?? name);

function headersOf({ name, request: asked }: RecordedExchange): Record<string, string> {
  const password = name.startsWith('02') ? 'wrong' : itopUser.password;
  const basic = Buffer.from(`opsapi:${password}`).toString('base64');
  return Object.fromEntries(
    Object.entries(asked.headers).map(([header, value]) => [
      header,
      withSecrets(value).replace('<CREDENTIALS>', basic),
    ]),
  );
}

/** Form fields, `json_data` as JSON; one was recorded as a JSON body, which iTop does not read. */
function bodyFor({ request: asked }: RecordedExchange): string | null {
  const { body, headers } = asked;
  if (body === null || body === undefined) return null;
  if (typeof body !== 'object' || headers['Content-Type'] === 'application/json')
    return typeof body === 'string' ? body : JSON.stringify(body);
  const form = Object.entries(body as Record<string, unknown>).map(([field, value]): [string, string] => [
    field,
    typeof value === 'string' ? withSecrets(value) : JSON.stringify(value),
  ]);
  return new URLSearchParams(form).toString();
}

async function replay(exchange: RecordedExchange): Promise<{ status: number; body: unknown }> {
  const url = `${itop.url}${withSecrets(exchange.request.path)}`;
  const method = exchange.request.method as 'GET';
  const reply = await request(url, { method, headers: headersOf(exchange), body: bodyFor(exchange) });
  return { status: reply.statusCode, body: bodyOf(await reply.body.text()) };
}

/** Steps whose state the script changed in ways that no recorded step shows. */
const prepared: Readonly<Record<string, () => void>> = {
  '05d': () => itop.store.added.add('external_ref'),
  '13f': () => itop.store.added.clear(),
  '21d': () => (itop.managesProblems = false),
  '21e': () => (itop.managesProblems = true),
  '22b': () => Object.assign(itop.store.tickets.get(2)!.fields, { status: 'assigned', team_id: '5', agent_id: '3' }),
  '24-': () => (itop.store.tickets.get(2)!.fields['status'] = 'resolved'),
  '22j': () => itop.store.update(itop.store.tickets.get(87)!, { public_log: 'note on parent' }, resolve),
  '40-': () => (itop.store.added.add('external_ref'), itop.store.unique.add('external_ref')),
  '80-': () => (itop.maintenance = true),
  '80b': () => ((itop.maintenance = false), (itop.readOnly = true)),
};
const telling = [
  'status',
  'priority',
  'impact',
  'urgency',
  'team_id',
  'agent_id',
  'operational_status',
  'title',
  'solution',
];

/** What a replay has to answer alike in value, not in shape only. */
function toldOf(body: unknown): unknown {
  const objects = Object.values((body as Answer).objects ?? {});
  return objects.map(({ fields }) => telling.map((field) => fields[field]));
}

/** Without how many there were, and without the long lists at the end. */
function wordsOf({ message }: Answer): string {
  return (message ?? '').replace(/\(\d+\)/g, '(n)').slice(0, 60);
}

function sizesOf(body: unknown): unknown {
  return Object.values((body as Answer).objects ?? {}).map(({ fields }) =>
    ['public_log', 'private_log'].map((log) => (fields[log] as { entries: unknown[] } | undefined)?.entries.length),
  );
}

/** Of searches over all tickets that the lab held, which the replay does not. */
const overAll = ['15f', '31-', '31b', '31c', '31g'];

describe('the fake iTop answers as iTop 3.2.0 was recorded', () => {
  expect(exchanges.length).toBeGreaterThan(110);

  for (const exchange of exchanges) {
    it(`${exchange.name}: ${exchange.step}`, async () => {
      const step = exchange.name.slice(0, 3);
      prepared[step]?.();
      const recorded = exchange.response.body as Answer;
      const [first] = Object.values(recorded.objects ?? {});
      const ref = /(\d+)$/.exec(JSON.stringify(first?.fields['ref'] ?? '').slice(1, -1))?.[1];
      if (JSON.stringify(exchange.request.body ?? '').includes('core/create') && first !== undefined)
        itop.store.setNext(Number(first.key), Number(ref ?? first.key));
      const told = await replay(exchange);
      expect(told.status).toBe(exchange.response.status);
      if (typeof recorded !== 'object') return expect(told.body).toBe(recorded);
      const answer = told.body as Answer;
      expect(answer.code).toBe(recorded.code);
      if (recorded.code !== 0) expect(wordsOf(answer)).toBe(wordsOf(recorded));
      if (overAll.includes(step)) {
        const [one] = Object.values(answer.objects ?? {});
        return expect(misfits(first, one)).toEqual([]);
      }
      expect(misfits(recorded, answer)).toEqual([]);
      expect(toldOf(answer)).toEqual(toldOf(recorded));
      expect(sizesOf(answer)).toEqual(sizesOf(recorded));
    });
  }
});
