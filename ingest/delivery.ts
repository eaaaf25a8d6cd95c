// What one read of a source becomes in the log: one record of events per partition, one per dead letter or line apart.
import { createHash } from 'node:crypto';
import { deliveryKind, type Delivery, type Event } from '../domain/event.ts';
import { hexId } from '../domain/identity.ts';
import { partitionOf } from '../domain/partition.ts';
import type { LogRecord } from '../domain/record.ts';
import { deadLetter, type Arrival, type Sender } from './dead-letter.ts';
import { partitionKey } from './partition-key.ts';
import type { Read, Unmatched } from './source.ts';

export interface Received {
  readonly source: Sender;
  /** Epoch ms, stamped before append. */
  readonly receivedAt: number;
  /** The bytes that were read. */
  readonly body: Uint8Array;
  /** Of stream `events`. */
  readonly partitions: number;
}

export interface DeliveryRecords {
  readonly events: readonly LogRecord[];
  readonly deadLetters: readonly LogRecord[];
  readonly unmatched: readonly LogRecord[];
}

/** Body of kind `unmatched`. */
export interface UnmatchedLines {
  readonly source: string;
  readonly lines: readonly Unmatched[];
}
const unmatchedKind = 'unmatched';

/** Pure. Order within a record is the order of arrival. */
export function deliveryRecords(received: Received, read: Partial<Read>): DeliveryRecords {
  const { events = [], rejected = [], unmatched = [] } = read;
  const body = createHash('sha256').update(received.body).digest('hex');
  const arrival: Arrival = { source: received.source, receivedAt: received.receivedAt, body };
  const groups = byPartition(events, received);
  return {
    events: groups.map((group, position) => eventRecord(arrival, group, position)),
    deadLetters: rejected.map((one, position) => deadLetter(arrival, one, position)),
    unmatched: unmatched.length === 0 ? [] : [unmatchedRecord(arrival, unmatched)],
  };
}

interface Group {
  /** That of its first event; all of the group's lead to the same partition. */
  readonly key: string;
  readonly events: Event[];
}

function byPartition(events: readonly Event[], { source, partitions }: Received): Group[] {
  const groups = new Map<number, Group>();
  for (const event of events) {
    const key = partitionKey(event, source.tenant);
    const partition = partitionOf(key, partitions);
    const group = groups.get(partition);
    if (group === undefined) groups.set(partition, { key, events: [event] });
    else group.events.push(event);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function eventRecord(arrival: Arrival, { key, events }: Group, position: number): LogRecord {
  const { name, type } = arrival.source;
  const body: Delivery = { source: name, sourceType: type, events };
  const occurredAt = events.reduce((earliest, event) => Math.min(earliest, event.occurredAt), arrival.receivedAt);
  return { ...envelope(arrival, deliveryKind, position), key, occurredAt, body };
}

function unmatchedRecord(arrival: Arrival, lines: readonly Unmatched[]): LogRecord {
  const body: UnmatchedLines = { source: arrival.source.name, lines };
  return { ...envelope(arrival, unmatchedKind, 0), body };
}

function envelope({ source, receivedAt, body }: Arrival, kind: string, position: number): Omit<LogRecord, 'body'> {
  const { name, tenant } = source;
  const id = hexId(kind, tenant, name, String(receivedAt), body, String(position));
  return { v: 1, id, tenant, key: `${tenant}/${name}`, kind, occurredAt: receivedAt, receivedAt };
}
