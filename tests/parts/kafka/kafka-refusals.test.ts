// What a real Kafka refuses, and what Vigie then tells: wrong password, missing rights, TLS, partitions, nobody there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFault } from '../../../domain/errors.ts';
import { SystemClock } from '../../../runtime/clock/system-clock.ts';
import { kafkaGroups } from '../../../runtime/kafka/group-member.ts';
import { kafkaClient } from '../../../runtime/kafka/kafka-client.ts';
import { openKafkaLog } from '../../../runtime/kafka/open-kafka-log.ts';
import { KafkaSettings } from '../../../runtime/kafka/kafka-settings.ts';
import { recordOf } from '../../contracts/event-log.ts';
import { describeParts, findBinary } from '../part.ts';
import { eventually } from '../server-process.ts';
import { lacksOwnKafka, startWithinMs } from './kafka-libs.ts';
import { KafkaServer } from './kafka-server.ts';

const plainUsers =
  'org.apache.kafka.common.security.plain.PlainLoginModule required user_owner="right" user_guest="right";';
const scramModule = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

/** Certificate and key for 127.0.0.1, made for this run. */
function pemIn(folder: string): { ca: string; properties: Record<string, string> } {
  const [ca, key] = [join(folder, 'ca.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', ca, ...subject],
    { stdio: 'pipe' },
  );
  const oneLine = (path: string): string => readFileSync(path, 'utf8').trim().replaceAll('\n', '\\n');
  return {
    ca,
    properties: {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': oneLine(ca),
      'ssl.keystore.key': oneLine(key),
    },
  };
}

const lacking = [...lacksOwnKafka(), ...(findBinary('openssl') === null ? ['openssl'] : [])];
describeParts('refusals of Kafka', lacking, () => {
  let server: KafkaServer;
  let ca: string;
  beforeAll(async () => {
    server = await KafkaServer.start({
      listeners: ['SASL_PLAINTEXT', 'SSL'],
      scram: ['SCRAM-SHA-256=[name=owner,password=right]', 'SCRAM-SHA-512=[name=owner,password=right]'],
      properties: (folder) => {
        const pem = pemIn(folder);
        ca = pem.ca;
        return {
          ...pem.properties,
          'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
          'listener.name.sasl_plaintext.plain.sasl.jaas.config': plainUsers,
          'listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config': scramModule,
          'listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config': scramModule,
          'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
          'super.users': 'User:ANONYMOUS;User:owner;User:CN=127.0.0.1',
        };
      },
    });
  }, startWithinMs);
  afterAll(() => server?.stop());

  const open = (
    over: Partial<Record<keyof KafkaSettings, unknown>>,
    listener = 'PLAINTEXT',
  ): ReturnType<typeof openKafkaLog> =>
    openKafkaLog({ settings: KafkaSettings.parse({ brokers: [server.address(listener)], ...over }), keep: {} });
  const codeOf = (opening: ReturnType<typeof openKafkaLog>): Promise<string> =>
    opening.then(
      () => 'opened',
      (thrown: unknown) => (isFault(thrown) ? thrown.code : String(thrown)),
    );
  const sasl = (mechanism: string, username: string, password: string): object => ({ mechanism, username, password });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'takes a right password by %s, and refuses a wrong one',
    async (mechanism) => {
      const log = await open({ prefix: 'sasl', sasl: sasl(mechanism, 'owner', 'right') }, 'SASL_PLAINTEXT');
      expect(await log.append('events', [recordOf(1)])).toHaveLength(1);
      await log.close();
      expect(await codeOf(open({ sasl: sasl(mechanism, 'owner', 'wrong') }, 'SASL_PLAINTEXT'))).toBe(
        'kafka-credentials-refused',
      );
    },
  );

  it('speaks TLS with an authority that is named, and says so where it is not', async () => {
    const log = await open({ prefix: 'tls', tls: { ca } }, 'SSL');
    expect(await log.append('events', [recordOf(1)])).toHaveLength(1);
    await log.close();
    expect(await codeOf(open({ prefix: 'tls', tls: {} }, 'SSL'))).toBe('kafka-tls-refused');
  });

  it('says which rights are missing: to make topics, to see them', async () => {
    const guest = { sasl: sasl('plain', 'guest', 'right') };
    expect(await codeOf(open({ prefix: 'nobodys', ...guest }, 'SASL_PLAINTEXT'))).toBe('kafka-rights-missing');
    await (await open({ prefix: 'owned' })).close();
    expect(await codeOf(open({ prefix: 'owned', ...guest }, 'SASL_PLAINTEXT'))).toBe('kafka-rights-missing');
  });

  it('refuses another number of partitions, and leaves the topics as they are', async () => {
    const log = await open({ prefix: 'parts', partitions: { events: 2, alerts: 1 } });
    await log.append('events', [recordOf(1)]);
    await log.close();
    expect(await codeOf(open({ prefix: 'parts', partitions: { events: 4, alerts: 1 } }))).toBe(
      'kafka-partitions-differ',
    );
    const again = await open({ prefix: 'parts', partitions: { events: 2, alerts: 1 } });
    expect(again.partitions('events')).toBe(2);
    await again.close();
  });

  it('says that nobody is there', async () => {
    expect(await codeOf(open({ brokers: ['127.0.0.1:9'] }))).toBe('kafka-unreachable');
  });

  it('says that it takes no session so short', async () => {
    const settings = KafkaSettings.parse({ brokers: [server.address()], prefix: 'hasty', sessionMs: 1_000 });
    const clock = new SystemClock();
    await (await openKafkaLog({ settings, keep: {} })).close();
    const groups = kafkaGroups({ kafka: kafkaClient({ settings, isPatient: true }), settings, clock });
    const joining = groups.join({ group: 'correlate', streams: ['events'], onPlaces: () => undefined });
    await expect(joining).rejects.toMatchObject({ code: 'kafka-session-refused' });
  });

  it('knows a topic that was made anew by its identity', async () => {
    const first = await open({ prefix: 'anew' });
    const [identity, alerts] = [await first.identity('events'), await first.identity('alerts')];
    await first.close();
    const admin = kafkaClient({ settings: KafkaSettings.parse({ brokers: [server.address()] }) }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: ['anew.events'] });
    await eventually('the end of the topic', 30_000, async () =>
      (await admin.listTopics()).includes('anew.events') ? null : true,
    );
    await admin.disconnect();
    const second = await open({ prefix: 'anew' });
    expect(await second.identity('events')).not.toBe(identity);
    expect(await second.identity('alerts')).toBe(alerts);
    await second.close();
  });
});
