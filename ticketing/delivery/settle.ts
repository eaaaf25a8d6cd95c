// Decides what an answer, or none, means for a lane: done, again later, in doubt, or given up. Pure.
import type { Reason } from '../../domain/decision.ts';
import type { Json } from '../../domain/json.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import { closedForGood } from '../sink.ts';
import type { SinkOutcome, TicketRef } from '../sink.ts';
import { fresh } from './lane.ts';
import type { Head, Lane } from './lane.ts';
import { retryDelayMs } from './retry-delay.ts';

export interface Verdict {
  readonly outcome: string;
  readonly reason: Reason;
  readonly evidence: Readonly<Record<string, Json>>;
}

export interface Settled {
  readonly lane: Lane;
  /** What became of the operation; `pending`: it will be tried again. */
  readonly result: 'done' | 'refused' | 'pending';
  /** The ticket is gone and the operation mattered: planning is to open the next generation. */
  readonly beyondReopening: boolean;
  readonly verdict: Verdict | null;
}

function base(operation: TicketOperation): Readonly<Record<string, Json>> {
  return { sink: operation.sink, key: operation.key, operation: operation.op };
}

/** A message is told of in words of its own. */
function reasonOf({ notice }: TicketOperation, what: 'retry' | 'in-doubt' | 'refused'): Reason {
  return notice === undefined ? `ticket-${what}` : `notice-${what}`;
}

function withTicket(lane: Lane, ref: TicketRef | undefined, operation: TicketOperation): Lane {
  if (ref === undefined || operation.key !== lane.key) return lane;
  return { ...lane, ticket: ref.ticket, url: ref.url };
}

function next(lane: Lane, operation: TicketOperation, now: number): Lane {
  const { op, notice } = operation;
  const ends = ['resolve', 'merge', 'close', 'answer'].includes(op) || notice !== undefined;
  return { ...lane, queue: lane.queue.slice(1), head: fresh, changedAt: now, ended: ends };
}

/** Resolving or merging a ticket that is gone is done; telling it more is moot; opening it again needs a new one. */
function refusal(operation: TicketOperation, code: string): { done: boolean; beyond: boolean } {
  if (code !== closedForGood) return { done: false, beyond: false };
  const { op } = operation;
  return { done: op === 'resolve' || op === 'merge', beyond: op === 'reopen' || op === 'escalate' };
}

function retried(
  lane: Lane,
  operation: TicketOperation,
  outcome: SinkOutcome & { outcome: 'failed' },
  now: number,
): Settled {
  const attempt = lane.head.attempt + 1;
  const afterMs = retryDelayMs(operation.id, attempt, outcome.retryAfterMs);
  // Definitely not done, so nothing to look for; unless an earlier attempt left a doubt, or half of it was done.
  const look = outcome.ticket !== undefined || (lane.head.phase === 'inflight' && lane.head.look);
  const head: Head = { phase: 'waiting', attempt, notBefore: now + afterMs, look };
  const evidence = { ...base(operation), why: outcome.message, code: outcome.code, attempt, afterMs };
  const verdict: Verdict = { outcome: 'retry', reason: reasonOf(operation, 'retry'), evidence };
  return {
    lane: { ...withTicket(lane, outcome.ticket, operation), head },
    result: 'pending',
    beyondReopening: false,
    verdict,
  };
}

function doubted(
  lane: Lane,
  operation: TicketOperation,
  doubt: { code: string; message: string },
  terms: Terms,
): Settled {
  const attempt = lane.head.attempt + 1;
  // The quarantine, and from the second doubt on the rhythm of retries too.
  const waitMs = Math.max(terms.quarantineMs, attempt > 1 ? retryDelayMs(operation.id, attempt) : 0);
  const head: Head = { phase: 'in-doubt', attempt, lookAt: terms.now + waitMs };
  const evidence = { ...base(operation), why: doubt.message, code: doubt.code, attempt, quarantineMs: waitMs };
  const verdict: Verdict = { outcome: 'in-doubt', reason: reasonOf(operation, 'in-doubt'), evidence };
  const after = { ...lane, head, ...(operation.op === 'open' ? { doubted: terms.now } : {}) };
  return { lane: after, result: 'pending', beyondReopening: false, verdict };
}

export interface Terms {
  readonly now: number;
  readonly quarantineMs: number;
}

export function settle(lane: Lane, operation: TicketOperation, outcome: SinkOutcome, terms: Terms): Settled {
  const { now } = terms;
  if (outcome.outcome === 'in-doubt') return doubted(lane, operation, outcome, terms);
  if (outcome.outcome === 'failed') return retried(lane, operation, outcome, now);
  if (outcome.outcome === 'done') {
    const after = next(withTicket(lane, outcome.ticket, operation), operation, now);
    return { lane: after, result: 'done', beyondReopening: false, verdict: null };
  }
  return refuse(lane, operation, outcome, now);
}

/** Given up for good, said so; the lane goes on with what comes next. */
export function refuse(
  lane: Lane,
  operation: TicketOperation,
  why: { code: string; message: string },
  now: number,
): Settled {
  const { done, beyond } = refusal(operation, why.code);
  const evidence = { ...base(operation), why: why.message, code: why.code };
  const verdict: Verdict = { outcome: 'refused', reason: reasonOf(operation, 'refused'), evidence };
  const refused = operation.op === 'open' && operation.key === lane.key;
  const after = { ...next(lane, operation, now), refused: lane.refused || refused };
  return { lane: after, result: done ? 'done' : 'refused', beyondReopening: beyond, verdict };
}

/**
 * A call starts within this time of its durable intent, or not at all: a process that stood still meanwhile may have a
 * successor. So that is how much longer the successor waits.
 */
export const launchGraceMs = 2_000;

/** At start: what an earlier life had in the air is in doubt, and what a lost state may have sent is looked up first. */
export function afterRestart(lane: Lane, terms: Terms, rebuilt: boolean): Lane {
  const { head } = lane;
  if (lane.queue.length === 0) return lane;
  if (head.phase === 'inflight' || rebuilt) {
    const lookAt = terms.now + terms.quarantineMs + launchGraceMs;
    const doubtful: Head = { phase: 'in-doubt', attempt: head.attempt + 1, lookAt };
    return { ...lane, head: doubtful, ...(lane.ticket === null ? { doubted: terms.now } : {}) };
  }
  return lane;
}
