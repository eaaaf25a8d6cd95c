// The HTTP door over a real server: recorded deliveries, and every row of "Limits and refusals" that is its own.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Delivery } from '../domain/event.ts';
import { recordedRequest, recordedRequests } from '../tests/captures/recorded-request.ts';
import { RejectedBody } from './dead-letter.ts';
import { alerts, closeDoors, openDoor, post, startedAt } from '../tests/doors/open-door.ts';
import { maxBodyBytes } from './http-door.ts';

afterEach(closeDoors);

describe('what is read', () => {
  it.each([
    ['prometheus', '/api/v2/alerts'],
    ['alertmanager', '/ingest/alertmanager'],
    ['zabbix', '/ingest/zabbix'],
  ] as const)('takes every recorded request of %s at %s', async (type, url) => {
    const door = await openDoor();
    const requests = recordedRequests(type);
    for (const { body } of requests) expect((await post(door, url, body)).status).toBe(200);
    const records = await door.all('events');
    expect(records).toHaveLength(requests.length);
    expect(records.every(({ receivedAt, kind }) => receivedAt === startedAt && kind === 'delivery')).toBe(true);
    expect(records.every(({ body }) => Delivery.parse(body).sourceType === type)).toBe(true);
    expect(await door.all('dead-letters')).toEqual([]);
  });

  it.each([64, 256, 1000])('takes a batch of %d in one record', async (count) => {
    const door = await openDoor();
    expect(await post(door, '/api/v2/alerts', alerts(count))).toMatchObject({
      status: 200,
      body: { accepted: count, rejected: [] },
    });
    expect(Delivery.parse((await door.all('events'))[0]?.body).events).toHaveLength(count);
    expect(door.counted).toEqual([`stored prometheus ${count}`, 'answered prometheus 200']);
  });

  it('takes an empty batch and stores nothing', async () => {
    const door = await openDoor();
    expect(await post(door, '/api/v2/alerts', '[]')).toMatchObject({ status: 200, body: { accepted: 0 } });
    expect(await door.all('events')).toEqual([]);
  });

  it('takes gzip, parameters of the content type, and a BOM', async () => {
    const door = await openDoor();
    const { body } = recordedRequest('prometheus', '14');
    expect((await post(door, '/api/v2/alerts', gzipSync(body), { 'content-encoding': 'gzip' })).body).toMatchObject({
      accepted: 64,
    });
    expect(
      (await post(door, '/api/v2/alerts', body, { 'content-type': 'application/json; charset=utf-8' })).status,
    ).toBe(200);
    expect((await post(door, '/api/v2/alerts', `\ufeff${alerts(1)}`)).status).toBe(200);
  });

  it('stores the good ones of a batch with a bad one, keeps the bad one, and says so', async () => {
    const door = await openDoor();
    const bad = '{"labels":{"alertname":"X","idx":1}}';
    const answer = await post(door, '/api/v2/alerts', `[${alerts(1).slice(1, -1)},${bad}]`);
    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: 1, rejected: [{ code: 'wrong-shape', at: '[1].labels.idx' }] },
    });
    const [letter] = await door.all('dead-letters');
    expect(RejectedBody.parse(letter?.body)).toMatchObject({
      source: 'prometheus',
      at: '[1].labels.idx',
      raw: bad,
      encoding: 'utf8',
    });
    expect(door.counted).toContain('rejected prometheus wrong-shape');
  });

  it('answers 400 if nothing of a batch could be read', async () => {
    const door = await openDoor();
    expect(await post(door, '/api/v2/alerts', '[{}]')).toMatchObject({
      status: 400,
      body: { error: { at: '[0].labels' } },
    });
    expect(await door.all('dead-letters')).toHaveLength(1);
  });
});

describe('what can never be read is kept whole and refused, naming where', () => {
  const nest = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  it.each([
    ['cut off', alerts(1).slice(0, -2), 'json-syntax', /^line 1, column \d+$/],
    ['trailing text', `${alerts(1)}x`, 'json-syntax', /^line 1/],
    ['too deep', nest(33), 'json-too-deep', /^(\[0\])+$/],
    ['a duplicate key', '[{"labels":{"a":"1","a":"2"}}]', 'duplicate-key', /^\[0\]\.labels\.a$/],
    ['__proto__', '[{"__proto__":{"x":1}}]', 'forbidden-key', /^\[0\]\.__proto__$/],
    ['constructor', '[{"labels":{"constructor":"x"}}]', 'forbidden-key', /^\[0\]\.labels\.constructor$/],
    ['prototype', '{"prototype":1}', 'forbidden-key', /^prototype$/],
    ['an object', '{"labels":{}}', 'wrong-shape', undefined],
    ['empty', '', 'json-syntax', /^line 1, column 1$/],
    ['UTF-16', Buffer.from(`\ufeff${alerts(1)}`, 'utf16le'), 'utf-16', /^byte 1$/],
    ['Latin-1', Buffer.from('["\xe9"]', 'latin1'), 'not-utf-8', /^byte 3$/],
  ])('%s', async (_what, payload, code, at) => {
    const door = await openDoor();
    const answer = await post(door, '/api/v2/alerts', payload);
    expect(answer).toMatchObject({ status: 400, body: { error: { code, message: expect.any(String) as string } } });
    if (at !== undefined) expect((answer.body as { error: { at: string } }).error.at).toMatch(at);
    expect(await door.all('events')).toEqual([]);
    const letter = RejectedBody.parse((await door.all('dead-letters'))[0]?.body);
    expect(Buffer.from(letter.raw, letter.encoding)).toEqual(Buffer.from(payload));
    expect(letter.code).toBe(code);
  });

  it('puts U+FFFD for a lone surrogate', async () => {
    const door = await openDoor();
    expect((await post(door, '/api/v2/alerts', '[{"labels":{"alertname":"a\\ud800b"}}]')).status).toBe(200);
    expect(Delivery.parse((await door.all('events'))[0]?.body).events[0]?.name).toBe('a\ufffdb');
  });

  it('says it is gzip and is not: kept as it came', async () => {
    const door = await openDoor();
    const answer = await post(door, '/api/v2/alerts', Buffer.from([0x1f, 0x8b, 0xff]), { 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'no-gzip' } } });
    expect(RejectedBody.parse((await door.all('dead-letters'))[0]?.body)).toMatchObject({
      raw: 'H4v/',
      encoding: 'base64',
    });
    const cut = gzipSync(alerts(1)).subarray(0, 20);
    expect((await post(door, '/api/v2/alerts', cut, { 'content-encoding': 'gzip' })).status).toBe(400);
  });
});

describe('what is not let in', () => {
  it('is larger than 1 MB', async () => {
    const door = await openDoor();
    const fits = `[${' '.repeat(maxBodyBytes - 2)}]`;
    expect((await post(door, '/api/v2/alerts', fits)).status).toBe(200);
    expect(await post(door, '/api/v2/alerts', `${fits} `)).toMatchObject({
      status: 413,
      body: { error: { code: 'body-too-large' } },
    });
    expect(door.counted).toContain('answered prometheus 413');
  });

  it('is larger than 4 MB unpacked', async () => {
    const door = await openDoor();
    const zipped = (size: number): Buffer => gzipSync(`[${' '.repeat(size - 2)}]`);
    const gzip = { 'content-encoding': 'gzip' };
    expect((await post(door, '/api/v2/alerts', zipped(4 * maxBodyBytes), gzip)).status).toBe(200);
    expect(await post(door, '/api/v2/alerts', zipped(4 * maxBodyBytes + 1), gzip)).toMatchObject({
      status: 413,
      body: { error: { code: 'body-too-large' } },
    });
    expect(await door.all('dead-letters')).toEqual([]);
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip'])('is encoded as %s', async (encoding) => {
    const answer = await post(await openDoor(), '/api/v2/alerts', '[]', { 'content-encoding': encoding });
    expect(answer).toMatchObject({ status: 415, body: { error: { code: 'encoding-unknown' } } });
  });

  it.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'multipart/form-data; boundary=x',
    '',
  ])('is of type %j', async (type) => {
    const answer = await post(await openDoor(), '/api/v2/alerts', '[]', { 'content-type': type });
    expect(answer).toMatchObject({ status: 415, body: { error: { code: 'not-json' } } });
  });

  it('has no body and no type', async () => {
    const { server } = await openDoor();
    expect((await server.app.inject({ method: 'POST', url: '/api/v2/alerts' })).statusCode).toBe(415);
  });

  it('is for a source that does not exist', async () => {
    const door = await openDoor();
    expect(await post(door, '/ingest/nobody', '[]')).toMatchObject({
      status: 404,
      body: { error: { code: 'source-unknown' } },
    });
    expect(door.counted).toEqual(['answered - 404']);
  });
});
