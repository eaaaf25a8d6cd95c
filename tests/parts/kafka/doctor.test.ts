// `vigie doctor` before a real Kafka and a real Redis: what is wrong with them, and how to cure it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runVigie } from '../../../runtime/cli/main.ts';
import type { ProbeFinding } from '../../../ticketing/probe.ts';
import { openKafkaLog } from '../../../runtime/kafka/open-kafka-log.ts';
import { KafkaSettings } from '../../../runtime/kafka/kafka-settings.ts';
import { describeParts } from '../part.ts';
import { redisMissing, startRedis, type OwnRedis } from '../redis-part.ts';
import { freePort } from '../server-process.ts';
import { lacksOwnKafka, startWithinMs } from './kafka-libs.ts';
import { KafkaServer } from './kafka-server.ts';

const users = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_owner="right" user_guest="right";';

interface Said extends ProbeFinding {
  readonly part: string;
}

describeParts('doctor of a cluster', [...lacksOwnKafka(), ...redisMissing(true)], () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-doctor-'));
  let kafka: KafkaServer;
  let redis: OwnRedis;
  beforeAll(async () => {
    kafka = await KafkaServer.start({
      listeners: ['SASL_PLAINTEXT'],
      properties: () => ({
        'sasl.enabled.mechanisms': 'PLAIN',
        'listener.name.sasl_plaintext.plain.sasl.jaas.config': users,
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        'super.users': 'User:ANONYMOUS;User:owner',
      }),
    });
    redis = await startRedis(join(folder, 'redis'), ['--requirepass', 'sesame'], 'sesame');
  }, startWithinMs);
  afterAll(async () => {
    await redis?.stop();
    await kafka?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Wish {
    readonly broker?: string;
    readonly user?: string;
    readonly password?: string;
    readonly prefix?: string;
    readonly redisUrl?: string;
    readonly redisPassword?: string;
  }

  async function doctor(wish: Wish = {}): Promise<{ code: number; out: string; faults: Said[]; findings: Said[] }> {
    const { broker = kafka.address('SASL_PLAINTEXT'), user = 'owner', password = 'right', prefix = 'new' } = wish;
    const sasl = { mechanism: 'plain', username: user, password: '${env:KAFKA}' };
    const redisSection = { url: wish.redisUrl ?? redis.url, password: '${env:REDIS}' };
    const config = { log: { kafka: { brokers: [broker], prefix, sasl } }, state: { redis: redisSection } };
    writeFileSync(join(folder, 'vigie.yaml'), JSON.stringify(config));
    let out = '';
    const code = await runVigie(
      ['doctor', '--config', join(folder, 'vigie.yaml'), '--data', join(folder, 'data'), '--json'],
      {
        env: { KAFKA: password, REDIS: wish.redisPassword ?? 'sesame' },
        isScreen: false,
        readInput: async () => '',
        out: (text) => void (out += text),
        err: (text) => void (out += text),
        stopped: new AbortController().signal,
      },
    );
    const { findings } = JSON.parse(out) as { findings: Said[] };
    return { code, out, findings, faults: findings.filter(({ level }) => level === 'fault') };
  }

  it('finds nothing wrong where all is right, and makes nothing', async () => {
    const { code, faults, findings, out } = await doctor();
    expect([code, faults]).toEqual([0, []]);
    const told = findings.map(({ part, what }) => `${part}: ${what}`);
    expect(told).toContainEqual(expect.stringMatching(/^log: Kafka answers at 127/));
    expect(told).toContain('log: topic new.events will be made at the first start');
    expect(told).toContain('log: this user may make topics new.*');
    expect(told).toContain('log: this user may join groups new.*');
    expect(told).toContainEqual(expect.stringMatching(/^state: Redis 7.* answers/));
    expect(out).not.toMatch(/right"|sesame/);
    const again = await doctor();
    expect(again.findings.map(({ what }) => what)).toContain('topic new.events will be made at the first start');
  });

  it('names a wrong password of Kafka', async () => {
    const { code, faults } = await doctor({ password: 'wrong' });
    expect(code).toBe(1);
    expect(faults).toMatchObject([
      {
        part: 'log',
        what: expect.stringContaining('kafka-credentials-refused') as string,
        cure: expect.stringContaining('log.kafka.sasl') as string,
      },
    ]);
  });

  it('names the rights that are missing: on topics that are there, on new ones, on groups', async () => {
    await (
      await openKafkaLog({ settings: KafkaSettings.parse({ brokers: [kafka.address()], prefix: 'owned' }), keep: {} })
    ).close();
    const { faults } = await doctor({ user: 'guest', prefix: 'owned' });
    expect(faults.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['this user may not see topic owned.events', 'this user may not see topic owned.control']),
    );
    expect(faults.find(({ what }) => what.startsWith('join groups owned.*'))).toMatchObject({
      what: expect.stringContaining('kafka-rights-missing') as string,
      cure: expect.stringContaining('read groups') as string,
    });
    expect((await doctor({ prefix: 'owned' })).faults).toEqual([]);
  });

  it('names a Kafka that nobody reaches', async () => {
    const { faults } = await doctor({ broker: '127.0.0.1:9' });
    expect(faults).toMatchObject([
      {
        part: 'log',
        what: expect.stringContaining('kafka-unreachable') as string,
        cure: expect.stringContaining('log.kafka.brokers') as string,
      },
    ]);
  });

  it('tells a Redis that is not there from one that refuses the password', async () => {
    const away = await doctor({ redisUrl: `redis://127.0.0.1:${await freePort()}` });
    expect(away.faults).toMatchObject([
      {
        part: 'state',
        what: expect.stringContaining('state-unreachable') as string,
        cure: expect.stringContaining('state.redis.url') as string,
      },
    ]);
    const locked = await doctor({ redisPassword: 'wrong' });
    expect(locked.faults).toMatchObject([
      {
        part: 'state',
        what: expect.stringContaining('state-refused') as string,
        cure: expect.stringContaining('password') as string,
      },
    ]);
  });
});
