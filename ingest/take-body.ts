// Takes one body of an admitted source: has it read, appends what came of it, and says what to answer.
import { AdapterError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { EventLog } from '../domain/ports/event-log.ts';
import type { HttpSource } from './adapters/registry.ts';
import { deliveryRecords } from './delivery.ts';
import { inflateBody } from './inflate-body.ts';
import { notGzip, readOrReject, type Reading } from './read-or-reject.ts';

/** What the door counts; whoever wires it decides with what. */
export interface DoorMeter {
  /** One per delivery that was stored. */
  stored(source: string, events: number): void;
  /** One per dead letter. */
  rejected(source: string, code: string): void;
  /** Every answer; `source` is null where none was admitted. */
  answered(source: string | null, status: number): void;
}

export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly at?: string | undefined;
}

export interface Taken {
  readonly accepted: number;
  readonly rejected: readonly { readonly code: string; readonly message: string; readonly at: string | undefined }[];
}
export type Answer = { readonly taken: Taken } | { readonly fault: Fault };

export interface Body {
  readonly source: HttpSource;
  readonly sent: Buffer;
  readonly isGzip: boolean;
  readonly maxInflatedBytes: number;
}

export interface DoorParts {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly meter: DoorMeter;
}

const tooLarge: Fault = { status: 413, code: 'body-too-large', message: 'the body is too large once unpacked' };

/** Resolves with `taken` only once everything of the body is durable. */
export async function takeBody({ source, sent, isGzip, maxInflatedBytes }: Body, parts: DoorParts): Promise<Answer> {
  const inflated = isGzip ? await inflateBody(sent, maxInflatedBytes) : { bytes: sent };
  if ('fault' in inflated && inflated.fault === 'too-large') return { fault: tooLarge };
  const receivedAt = parts.clock.now();
  const reading = 'fault' in inflated ? notGzip(sent) : readOrReject(source, inflated.bytes, receivedAt);
  try {
    await store(reading, { source, sent, receivedAt }, parts);
  } catch (error) {
    return { fault: notStored(error) };
  }
  return answer(reading);
}

interface Arrived {
  readonly source: HttpSource;
  readonly sent: Buffer;
  readonly receivedAt: number;
}

/** Dead letters first: a source that resends after a failure in between repeats events, which is harmless. */
async function store(reading: Reading, arrived: Arrived, { log, meter }: DoorParts): Promise<void> {
  const source = arrived.source.profile;
  const received = { source, receivedAt: arrived.receivedAt, body: arrived.sent, partitions: log.partitions('events') };
  const { events, deadLetters } = deliveryRecords(received, reading);
  if (deadLetters.length > 0) await log.append('dead-letters', deadLetters);
  for (const { code } of reading.rejected) meter.rejected(source.name, code);
  if (events.length > 0) await log.append('events', events);
  meter.stored(source.name, reading.events.length);
}

function notStored(error: unknown): Fault {
  if (!(error instanceof AdapterError)) throw error;
  return { status: 503, code: error.code, message: 'not stored: send it again' };
}

function answer({ events, rejected, fault }: Reading): Answer {
  const refusals = rejected.map(({ code, reason, at }) => ({ code, message: reason, at }));
  const [first] = refusals;
  const isNothing = fault !== null || (events.length === 0 && first !== undefined);
  if (isNothing && first !== undefined) return { fault: { status: 400, ...first } };
  return { taken: { accepted: events.length, rejected: refusals } };
}
