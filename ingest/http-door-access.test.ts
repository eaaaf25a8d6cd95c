// Who may speak at the HTTP door, and when it says 2xx.
import { afterEach, describe, expect, it } from 'vitest';
import { Delivery } from '../domain/event.ts';
import { alerts, closeDoors, openDoor, post } from '../tests/doors/open-door.ts';
import { defaultSources, type HttpSource } from './adapters/registry.ts';

afterEach(closeDoors);

function withTokens(tokens: Readonly<Record<string, string>>): HttpSource[] {
  return defaultSources('UTC').map((source) => ({ ...source, token: tokens[source.profile.name] ?? null }));
}

describe('tokens', () => {
  const basic = (user: string, password: string): string =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const tokens = { prometheus: 'prometheus-secret', zabbix: 'zabbix-secret:with-colon' };

  it.each([
    ['/ingest/zabbix', undefined, 401, 'token-missing'],
    ['/ingest/zabbix', 'Bearer wrong', 401, 'token-wrong'],
    ['/ingest/zabbix', `Bearer ${tokens.zabbix}x`, 401, 'token-wrong'],
    ['/ingest/zabbix', `Bearer ${tokens.prometheus}`, 403, 'token-of-another-source'],
    ['/ingest/zabbix', `Digest ${tokens.zabbix}`, 401, 'token-missing'],
    ['/ingest/zabbix', 'Basic bm9jb2xvbg==', 401, 'token-missing'],
    ['/ingest/zabbix', `Bearer ${tokens.zabbix}`, 200, null],
    ['/ingest/zabbix', `bearer  ${tokens.zabbix}`, 200, null],
    ['/ingest/zabbix', basic('zabbix', tokens.zabbix), 200, null],
    ['/ingest/zabbix', basic('', tokens.zabbix), 200, null],
    ['/ingest/zabbix', basic(tokens.zabbix, ''), 401, 'token-wrong'],
    ['/ingest/generic', `Bearer ${tokens.zabbix}`, 403, 'token-of-another-source'],
    ['/api/v2/alerts', undefined, 401, 'token-missing'],
    ['/api/v2/alerts', 'Bearer wrong', 401, 'token-wrong'],
    ['/api/v2/alerts', `Bearer ${tokens.zabbix}`, 403, 'token-of-another-source'],
    ['/api/v2/alerts', basic('any', tokens.prometheus), 200, null],
  ])('%s with %s → %d', async (url, authorization, status, code) => {
    const door = await openDoor(withTokens(tokens));
    const body = url.includes('zabbix') ? '{"EVENT.ID":"1","EVENT.VALUE":"1"}' : '[]';
    const answer = await post(door, url, body, authorization === undefined ? {} : { authorization });
    expect(answer.status).toBe(status);
    if (code !== null) expect(answer.body).toMatchObject({ error: { code } });
    expect(answer.headers['www-authenticate'] !== undefined).toBe(status === 401);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('refuses before it reads: nothing of an unknown sender is kept', async () => {
    const door = await openDoor(withTokens(tokens));
    await post(door, '/ingest/zabbix', 'not json');
    expect(await door.all('dead-letters')).toEqual([]);
  });

  it('gives /api/v2/alerts to the Prometheus whose token it carries', async () => {
    const sources = withTokens(tokens).flatMap((source) =>
      source.profile.name === 'prometheus'
        ? [source, { ...source, profile: { ...source.profile, name: 'prom-b', tenant: 'b' }, token: 'prom-b-secret' }]
        : [source],
    );
    const door = await openDoor(sources);
    await post(door, '/api/v2/alerts', alerts(1), { authorization: 'Bearer prom-b-secret' });
    await post(door, '/api/v2/alerts', alerts(1), { authorization: `Bearer ${tokens.prometheus}` });
    const records = await door.all('events');
    expect(records.map(({ tenant, body }) => [tenant, Delivery.parse(body).source])).toEqual([
      ['b', 'prom-b'],
      ['default', 'prometheus'],
    ]);
  });

  it('knows no owner of /api/v2/alerts where no Prometheus is configured', async () => {
    const sources = defaultSources('UTC').filter(({ profile }) => profile.type !== 'prometheus');
    expect((await post(await openDoor(sources), '/api/v2/alerts', '[]')).status).toBe(404);
  });
});

describe('durability', () => {
  it.each(['events', 'dead-letters'] as const)(
    'answers 503 with Retry-After while %s cannot be stored, and heals',
    async (stream) => {
      const door = await openDoor();
      door.log.full = stream;
      const body = stream === 'events' ? alerts(1) : 'not json';
      const refused = await post(door, '/api/v2/alerts', body);
      expect(refused).toMatchObject({ status: 503, body: { error: { code: 'log-full' } } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      door.log.full = null;
      expect((await post(door, '/api/v2/alerts', body)).status).toBe(stream === 'events' ? 200 : 400);
      expect(await door.all(stream)).toHaveLength(1);
    },
  );

  it('does not answer before the append resolved', async () => {
    const door = await openDoor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    door.log.hold = () => held;
    let isAnswered = false;
    const answer = post(door, '/api/v2/alerts', alerts(1)).then((posted) => {
      isAnswered = true;
      return posted;
    });
    // Another call goes all the way through the same server meanwhile.
    await door.server.app.inject('/healthz');
    expect(isAnswered).toBe(false);
    release();
    expect((await answer).status).toBe(200);
  });

  it('answers 500 to a defect of ours, and keeps serving', async () => {
    const door = await openDoor();
    door.log.hold = () => Promise.reject(new TypeError('a defect'));
    expect((await post(door, '/api/v2/alerts', alerts(1))).status).toBe(500);
    door.log.hold = () => Promise.resolve();
    expect((await post(door, '/api/v2/alerts', alerts(1))).status).toBe(200);
  });
});
