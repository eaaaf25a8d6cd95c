// Asks a broker for topics with their ids: kafkajs speaks a version of this question that is too old to know them.
import type { RawExchange } from 'kafkajs/src/cluster/index.js';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';

export interface DescribedTopic {
  readonly name: string;
  /** 0: it is there and we may see it. */
  readonly errorCode: number;
  /** 32 hex digits; another id under the same name is another log. */
  readonly id: string;
  readonly partitions: number;
  /** Bits by Kafka's AclOperation codes: what we may do with it. */
  readonly mayDo: number;
}

/** AclOperation codes of Kafka's protocol. */
export const aclRead = 3;
export const aclWrite = 4;

const metadataKey = 3;
/** The first version that takes names and knows ids: Kafka 2.8 and later. */
const version = 12;
const noTags = 0;
const uuidBytes = 16;

/** Metadata v12 (KIP-516, flexible encoding): counts and lengths are one more than they say. */
export function describeTopics(names: readonly string[]): RawExchange<readonly DescribedTopic[]> {
  return {
    request: { apiKey: metadataKey, apiVersion: version, apiName: 'Metadata', encode: async () => encode(names) },
    response: { decode: async (payload) => decode(new Decoder(payload)), parse: async (topics) => topics },
  };
}

function encode(names: readonly string[]): Encoder {
  const question = new Encoder().writeUVarInt(noTags).writeUVarInt(names.length + 1);
  for (const name of names) question.writeBuffer(Buffer.alloc(uuidBytes)).writeUVarIntString(name).writeUVarInt(noTags);
  const mayCreate = false;
  const withRights = true;
  return question.writeBoolean(mayCreate).writeBoolean(withRights).writeUVarInt(noTags);
}

function decode(answer: Decoder): DescribedTopic[] {
  answer.readTaggedFields();
  answer.readInt32();
  readArray(answer, readBroker);
  answer.readUVarIntString();
  answer.readInt32();
  return readArray(answer, readTopic);
}

function readArray<T>(answer: Decoder, readOne: (answer: Decoder) => T): T[] {
  return Array.from({ length: Math.max(0, answer.readUVarInt() - 1) }, () => readOne(answer));
}

function readBroker(answer: Decoder): void {
  answer.readInt32();
  answer.readUVarIntString();
  answer.readInt32();
  answer.readUVarIntString();
  answer.readTaggedFields();
}

function readTopic(answer: Decoder): DescribedTopic {
  const errorCode = answer.readInt16();
  const name = answer.readUVarIntString() ?? '';
  const id = answer.readBytes(uuidBytes).toString('hex');
  answer.readBoolean();
  const partitions = readArray(answer, readPartition).length;
  const mayDo = answer.readInt32();
  answer.readTaggedFields();
  return { name, errorCode, id, partitions, mayDo };
}

function readPartition(answer: Decoder): void {
  answer.readInt16();
  for (let n = 0; n < 3; n += 1) answer.readInt32();
  for (let n = 0; n < 3; n += 1) readArray(answer, (one) => one.readInt32());
  answer.readTaggedFields();
}
