// Our topics: their names, how they are made, and what is refused when they are not as the site says.
import type { Admin, ITopicConfig } from 'kafkajs';
import { AdapterError, ConfigError } from '../../domain/errors.ts';
import { streams } from '../../domain/record.ts';
import type { StreamName } from '../../domain/record.ts';
import { aclRead, aclWrite } from './describe-topics.ts';
import type { DescribedTopic } from './describe-topics.ts';
import type { KafkaSettings } from './kafka-settings.ts';

export interface TopicPlan {
  readonly settings: KafkaSettings;
  /** Absent: kept for ever. */
  readonly keep: Readonly<Partial<Record<StreamName, { readonly ms: number; readonly bytes?: number }>>>;
}

export interface OpenTopic {
  readonly topic: string;
  readonly identity: string;
  readonly partitions: number;
}

/** A body of 1 MB, 4 MB inflated, with its envelope passes Kafka's own default. */
const maxMessageBytes = 4 << 20;
const dayMs = 86_400_000;
const forEver = '9223372036854775807';
const isThere = 0;

export function topicOf({ prefix }: Pick<KafkaSettings, 'prefix'>, stream: StreamName): string {
  return `${prefix}.${stream}`;
}

/**
 * One partition for all streams behind `alerts`: the limits of a ticketing system are those of an account, and a merge
 * speaks of two incidents (ADR 0021).
 */
export function partitionsOf({ partitions }: Pick<KafkaSettings, 'partitions'>, stream: StreamName): number {
  return stream === 'events' || stream === 'alerts' ? partitions[stream] : 1;
}

export function topicConfig({ settings, keep }: TopicPlan, stream: StreamName): ITopicConfig {
  const numPartitions = partitionsOf(settings, stream);
  const entries = {
    ...shared,
    ...(compacted.has(stream) ? compaction : kept(keep[stream], numPartitions)),
  };
  const { replication } = settings;
  if (replication !== undefined) entries['min.insync.replicas'] = String(Math.max(1, replication - 1));
  return {
    topic: topicOf(settings, stream),
    numPartitions,
    ...(replication === undefined ? {} : { replicationFactor: replication }),
    configEntries: Object.entries(entries).map(([name, value]) => ({ name, value })),
  };
}

/** Times in a topic are those of our records, told clocks included: Kafka is to refuse none of them. */
const shared: Record<string, string> = {
  'max.message.bytes': String(maxMessageBytes),
  // As they come: a broker that presses anew spends its own time on each record.
  'compression.type': 'producer',
  'message.timestamp.type': 'CreateTime',
  'message.timestamp.before.max.ms': forEver,
  'message.timestamp.after.max.ms': forEver,
};

/** Of each key the newest is what counts. */
const compacted: ReadonlySet<StreamName> = new Set(['control', 'snapshots']);
/** The newest file is never compacted: a day's is begun, so that old snapshots go. */
const compaction: Record<string, string> = { 'cleanup.policy': 'compact', 'segment.ms': String(dayMs) };

function kept(keep: TopicPlan['keep'][StreamName], partitions: number): Record<string, string> {
  return {
    'cleanup.policy': 'delete',
    'segment.ms': String(dayMs),
    'retention.ms': keep === undefined ? '-1' : String(keep.ms),
    'retention.bytes': keep?.bytes === undefined ? '-1' : String(Math.ceil(keep.bytes / partitions)),
  };
}

/** Makes what is missing; what is there stays as it is. Two processes may do so at once. */
export async function createMissing(admin: Admin, plan: TopicPlan, there: readonly DescribedTopic[]): Promise<boolean> {
  const missing = streams.filter(
    (stream) => !there.some(({ name, errorCode }) => name === topicOf(plan.settings, stream) && errorCode === isThere),
  );
  if (missing.length === 0) return false;
  try {
    await admin.createTopics({ topics: missing.map((stream) => topicConfig(plan, stream)), waitForLeaders: true });
  } catch (thrown) {
    if (!isNotSpreadYet(thrown)) throw thrown;
  }
  return true;
}

/** The controller made it, the broker that is asked for its leader has not heard of it: who describes it next waits. */
function isNotSpreadYet(thrown: unknown): boolean {
  return thrown instanceof Error && 'type' in thrown && thrown.type === 'UNKNOWN_TOPIC_OR_PARTITION';
}

/** @throws ConfigError `kafka-partitions-differ`. @throws AdapterError `kafka-rights-missing`, `kafka-topic-missing`. */
export function acceptTopics(settings: KafkaSettings, there: readonly DescribedTopic[]): Map<StreamName, OpenTopic> {
  return new Map(
    streams.map((stream) => {
      const topic = topicOf(settings, stream);
      const found = there.find(({ name }) => name === topic);
      if (found === undefined) throw notThere(topic);
      return [stream, acceptTopic(settings, stream, found)];
    }),
  );
}

/** @throws as `acceptTopics`. */
export function acceptTopic(settings: KafkaSettings, stream: StreamName, found: DescribedTopic): OpenTopic {
  const { name, errorCode, id, partitions } = found;
  if (errorCode !== isThere) throw notThere(name);
  refuseWithoutRights(found);
  refuseOtherPartitions(found, partitionsOf(settings, stream), stream);
  return { topic: name, identity: id, partitions };
}

function notThere(topic: string): AdapterError {
  const text = `topic ${topic} is not there and could not be made, or this user may not see it`;
  return new AdapterError('kafka-topic-missing', text, { at: 'log.kafka', retryable: true });
}

function refuseWithoutRights({ name, mayDo }: DescribedTopic): void {
  const lacking = [
    ...((mayDo & (1 << aclRead)) === 0 ? ['read'] : []),
    ...((mayDo & (1 << aclWrite)) === 0 ? ['write'] : []),
  ];
  if (lacking.length === 0) return;
  const text = `Kafka: this user may not ${lacking.join(' and ')} topic ${name}. Cure: grant it on topics with our prefix`;
  throw new AdapterError('kafka-rights-missing', text, { at: 'log.kafka.sasl' });
}

function refuseOtherPartitions({ name, partitions }: DescribedTopic, wanted: number, stream: StreamName): void {
  if (partitions === wanted) return;
  const why =
    partitions < wanted
      ? 'a key would lead to another partition than the one that holds its open alerts'
      : 'Kafka cannot take partitions away';
  const text =
    `log.kafka.partitions: topic ${name} has ${partitions} partitions, the configuration says ${wanted}. ` +
    `The number is fixed once the topics are there: ${why}. Set ${stream} to ${partitions}, ` +
    'or move to new topics as docs/cluster.md says under "More partitions"';
  throw new ConfigError('kafka-partitions-differ', text, { at: 'log.kafka.partitions' });
}
