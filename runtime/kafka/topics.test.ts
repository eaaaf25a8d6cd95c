import { expect, test } from 'vitest';
import { streams } from '../../domain/record.ts';
import type { DescribedTopic } from './describe-topics.ts';
import { aclRead, aclWrite } from './describe-topics.ts';
import { KafkaSettings } from './kafka-settings.ts';
import { acceptTopics, partitionsOf, topicConfig, topicOf } from './topics.ts';

const settings = KafkaSettings.parse({ brokers: ['b1:9092'], partitions: { events: 4, alerts: 2 } });
const mayAll = (1 << aclRead) | (1 << aclWrite);
const there = (over: Partial<DescribedTopic> & { name?: string } = {}): DescribedTopic[] =>
  streams.map((stream) => {
    const name = topicOf(settings, stream);
    const found = { name, errorCode: 0, id: `id-${stream}`, partitions: partitionsOf(settings, stream), mayDo: mayAll };
    return over.name === undefined || over.name === name ? { ...found, ...over, name } : found;
  });

test('topics that are as the site says are accepted, by their ids', () => {
  const accepted = acceptTopics(settings, there());
  expect(accepted.get('events')).toEqual({ topic: 'vigie.events', identity: 'id-events', partitions: 4 });
  expect([...accepted.keys()]).toEqual([...streams]);
});

test.each([
  [
    'more partitions than there are',
    { name: 'vigie.events', partitions: 3 },
    /has 3 partitions, the configuration says 4.*open alerts.*docs\/cluster\.md/,
  ],
  [
    'fewer partitions than there are',
    { name: 'vigie.alerts', partitions: 6 },
    /has 6 partitions, the configuration says 2.*cannot take partitions away/,
  ],
  [
    'a topic that may not be written',
    { name: 'vigie.tickets', mayDo: 1 << aclRead },
    /may not write topic vigie\.tickets/,
  ],
  [
    'a topic that may not be read',
    { name: 'vigie.control', mayDo: 1 << aclWrite },
    /may not read topic vigie\.control/,
  ],
  ['a topic that nobody made', { name: 'vigie.events', errorCode: 3 }, /vigie\.events is not there/],
])('refused: %s', (_what, over, why) => {
  expect(() => acceptTopics(settings, there(over))).toThrow(why);
});

test('a new topic keeps what the site says, control is compacted, and every record fits', () => {
  const plan = { settings: { ...settings, replication: 3 }, keep: { events: { ms: 1_000, bytes: 4_000 } } };
  const entries = (stream: (typeof streams)[number]): Record<string, string> =>
    Object.fromEntries((topicConfig(plan, stream).configEntries ?? []).map(({ name, value }) => [name, value]));
  expect(entries('events')).toMatchObject({
    'retention.ms': '1000',
    'retention.bytes': '1000',
    'cleanup.policy': 'delete',
    'max.message.bytes': '4194304',
    'min.insync.replicas': '2',
  });
  expect(entries('control')).toMatchObject({ 'cleanup.policy': 'compact' });
  expect(entries('tickets')).toMatchObject({ 'retention.ms': '-1' });
  expect(topicConfig(plan, 'events')).toMatchObject({ topic: 'vigie.events', numPartitions: 4, replicationFactor: 3 });
});

test.each(['9092', 'b1', 'b1:', 'http://b1:9092', 'b1:port'])('no broker: %s', (broker) => {
  expect(KafkaSettings.safeParse({ brokers: [broker] }).success).toBe(false);
});

test.each([0, 999, 300_001, 1_500.5])('no session: %s ms', (sessionMs) => {
  expect(KafkaSettings.safeParse({ brokers: ['b1:9092'], sessionMs }).success).toBe(false);
});
