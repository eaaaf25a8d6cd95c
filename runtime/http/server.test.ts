import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FastifyPluginAsync } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';

const echo: FastifyPluginAsync = async (server) => {
  server.get('/page', async () => ({ ok: true }));
  server.post('/act', async (request) => ({ got: request.body }));
  server.get('/broken', async () => {
    throw new Error('<b>secret</b>');
  });
};

const running: HttpServer[] = [];

async function serve(more: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
  const server = await createHttpServer({ isLoopbackOnly: true, readiness: async () => [], plugins: [echo], ...more });
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

describe('hosts', () => {
  it.each([
    ['localhost', 200],
    ['LOCALHOST:8470', 200],
    ['127.0.0.1:8470', 200],
    ['[::1]:8470', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost@evil.example', 421],
    ['0.0.0.0:8470', 421],
  ])('%s → %d without login', async (host, status) => {
    const { app } = await serve();
    const answer = await app.inject({ url: '/page', headers: { host } });
    expect(answer.statusCode).toBe(status);
    if (status === 421) expect(answer.json()).toMatchObject({ error: { code: 'host-unknown' } });
  });

  it('serves the one public page under its own public name, and nothing else there', async () => {
    const { app } = await serve({ publicPage: { url: 'https://Vigie.example.net', path: '/page' } });
    const asked = async (url: string, host: string): Promise<number> =>
      (await app.inject({ url, headers: { host } })).statusCode;
    expect(await asked('/page?t=x', 'vigie.example.net')).toBe(200);
    expect(await asked('/page', 'evil.example')).toBe(421);
    expect(await asked('/broken', 'vigie.example.net')).toBe(421);
    expect(await asked('/page/more', 'vigie.example.net')).toBe(421);
  });

  it('serves any name where a login guards', async () => {
    const { app } = await serve({ isLoopbackOnly: false });
    expect((await app.inject({ url: '/page', headers: { host: 'vigie.example.net' } })).statusCode).toBe(200);
  });
});

describe('origins of calls that change something', () => {
  const host = 'localhost:8470';
  it.each([
    ['none, from a source', {}, 200],
    ['own page', { origin: 'http://localhost:8470' }, 200],
    ['own page behind TLS', { origin: 'https://LOCALHOST:8470' }, 200],
    ['another port', { origin: 'http://localhost:3000' }, 403],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['null', { origin: 'null' }, 403],
    ['empty', { origin: '' }, 403],
    ['none, from a browser', { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' }, 403],
    ['none, fetched by a page', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s', async (_what, headers, status) => {
    const { app } = await serve();
    const answer = await app.inject({ method: 'POST', url: '/act', headers: { host, ...headers }, payload: {} });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('lets a browser read', async () => {
    const { app } = await serve();
    const headers = { host, 'user-agent': 'Mozilla/5.0', 'sec-fetch-site': 'none' };
    expect((await app.inject({ url: '/page', headers })).statusCode).toBe(200);
  });
});

describe('answers', () => {
  it.each(['/page', '/nowhere', '/broken', '/healthz'])('%s carries the security headers', async (url) => {
    const { headers } = await (await serve()).app.inject({ url });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  it.each([
    ['an unknown path', { url: '/<script>' }, 404, 'not-found'],
    ['a path that is no URL', { url: '/%zz' }, 400, 'bad-request'],
    ['a defect', { url: '/broken' }, 500, 'internal'],
    ['broken JSON', { url: '/act', payload: '{', type: 'application/json' }, 400, 'bad-request'],
    ['another type', { url: '/act', payload: '<x/>', type: 'text/xml' }, 415, 'not-json'],
    [
      'a large body',
      { url: '/act', payload: `"${'x'.repeat(2_000_000)}"`, type: 'application/json' },
      413,
      'body-too-large',
    ],
  ])('%s is told as JSON that repeats nothing of it', async (_what, call, status, code) => {
    const { url, payload, type } = { payload: undefined, type: undefined, ...call };
    const asked =
      payload === undefined
        ? { url }
        : { url, method: 'POST' as const, payload, headers: { 'content-type': type ?? '' } };
    const answer = await (await serve()).app.inject(asked);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.json()).toMatchObject({ error: { code, message: expect.any(String) as string } });
    expect(answer.body).not.toMatch(/<|secret|zz/);
  });
});

describe('health', () => {
  it('is ready once all parts are', async () => {
    let isUp = false;
    const { app } = await serve({ readiness: async () => [{ part: 'log', ok: isUp, why: 'disk full' }] });
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await app.inject('/-/healthy')).body).toBe('OK');
    expect((await app.inject('/readyz')).statusCode).toBe(503);
    expect((await app.inject('/-/ready')).statusCode).toBe(503);
    isUp = true;
    expect((await app.inject('/readyz')).json()).toMatchObject({ status: 'ready', parts: [{ part: 'log', ok: true }] });
    expect((await app.inject('/-/ready')).body).toBe('OK');
  });
});

describe('over a socket', () => {
  async function open(server: HttpServer): Promise<Socket> {
    const address = new URL(await server.listen(0, '127.0.0.1'));
    const socket = connect(Number(address.port), address.hostname);
    await once(socket, 'connect');
    return socket;
  }

  async function answerTo(socket: Socket, sent: string): Promise<string> {
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.write(sent);
    await once(socket, 'close');
    return Buffer.concat(parts).toString();
  }

  it.each([
    ['headers that do not end', 'GET /page HTTP/1.1\r\nHost: localhost\r\n', '408', 'too-slow'],
    [
      'a body that does not come',
      'POST /act HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      '408',
      'too-slow',
    ],
    ['what is no HTTP', 'hello\r\n\r\n', '400', 'bad-request'],
    ['headers without bound', `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, '431', 'headers-too-large'],
  ])('answers %s', async (_what, sent, status, code) => {
    const server = await serve({ limits: { headersMs: 40, bodyMs: 80 } });
    const answer = await answerTo(await open(server), sent);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('tells its address, and closes while a connection is open', async () => {
    const server = await serve();
    const socket = await open(server);
    const closed = once(socket, 'close');
    await server.close();
    await closed;
  });
});
