// The part of kafkajs below its consumer groups that we read with: it has no types of its own. Pinned to 2.2.4.
declare module 'kafkajs/src/cluster/index.js' {
  import type { KafkaConfig } from 'kafkajs';

  export interface RawExchange<T> {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      readonly encode: () => Promise<unknown>;
    };
    readonly response: {
      readonly decode: (payload: Buffer) => Promise<T>;
      readonly parse: (decoded: T) => Promise<T>;
    };
  }

  export interface FetchedPartition {
    readonly partition: number;
    readonly highWatermark: string;
    readonly messages: readonly { readonly offset: string; readonly value: Buffer | null }[];
  }

  export interface TopicWish {
    topic: string;
    partitions: { partition: number; fetchOffset?: string; maxBytes?: number; timestamp?: string }[];
  }

  export interface LowBroker {
    connect(): Promise<void>;
    isConnected(): boolean;
    readonly connectionPool: { send<T>(exchange: RawExchange<T>): Promise<T> };
    fetch(wish: {
      maxWaitTime: number;
      minBytes: number;
      maxBytes: number;
      isolationLevel: number;
      topics: TopicWish[];
    }): Promise<{ responses: { topicName: string; partitions: FetchedPartition[] }[] }>;
    deleteRecords(wish: {
      topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
    }): Promise<unknown>;
    listOffsets(wish: {
      isolationLevel: number;
      topics: TopicWish[];
    }): Promise<{ responses: { topic: string; partitions: { partition: number; offset: string }[] }[] }>;
    findGroupCoordinator(wish: { groupId: string; coordinatorType: number }): Promise<unknown>;
  }

  export interface ClusterOptions extends Omit<KafkaConfig, 'logLevel' | 'logCreator'> {
    logger: unknown;
    socketFactory: unknown;
    metadataMaxAge: number;
    allowAutoTopicCreation: boolean;
    isolationLevel: number;
    instrumentationEmitter: null;
  }

  export default class Cluster {
    constructor(options: ClusterOptions);
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    isConnected(): boolean;
    refreshMetadata(): Promise<void>;
    refreshMetadataIfNecessary(): Promise<void>;
    addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
    findBroker(node: { nodeId: string }): Promise<LowBroker>;
    findControllerBroker(): Promise<LowBroker>;
    findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, number[]>>;
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  import type { logCreator } from 'kafkajs';

  export function createLogger(options: { level: number; logCreator: logCreator }): unknown;
}

declare module 'kafkajs/src/network/socketFactory.js' {
  export default function socketFactory(): unknown;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    writeUVarInt(value: number): this;
    writeUVarIntString(value: string): this;
    writeBoolean(value: boolean): this;
    writeBuffer(value: Buffer): this;
  }
}

declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(payload: Buffer);
    readInt16(): number;
    readInt32(): number;
    readBoolean(): boolean;
    readUVarInt(): number;
    readUVarIntString(): string | null;
    readBytes(length: number): Buffer;
    readTaggedFields(): unknown;
  }
}
