// Runs the whole pipeline on a told clock: no waiting, no network, the same ticks as live, the same bytes each time.
import type { EventLog } from '../domain/ports/event-log.ts';
import type { LogRecord, StreamName } from '../domain/record.ts';
import type { ToldClock } from './clock/told-clock.ts';
import type { StageOwner } from './stage-owner.ts';

/** Whoever reads a stream in the pipeline: a stage, or a shell with its own timers. */
export interface ReplayParticipant {
  readonly name: string;
  /** Takes what is there to read; how many records that were, 0: nothing. */
  step(): Promise<number>;
  /** When it wants to be told the time next; null: never. */
  readonly tickAt: number | null;
  /** Whether it waits for a time to come: the clock runs on for it after the last record. */
  readonly hasTimer: boolean;
  tick(): Promise<void>;
}

export interface ReplayInput {
  readonly stream: StreamName;
  readonly record: LogRecord;
}

export interface Drive {
  readonly clock: ToldClock;
  readonly log: EventLog;
  /** In the order of the pipeline. */
  readonly participants: readonly (ReplayParticipant | StageOwner)[];
  /** Ordered by `receivedAt`. */
  readonly records: Iterable<ReplayInput> | AsyncIterable<ReplayInput>;
  /** How long the clock may run on after the last record while a timer is pending; 0: not at all. */
  readonly tailMs: number;
  readonly onRecord?: (atMs: number) => void;
}

/** Ends when all is read, decided and committed. Returns the told time at the end. */
export async function driveToEnd(drive: Drive): Promise<number> {
  const { clock, log } = drive;
  await settle(drive);
  for await (const { stream, record } of drive.records) {
    await tickUntil(drive, record.receivedAt, () => true);
    clock.advanceTo(record.receivedAt);
    await log.append(stream, [record]);
    await settle(drive);
    drive.onRecord?.(record.receivedAt);
  }
  if (drive.tailMs > 0) await tickUntil(drive, clock.now() + drive.tailMs, anyTimer);
  return clock.now();
}

function anyTimer({ participants }: Drive): boolean {
  return participants.some((participant) => participant.hasTimer);
}

async function tickUntil(drive: Drive, endMs: number, wanted: (drive: Drive) => boolean): Promise<void> {
  while (wanted(drive)) {
    const next = earliest(drive.participants);
    if (next === null || next.atMs > endMs) return;
    drive.clock.advanceTo(next.atMs);
    await next.participant.tick();
    await settle(drive);
  }
}

/** Of equal times, the participant that stands first in the pipeline. */
function earliest(participants: Drive['participants']): { participant: ReplayParticipant; atMs: number } | null {
  let found: { participant: ReplayParticipant; atMs: number } | null = null;
  for (const participant of participants) {
    const atMs = participant.tickAt;
    if (atMs !== null && (found === null || atMs < found.atMs)) found = { participant, atMs };
  }
  return found;
}

/** Every output is consumed before the next input comes. */
async function settle({ participants }: Drive): Promise<void> {
  let processed = 1;
  while (processed > 0) {
    processed = 0;
    for (const participant of participants) processed += await drain(participant);
  }
}

async function drain(participant: ReplayParticipant): Promise<number> {
  let total = 0;
  for (let count = await participant.step(); count > 0; count = await participant.step()) total += count;
  return total;
}
