// A feed's text from a file or an address: bounded, with its token, no redirect, no secret in what is said.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFeed } from './read-feed.ts';

const big = 'x'.repeat(4 * 1_048_576 + 1);
let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer(({ url, headers }, reply) => {
    if (url?.startsWith('/ok') === true) reply.end(`hello ${headers.authorization ?? 'stranger'}`);
    else if (url === '/big') reply.end(big);
    else if (url === '/moved') reply.writeHead(302, { location: '/ok' }).end();
    else if (url === '/torn') reply.writeHead(200, { 'content-length': '100' }).write('half', () => reply.destroy());
    else reply.writeHead(403).end('no');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => server.close());

test('an address is asked with the token', async () => {
  expect(await readFeed({ from: `${base}/ok` })).toBe('hello stranger');
  expect(await readFeed({ from: `${base}/ok`, token: 't' })).toBe('hello Bearer t');
});
test.each([
  ['/private?secret=s3cret', 'feed-refused'],
  ['/moved', 'feed-refused'],
  ['/big', 'feed-too-large'],
  ['/torn', 'feed-unreachable'],
])('%s is %s', async (path, code) => {
  const failed = await readFeed({ from: base + path }).catch((thrown: unknown) => thrown);
  expect(failed).toMatchObject({ code });
  expect(String(failed)).not.toContain('s3cret');
});
test('a file is read whole, or is an error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-feed-'));
  writeFileSync(join(folder, 'a'), 'text');
  writeFileSync(join(folder, 'b'), big);
  expect(await readFeed({ from: join(folder, 'a') })).toBe('text');
  await expect(readFeed({ from: join(folder, 'b') })).rejects.toMatchObject({ code: 'feed-too-large' });
  await expect(readFeed({ from: join(folder, 'c') })).rejects.toMatchObject({ code: 'feed-unreachable' });
});
