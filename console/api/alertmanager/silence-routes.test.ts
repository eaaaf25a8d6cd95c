import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Silence } from '../../../domain/silence.ts';
import { silenceKind } from '../../../domain/silence.ts';
import { readPostedSilence } from './posted-silence.ts';
import { toldConsole, type ToldConsole } from '../../../tests/fakes/told-console.ts';
import { start } from '../../../tests/fakes/told-facts.ts';
import { rfc3339 } from '../../../domain/zoned-time.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
});
afterEach(() => desk.app.close());

const hour = 3_600_000;
const wish = {
  matchers: [{ name: 'alertname', value: 'Disk.*', isRegex: true }],
  startsAt: rfc3339(start - hour),
  endsAt: rfc3339(start + hour),
  createdBy: 'ops1',
  comment: 'rack maintenance CHG-1',
};

async function post(payload: unknown): Promise<{ status: number; body: never }> {
  const response = await desk.app.inject({ method: 'POST', url: '/api/v2/silences', payload: payload as object });
  return { status: response.statusCode, body: response.json<never>() };
}

async function made(payload: unknown = wish): Promise<string> {
  const { body } = await post(payload);
  await desk.told.project();
  return (body as { silenceID: string }).silenceID;
}

describe('silences', () => {
  it('are made, listed in the shape that a real Alertmanager answered, and ended', async () => {
    const id = await made();
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { body } = await desk.get('/api/v2/silences');
    const path = 'tests/fixtures/captures/alertmanager/api-05-api-v-silences.json';
    const [recorded] = (JSON.parse(readFileSync(path, 'utf8')) as { response: { body: object[] } }).response.body;
    expect(Object.keys((body as object[])[0]!).sort()).toEqual(Object.keys(recorded!).sort());
    expect(body).toMatchObject([
      { id, status: { state: 'active' }, startsAt: rfc3339(start), matchers: [{ ...wish.matchers[0], isEqual: true }] },
    ]);
    expect((await desk.app.inject({ method: 'DELETE', url: `/api/v2/silence/${id}` })).statusCode).toBe(200);
    await desk.told.project();
    expect((await desk.get(`/api/v2/silence/${id}`)).body).toMatchObject({ status: { state: 'expired' } });
  });

  it('enter by the front door as records of the tenant', async () => {
    await made();
    const records = await desk.told.log.read('alerts', 0, 0, 10);
    expect(records.map(({ kind, key, tenant }) => ({ kind, key, tenant }))).toEqual([
      { kind: silenceKind, key: 't', tenant: 't' },
    ]);
    expect((records[0]!.body as Silence).createdBy).toBe('ops1');
  });

  it('bear the login of whoever made them', () => {
    expect(readPostedSilence({ body: wish, loginName: 'bob' }, start).createdBy).toBe('ops1 (bob)');
    expect(readPostedSilence({ body: wish }, start).createdBy).toBe('ops1');
  });

  it('are changed under their id, and filtered as amtool asks', async () => {
    const id = await made();
    expect(await made({ ...wish, id, comment: 'longer' })).toBe(id);
    const listed = async (filter: string): Promise<unknown> =>
      (await desk.get(`/api/v2/silences?filter=${encodeURIComponent(filter)}`)).body;
    expect(await listed('alertname=~"Disk.*"')).toMatchObject([{ id, comment: 'longer' }]);
    expect(await listed('alertname="Disk.*"')).toEqual([]);
  });

  it.each([
    [{}, 'matchers'],
    [{ ...wish, matchers: [] }, 'matchers'],
    [{ ...wish, matchers: [{ name: 'a', value: '(', isRegex: true }] }, 'matchers.0.value'],
    [{ ...wish, matchers: [{ name: 'a', value: '.*', isRegex: true }] }, 'matchers'],
    [{ ...wish, matchers: [{ name: 'a', value: 'x', isRegex: 'yes' }] }, 'matchers.0.isRegex'],
    [{ ...wish, endsAt: rfc3339(start - 1) }, 'endsAt'],
    [{ ...wish, endsAt: 'tomorrow' }, 'endsAt'],
    [{ ...wish, id: '../x' }, 'id'],
  ])('refuses %j, naming the member', async (payload, at) => {
    expect(await post(payload)).toMatchObject({ status: 400, body: { error: { at } } });
    expect(await desk.told.log.end('alerts', 0)).toBe(0);
  });

  it('answers 404 for one that there is not', async () => {
    expect((await desk.get('/api/v2/silence/x')).status).toBe(404);
    expect((await desk.app.inject({ method: 'DELETE', url: '/api/v2/silence/x' })).statusCode).toBe(404);
  });
});
