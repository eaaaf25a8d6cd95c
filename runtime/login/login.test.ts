import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { LoginGuard } from './login-guard.ts';
import { hashPassword, isPassword } from './password-hash.ts';

const quick = 16;
const apps: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function guarded(): Promise<FastifyInstance> {
  const app = fastify();
  apps.push(app);
  new LoginGuard(new Map([['alice', await hashPassword('pâss:word', quick)]])).guard(app);
  await app.register(async (inner) => {
    for (const path of ['/', '/api/v1/incidents', '/metrics', '/healthz', '/readyz']) inner.get(path, async () => 'in');
    inner.get('/who', async (request) => String(request.loginName));
    for (const path of ['/ingest/zabbix', '/api/v2/alerts', '/api/v1/incidents/1/resolve'])
      inner.post(path, async () => 'in');
  });
  return app;
}

const basic = (name: string, password: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});

test('who was let in is known to what comes behind', async () => {
  const app = await guarded();
  const ask = async (): Promise<string> =>
    (await app.inject({ url: '/who', headers: basic('alice', 'pâss:word') })).body;
  expect([await ask(), await ask()]).toEqual(['alice', 'alice']);
});

test('a hash takes its password, in any composition of its letters, and no other', async () => {
  const hash = await hashPassword('pâss', quick);
  expect(hash).toMatch(/^scrypt:16:[\w-]+:[\w-]+$/);
  expect(await isPassword('pâss', hash)).toBe(true);
  expect(await isPassword('pa\u0302ss', hash)).toBe(true);
  expect(await isPassword('pass', hash)).toBe(false);
});

test.each(['', 'scrypt:16:a:', 'scrypt:0:YQ:YQ', 'scrypt:15:YQ:YQ', 'scrypt:1073741824:YQ:YQ', 'bcrypt:16:YQ:YQ'])(
  '%j is no hash that anything fits',
  async (hash) => {
    expect(await isPassword('a', hash)).toBe(false);
  },
);

describe('the guard', () => {
  test.each(['/', '/api/v1/incidents', '/metrics', '/nowhere'])('asks for a login at %s', async (url) => {
    const app = await guarded();
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
    expect(answer.json()).toMatchObject({ error: { code: 'login-needed' } });
  });

  test.each(['/healthz', '/readyz'])('%s is open', async (url) => {
    expect((await (await guarded()).inject(url)).statusCode).toBe(200);
  });

  test.each([
    ['/ingest/zabbix', 200],
    ['/api/v2/alerts', 200],
    ['/api/v1/incidents/1/resolve', 401],
    ['/ingest', 401],
  ])('POST %s → %d without login', async (url, status) => {
    expect((await (await guarded()).inject({ method: 'POST', url })).statusCode).toBe(status);
  });

  test('lets in who knows the password, again and again', async () => {
    const app = await guarded();
    for (let time = 0; time < 3; time += 1) {
      expect((await app.inject({ url: '/', headers: basic('alice', 'pâss:word') })).statusCode).toBe(200);
    }
  });

  test.each([
    ['wrong password', basic('alice', 'pass')],
    ['unknown name', basic('bob', 'pâss:word')],
    ['a source’s token', { authorization: 'Bearer pâss:word' }],
    ['no colon', { authorization: `Basic ${Buffer.from('alice').toString('base64')}` }],
    ['empty', { authorization: '' }],
  ])('keeps out: %s', async (_why, headers) => {
    expect((await (await guarded()).inject({ url: '/', headers })).statusCode).toBe(401);
  });

  test('does not let a flood of logins eat the memory', async () => {
    const app = await guarded();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => app.inject({ url: '/', headers: basic('alice', String(index)) })),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses).toContain(503);
    expect(statuses.every((status) => status === 401 || status === 503)).toBe(true);
  });
});
