// When the owner of a partition tells its stage the time: live, in replay and in backtests alike.
import { hexId } from '../domain/identity.ts';
import { tickKind, type LogRecord, type StreamName } from '../domain/record.ts';

const grainMs = 1_000;
const quietMs = 60_000;

export interface TickNeed {
  /** Time of the last tick, or of the first record where none came yet; null: nothing was ever read. */
  readonly tickedMs: number | null;
  readonly nextDueAt: number | null;
  /** Another owner tells the minutes. */
  readonly onlyWhenDue?: boolean;
}

/** Epoch ms of the next tick: the whole second at which the next timer is due, else the next whole minute. */
export function nextTickAt({ tickedMs, nextDueAt, onlyWhenDue = false }: TickNeed): number | null {
  if (tickedMs === null) return null;
  const minute = onlyWhenDue ? null : after(tickedMs, quietMs);
  if (nextDueAt === null) return minute;
  const due = Math.max(after(tickedMs, grainMs), Math.ceil(nextDueAt / grainMs) * grainMs);
  return minute === null ? due : Math.min(minute, due);
}

function after(atMs: number, stepMs: number): number {
  return (Math.floor(atMs / stepMs) + 1) * stepMs;
}

/** What tells the stages of a partition the time. */
export function tickRecord(stream: StreamName, partition: number, atMs: number): LogRecord {
  const id = hexId(tickKind, stream, String(partition), String(atMs));
  return { v: 1, id, tenant: '', key: '', kind: tickKind, occurredAt: atMs, receivedAt: atMs, body: {} };
}
