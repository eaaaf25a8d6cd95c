// The log on Kafka: a stream is a topic, its partitions are Kafka's, its identity is the topic's id.
import { partitionOf } from '../../domain/partition.ts';
import type { EventLog, Position } from '../../domain/ports/event-log.ts';
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { damagedRecord } from '../log/dead-letter.ts';
import { parseLine } from '../log/record-line.ts';
import type { Place as RecordPlace } from '../log/record-line.ts';
import type { BrokerLink, Found, TopicPlace } from './broker-link.ts';
import { kafkaFault } from './kafka-faults.ts';
import { KafkaWriter } from './kafka-writer.ts';
import type { Placed } from './kafka-writer.ts';
import { KnownWrites } from './known-writes.ts';
import { atMost, RecordWindow } from './record-window.ts';
import type { ReadRecord } from './record-window.ts';
import { TailPoll } from './tail-poll.ts';
import type { OpenTopic } from './topics.ts';
import type { Kafka } from 'kafkajs';

/**
 * Text that one read gives. A stage has it in hand until its commit, and with it all that becomes of it: parsed, decided,
 * pressed and sent, some twenty times as much, for each of its partitions.
 */
const readBytes = 512 << 10;
/** Asked of a broker, who counts what is pressed: a sixteenth of the text. */
const fetchBytes = 32 << 10;
/** Text of records kept per partition for stages that read close behind; parsed they take five times as much. */
const windowBytes = 1 << 20;
/** In one portion, where a tail is gone through. */
const scanRecords = 1_000;
const dayMs = 86_400_000;

export interface KafkaLogParts {
  readonly kafka: Kafka;
  /** For questions that are answered at once. */
  readonly link: BrokerLink;
  /** For those that a broker may keep for a while: it answers a connection's questions in turn. */
  readonly tailLink: BrokerLink;
  readonly topics: ReadonlyMap<StreamName, OpenTopic>;
}

export class KafkaEventLog implements EventLog {
  readonly #parts: KafkaLogParts;
  readonly #streams: ReadonlyMap<string, StreamName>;
  readonly #windows = new Map<string, RecordWindow>();
  readonly #writes = new Map<string, KnownWrites>();
  readonly #writer: KafkaWriter;
  readonly #tail: TailPoll;

  constructor(parts: KafkaLogParts) {
    this.#parts = parts;
    this.#streams = new Map([...parts.topics].map(([stream, { topic }]) => [topic, stream]));
    this.#tail = new TailPoll({ link: parts.tailLink, onFound: (from, found) => this.#keep(from, found) });
    this.#writer = new KafkaWriter({
      kafka: parts.kafka,
      knownWrites: (place) => this.#writesAt(place),
      onWritten: (written) => {
        for (const one of written) this.#tail.grown(one, one.offset + 1);
      },
    });
  }

  identity(stream: StreamName): Promise<string> {
    return Promise.resolve(this.#topic(stream).identity);
  }

  partitions(stream: StreamName): number {
    return this.#topic(stream).partitions;
  }

  /** Of a call that fails some records may be kept: told again by a stage they are repeats, by a source harmless. */
  async append(stream: StreamName, records: readonly LogRecord[], named?: number): Promise<readonly Position[]> {
    if (records.length === 0) return [];
    const { topic, partitions } = this.#topic(stream);
    const placed = records.map((record): Placed => {
      return { topic, partition: named ?? partitionOf(record.key, partitions), record };
    });
    return this.#writer.write(placed);
  }

  async read(stream: StreamName, partition: number, from: number, max: number): Promise<readonly StoredRecord[]> {
    if (max <= 0) return [];
    const place = { topic: this.#topic(stream).topic, partition };
    const start = Math.max(0, from);
    return this.#windowOf(place).read(start, { max, maxBytes: readBytes }) ?? this.#readFrom(place, start, max);
  }

  async end(stream: StreamName, partition: number): Promise<number> {
    const place = { topic: this.#topic(stream).topic, partition };
    const end = await this.#asking(`ask for the end of ${place.topic}`, () => this.#parts.link.offsetAt(place, 'end'));
    this.#tail.grown(place, end ?? 0);
    return end ?? 0;
  }

  waitFor(stream: StreamName, partition: number, from: number, signal: AbortSignal): Promise<void> {
    return this.#tail.waitFor({ topic: this.#topic(stream).topic, partition }, from, signal);
  }

  /** Kafka drops by itself, by the retention of the topic; this is for who wants it now. Whole days, the newest stays. */
  async trim(stream: StreamName, beforeMs: number): Promise<number> {
    const { topic, partitions } = this.#topic(stream);
    let gone = 0;
    for (let partition = 0; partition < partitions; partition += 1) {
      gone += await this.#asking(`trim ${topic}`, () => this.#trimOne({ topic, partition }, beforeMs));
    }
    return gone;
  }

  async close(): Promise<void> {
    await this.#tail.close();
    await this.#writer.close();
    await Promise.all([this.#parts.link.close(), this.#parts.tailLink.close()]);
  }

  /** An answer ends where a file of the broker's does: asked on, until there is enough. */
  async #readFrom(place: TopicPlace, from: number, max: number): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    let maxBytes = readBytes;
    for (let next = from; ;) {
      const [found] = await this.#asking(`read ${place.topic} from ${next}`, () =>
        this.#fetch({ ...place, offset: next }),
      );
      if (found === undefined || found.messages.length === 0) return records;
      this.#tail.grown(place, found.end);
      const read = atMost(this.#keep(next, found), { max: max - records.length, maxBytes });
      for (const { offset, bytes, record } of read) {
        records.push(record());
        maxBytes -= bytes;
        next = offset + 1;
      }
      if (next >= found.end || records.length >= max || maxBytes <= 0) return records;
    }
  }

  /** What retention took is not there any more: reading goes on at the first that is. */
  async #fetch(wish: TopicPlace & { offset: number }): Promise<Found[]> {
    const terms = { maxWaitMs: 1, maxBytes: fetchBytes };
    try {
      return await this.#parts.link.fetch([wish], terms);
    } catch (thrown) {
      if ((thrown as { type?: unknown }).type !== 'OFFSET_OUT_OF_RANGE') throw thrown;
    }
    const first = (await this.#parts.link.offsetAt(wish, 'first')) ?? 0;
    return first > wish.offset ? this.#parts.link.fetch([{ ...wish, offset: first }], terms) : [];
  }

  #keep(from: number, { topic, partition, messages }: Found): ReadRecord[] {
    const stream = this.#streams.get(topic) as StreamName;
    const found = messages.map(({ offset, value }) => readRecord(value, { stream, partition, offset }));
    this.#windowOf({ topic, partition }).add(from, found);
    return found;
  }

  async #trimOne(place: TopicPlace, beforeMs: number): Promise<number> {
    const { link } = this.#parts;
    const [first, end] = [(await link.offsetAt(place, 'first')) ?? 0, (await link.offsetAt(place, 'end')) ?? 0];
    const [newest] = end === 0 ? [] : await this.#readFrom(place, end - 1, 1);
    if (newest === undefined) return 0;
    const newestDay = Math.floor(newest.receivedAt / dayMs);
    const upTo = (await link.offsetAt(place, Math.min(beforeMs, newestDay * dayMs))) ?? first;
    if (upTo <= first) return 0;
    await link.dropBefore(place, upTo);
    this.#windows.delete(nameOf(place));
    return upTo - first;
  }

  #writesAt(place: TopicPlace): KnownWrites {
    const name = nameOf(place);
    const known = this.#writes.get(name) ?? new KnownWrites((sinceMs) => this.#since(place, sinceMs));
    this.#writes.set(name, known);
    return known;
  }

  async *#since(place: TopicPlace, sinceMs: number): AsyncIterable<readonly StoredRecord[]> {
    let from = await this.#parts.link.offsetAt(place, sinceMs);
    while (from !== null) {
      const records = await this.#readFrom(place, from, scanRecords);
      const last = records.at(-1);
      if (last === undefined) return;
      yield records;
      from = last.offset + 1;
    }
  }

  #windowOf(place: TopicPlace): RecordWindow {
    const name = nameOf(place);
    const known = this.#windows.get(name) ?? new RecordWindow(windowBytes);
    this.#windows.set(name, known);
    return known;
  }

  #topic(stream: StreamName): OpenTopic {
    return this.#parts.topics.get(stream) as OpenTopic;
  }

  async #asking<T>(doing: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (thrown) {
      throw kafkaFault(thrown, doing);
    }
  }
}

function nameOf({ topic, partition }: TopicPlace): string {
  return `${topic}/${partition}`;
}

function readRecord(value: string, place: RecordPlace): ReadRecord {
  let parsed: StoredRecord | null = null;
  return { offset: place.offset, bytes: value.length, record: () => (parsed ??= recordOf(value, place)) };
}

function recordOf(value: string, place: RecordPlace): StoredRecord {
  try {
    return parseLine(value, place);
  } catch {
    return damagedRecord(place, {
      reason: 'what stands in the topic is no record of ours',
      found: value.slice(0, 2_000),
    });
  }
}
