// Reads from brokers by place, without a consumer group: kafkajs offers only groups, so this is the layer below them.
import Cluster from 'kafkajs/src/cluster/index.js';
import type { LowBroker, TopicWish } from 'kafkajs/src/cluster/index.js';
import { createLogger } from 'kafkajs/src/loggers/index.js';
import socketFactory from 'kafkajs/src/network/socketFactory.js';
import { logLevel } from 'kafkajs';
import { pause } from '../clock/pause.ts';
import { clientConfig } from './kafka-client.ts';
import type { ClientOptions } from './kafka-client.ts';
import { describeTopics } from './describe-topics.ts';
import type { DescribedTopic } from './describe-topics.ts';

export interface TopicPlace {
  readonly topic: string;
  readonly partition: number;
}
export interface Wish extends TopicPlace {
  readonly offset: number;
}
export interface Found extends TopicPlace {
  /** The offset that the next record will get. */
  readonly end: number;
  /** From the wished offset on. */
  readonly messages: readonly { readonly offset: number; readonly value: string }[];
}
/** Epoch ms: the first record at or after it; `first` and `end` of what is there. */
export type Moment = number | 'first' | 'end';

export interface FetchTerms {
  readonly maxWaitMs: number;
  /** Of one partition; a single larger batch comes whole. */
  readonly maxBytes: number;
}

const readUncommitted = 0;
const forGroups = 0;
const metadataMaxAgeMs = 60_000;
/** Asked again with fresh metadata: a leader has moved, a connection was closed. With pauses, 1.5 s in all. */
const attempts = 6;
const firstPauseMs = 50;

export class BrokerLink {
  readonly #cluster: Cluster;
  readonly #closing = new AbortController();

  constructor(options: ClientOptions) {
    const { logCreator = () => () => undefined, ...config } = clientConfig(options);
    this.#cluster = new Cluster({
      ...config,
      logger: createLogger({ level: logLevel.WARN, logCreator }),
      socketFactory: socketFactory(),
      metadataMaxAge: metadataMaxAgeMs,
      allowAutoTopicCreation: false,
      isolationLevel: readUncommitted,
      instrumentationEmitter: null,
    });
  }

  async connect(topics: readonly string[] = []): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.addMultipleTargetTopics(topics);
  }

  async describe(topics: readonly string[]): Promise<readonly DescribedTopic[]> {
    return this.#again(async () => {
      const broker = await this.#cluster.findControllerBroker();
      if (!broker.isConnected()) await broker.connect();
      return broker.connectionPool.send(describeTopics(topics));
    });
  }

  /** Rejects where this user may not see the group: kafkajs itself would only say that nobody coordinates it. */
  async seeGroup(groupId: string): Promise<void> {
    await this.#again(async () => {
      const broker = await this.#cluster.findControllerBroker();
      if (!broker.isConnected()) await broker.connect();
      await broker.findGroupCoordinator({ groupId, coordinatorType: forGroups });
    });
  }

  /** What stands at the wished places now, or within `maxWaitMs`. */
  async fetch(wishes: readonly Wish[], terms: FetchTerms): Promise<Found[]> {
    const perLeader = await this.#again(() => this.#byLeader(wishes));
    const found = perLeader.map(([nodeId, some]) => this.#again(() => this.#fetchFrom(nodeId, some, terms)));
    return (await Promise.all(found)).flat();
  }

  /** Where the moment stands in the partition; null: nothing is there from that time on. */
  async offsetAt(place: TopicPlace, moment: Moment): Promise<number | null> {
    const timestamp = moment === 'end' ? '-1' : moment === 'first' ? '-2' : String(moment);
    return this.#again(async () => {
      const broker = await this.#leaderOf(place);
      const topics = [{ topic: place.topic, partitions: [{ partition: place.partition, timestamp }] }];
      const { responses } = await broker.listOffsets({ isolationLevel: readUncommitted, topics });
      const offset = Number(responses[0]?.partitions[0]?.offset ?? -1);
      return offset < 0 ? null : offset;
    });
  }

  async dropBefore(place: TopicPlace, offset: number): Promise<void> {
    await this.#again(async () => {
      const broker = await this.#leaderOf(place);
      const partitions = [{ partition: place.partition, offset: String(offset) }];
      await broker.deleteRecords({ topics: [{ topic: place.topic, partitions }] });
    });
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.#cluster.disconnect();
  }

  async #byLeader<T extends TopicPlace>(places: readonly T[]): Promise<[string, T[]][]> {
    await this.#cluster.refreshMetadataIfNecessary();
    const leaders = new Map<string, T[]>();
    for (const place of places) {
      const [leader] = Object.keys(this.#cluster.findLeaderForPartitions(place.topic, [place.partition]));
      if (leader === undefined) throw new Error(`no leader for ${place.topic} ${place.partition}`);
      leaders.set(leader, [...(leaders.get(leader) ?? []), place]);
    }
    return [...leaders];
  }

  async #leaderOf(place: TopicPlace): Promise<LowBroker> {
    const [leader] = await this.#byLeader([place]);
    if (leader === undefined) throw new Error(`no leader for ${place.topic} ${place.partition}`);
    return this.#cluster.findBroker({ nodeId: leader[0] });
  }

  async #fetchFrom(nodeId: string, wishes: readonly Wish[], { maxWaitMs, maxBytes }: FetchTerms): Promise<Found[]> {
    const broker: LowBroker = await this.#cluster.findBroker({ nodeId });
    const { responses } = await broker.fetch({
      maxWaitTime: maxWaitMs,
      minBytes: 1,
      maxBytes: maxBytes * wishes.length,
      isolationLevel: readUncommitted,
      topics: topicWishes(wishes, maxBytes),
    });
    return responses.flatMap(({ topicName: topic, partitions }) =>
      partitions.map(({ partition, highWatermark, messages }) => {
        const from = wishes.find((wish) => wish.topic === topic && wish.partition === partition)?.offset ?? 0;
        const wished = messages
          .map(({ offset, value }) => ({ offset: Number(offset), value: value?.toString('utf8') ?? '' }))
          .filter(({ offset }) => offset >= from);
        return { topic, partition, end: Number(highWatermark), messages: wished };
      }),
    );
  }

  async #again<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (thrown) {
        if (
          attempt === attempts ||
          this.#closing.signal.aborted ||
          (thrown as { type?: unknown }).type === 'OFFSET_OUT_OF_RANGE'
        )
          throw thrown;
        await pause(firstPauseMs * 2 ** (attempt - 1), this.#closing.signal);
        if (!this.#cluster.isConnected()) await this.#cluster.connect();
        await this.#cluster.refreshMetadata();
      }
    }
  }
}

function topicWishes(wishes: readonly Wish[], maxBytes: number): TopicWish[] {
  const byTopic = new Map<string, TopicWish>();
  for (const { topic, partition, offset } of wishes) {
    const known = byTopic.get(topic) ?? { topic, partitions: [] };
    known.partitions.push({ partition, fetchOffset: String(offset), maxBytes });
    byTopic.set(topic, known);
  }
  return [...byTopic.values()];
}
