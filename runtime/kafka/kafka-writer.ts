// Writes records in order, one request in flight: what arrives meanwhile goes with the next one.
import { CompressionTypes } from 'kafkajs';
import type { Kafka, Producer, RecordMetadata } from 'kafkajs';
import type { Position } from '../../domain/ports/event-log.ts';
import type { LogRecord } from '../../domain/record.ts';
import { lineOf } from '../log/record-line.ts';
import type { TopicPlace } from './broker-link.ts';
import { kafkaFault } from './kafka-faults.ts';
import type { KnownWrites, Slot } from './known-writes.ts';

/** A request's text before it is pressed, at most: a batch is read as a whole, so not more than one read gives. */
const requestBytes = 512 << 10;
/** kafkajs sorts a request by partition with a new list for each record: of 2,000 it copies two million places. */
const requestRecords = 256;

export interface Placed extends TopicPlace {
  readonly record: LogRecord;
}

export interface WriterSeat {
  readonly kafka: Kafka;
  readonly knownWrites: (place: TopicPlace) => KnownWrites;
  /** What stands in the log now. */
  readonly onWritten: (written: readonly (Placed & { readonly offset: number })[]) => void;
}

interface Call {
  readonly placed: readonly Placed[];
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (fault: unknown) => void;
}

interface Line extends Placed {
  readonly slot: Slot;
}

export class KafkaWriter {
  readonly #seat: WriterSeat;
  #producer: Producer | null = null;
  #calls: Call[] = [];
  #writing: Promise<void> | null = null;

  constructor(seat: WriterSeat) {
    this.#seat = seat;
  }

  write(placed: readonly Placed[]): Promise<readonly Position[]> {
    return new Promise((resolve, reject) => {
      this.#calls.push({ placed, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** What was handed over is written, or has failed. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#dropProducer();
  }

  async #writeAll(): Promise<void> {
    while (this.#calls.length > 0) {
      const calls = this.#calls;
      this.#calls = [];
      await this.#writeCalls(calls);
    }
    this.#writing = null;
  }

  async #writeCalls(calls: readonly Call[]): Promise<void> {
    try {
      const slots: Slot[][] = [];
      const lines: Line[] = [];
      for (const { placed } of calls) slots.push(await this.#plan(placed, lines));
      for (const request of cut(lines)) await this.#send(request);
      this.#settle(calls, (known) => known.keep());
      calls.forEach(({ placed, resolve }, n) => {
        resolve(placed.map(({ partition }, at) => ({ partition, offset: slots[n]?.[at]?.offset ?? -1 })));
      });
    } catch (thrown) {
      this.#settle(calls, (known) => known.drop());
      await this.#dropProducer();
      const fault = kafkaFault(thrown, `append to ${calls[0]?.placed[0]?.topic ?? 'a topic'}`);
      // Nobody who came later overtakes: they fail too, and all come again in their order.
      const behind = this.#calls;
      this.#calls = [];
      for (const { reject } of [...calls, ...behind]) reject(fault);
    }
  }

  async #plan(placed: readonly Placed[], lines: Line[]): Promise<Slot[]> {
    const slots: Slot[] = [];
    for (const one of placed) {
      const known = this.#seat.knownWrites(one);
      await known.recall(one.record);
      const slot: Slot = { offset: -1 };
      const repeated = known.repeated(one.record, slot);
      if (repeated === null) lines.push({ ...one, slot });
      slots.push(repeated ?? slot);
    }
    return slots;
  }

  #settle(calls: readonly Call[], how: (known: KnownWrites) => void): void {
    for (const known of new Set(calls.flatMap(({ placed }) => placed.map(this.#seat.knownWrites)))) how(known);
  }

  async #send(lines: readonly Line[]): Promise<void> {
    const producer = (this.#producer ??= await this.#newProducer());
    const topics = [...new Set(lines.map(({ topic }) => topic))];
    const topicMessages = topics.map((topic) => ({
      topic,
      messages: lines.filter((line) => line.topic === topic).map(messageOf),
    }));
    const answers = await producer.sendBatch({ acks: -1, compression: CompressionTypes.ZSTD, topicMessages });
    this.#place(lines, answers);
    this.#seat.onWritten(lines.map((line) => ({ ...line, offset: line.slot.offset })));
  }

  #place(lines: readonly Line[], answers: readonly RecordMetadata[]): void {
    const next = new Map(
      answers.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset)]),
    );
    for (const { topic, partition, slot } of lines) {
      const place = `${topic}/${partition}`;
      slot.offset = next.get(place) ?? -1;
      next.set(place, slot.offset + 1);
    }
  }

  async #newProducer(): Promise<Producer> {
    const producer = this.#seat.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    return producer;
  }

  /**
   * After a request that nobody answered, a producer's next numbers may be those that the broker has already seen, and
   * it would take other records for a repeat: a new one has numbers of its own.
   */
  async #dropProducer(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.disconnect().catch(() => undefined);
  }
}

function messageOf({ record, partition }: Line): { key: string; value: string; partition: number; timestamp: string } {
  return { key: record.key, value: lineOf(record), partition, timestamp: String(record.receivedAt) };
}

function cut(lines: readonly Line[]): Line[][] {
  const requests: Line[][] = [];
  let bytes = Infinity;
  for (const line of lines) {
    const size = Buffer.byteLength(lineOf(line.record));
    if (bytes + size > requestBytes || requests.at(-1)?.length === requestRecords) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(line);
    bytes += size;
  }
  return requests;
}
