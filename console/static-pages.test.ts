// What the static server gives and refuses.
import Fastify, { type FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentSecurityPolicy, staticPages } from './static-pages.ts';

let root: string;
let app: FastifyInstance;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'vigie-static-'));
  const folder = join(root, 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(folder, '.env'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<title>Vigie</title>');
  writeFileSync(join(folder, 'assets/index-abc.js'), 'run()');
  app = Fastify();
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: { code: 'not-found', message: '' } }));
  await app.register(staticPages, { folder });
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

it.each(['/', '/incidents/I-1', '/tickets/D-2?lang=fr', '/?wall'])(
  '%s is the page, asked for again each time',
  async (url) => {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<title>Vigie</title>');
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  },
);

it('keeps what is named by its content', async () => {
  const answer = await app.inject({ url: '/assets/index-abc.js' });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toContain('immutable');
});

it.each(['/api/v1/nothing', '/ingest/none', '/assets/old.js', '/-/none', '/wp-login.php'])(
  '%s is not the page',
  async (url) => {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'not-found' } });
  },
);

it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/.env', '/..\\secret.txt'])(
  '%s gives no secret',
  async (url) => {
    const answer = await app.inject({ url });
    expect(answer.body).not.toBe('secret');
    expect(answer.statusCode).toBe(404);
  },
);

it('takes no POST', async () => {
  expect((await app.inject({ method: 'POST', url: '/incidents/I-1' })).statusCode).toBe(404);
});

it('says so when the pages are not built', async () => {
  const lines: string[] = [];
  const bare = Fastify({ logger: { level: 'warn', stream: { write: (line: string) => void lines.push(line) } } });
  await bare.register(staticPages, { folder: join(root, 'none') });
  const answer = await bare.inject({ url: '/' });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ error: { code: 'pages-not-built' } });
  expect(lines.join('')).toContain('npm run build:web');
  await bare.close();
});
