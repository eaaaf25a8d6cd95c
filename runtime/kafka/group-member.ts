// Joins a consumer group for what it assigns, and for nothing else: every partition stays paused, stages read by place.
import type { Consumer, Kafka } from 'kafkajs';
import type { Clock } from '../../domain/ports/clock.ts';
import type { StreamName } from '../../domain/record.ts';
import type { Joining, Member, Membership, Place } from '../seats/membership.ts';
import { kafkaFault } from './kafka-faults.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { topicOf } from './topics.ts';

/** The most; of a short session a quarter, so that one beat may be lost. */
const heartbeatMs = 1_000;
/** How long a turn without fetching takes; each may send a heartbeat. */
const turnMs = 250;

export interface GroupParts {
  readonly kafka: Kafka;
  readonly settings: Pick<KafkaSettings, 'prefix' | 'sessionMs'>;
  readonly clock: Clock;
}

export function kafkaGroups(parts: GroupParts): Membership {
  return { join: (joining) => joinGroup(parts, joining) };
}

/** A broker may be away for hours: the member waits, and begins anew should it have given up. */
const retry = {
  ...{ initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 1.5, retries: 10_000 },
  restartOnFailure: async () => true,
};

async function joinGroup({ kafka, settings, clock }: GroupParts, joining: Joining): Promise<Member> {
  const streamOf = new Map(joining.streams.map((stream) => [topicOf(settings, stream), stream]));
  const topics = [...streamOf.keys()];
  const { prefix, sessionMs } = settings;
  const groupId = `${prefix}.${joining.group}`;
  const consumer = kafka.consumer({
    ...{ groupId, retry, sessionTimeout: sessionMs, rebalanceTimeout: sessionMs, maxWaitTimeInMs: turnMs },
    heartbeatInterval: Math.min(heartbeatMs, sessionMs / 4),
    allowAutoTopicCreation: false,
  });
  const beat = { atMs: clock.now() };
  const [failed, joined] = [Promise.withResolvers<never>(), Promise.withResolvers<null>()];
  failed.promise.catch(() => undefined);
  consumer.on(consumer.events.HEARTBEAT, () => void (beat.atMs = clock.now()));
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    consumer.pause(topics.map((topic) => ({ topic })));
    beat.atMs = clock.now();
    joining.onPlaces(placesIn(payload.memberAssignment, streamOf));
    joined.resolve(null);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) failed.reject(kafkaFault(payload.error, `stay in group ${payload.groupId}`));
  });
  try {
    await start(consumer, topics);
    await Promise.race([joined.promise, failed.promise]);
  } catch (thrown) {
    await consumer.disconnect().catch(() => undefined);
    throw kafkaFault(thrown, `join group ${groupId}`);
  }
  return {
    isAlive: () => clock.now() - beat.atMs < sessionMs,
    failed: failed.promise,
    leave: () => consumer.disconnect(),
  };
}

async function start(consumer: Consumer, topics: string[]): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics });
  await consumer.run({ autoCommit: false, eachBatch: async () => undefined });
}

function placesIn(
  assignment: Readonly<Record<string, readonly number[]>>,
  streamOf: ReadonlyMap<string, StreamName>,
): Place[] {
  return Object.entries(assignment).flatMap(([topic, partitions]) => {
    const stream = streamOf.get(topic);
    return stream === undefined ? [] : partitions.map((partition) => ({ stream, partition }));
  });
}
