// A step of a ticket operation: how it stops, in the words of the port, and how steps follow one another.
import { closedForGood } from '../../sink.ts';
import type { FindOutcome, SinkOutcome } from '../../sink.ts';
import type { SinkReply } from '../http/sink-reply.ts';

/** The operation's outcome, where a step did not come through. */
export type Stop = Exclude<SinkOutcome, { outcome: 'done' }>;
/** Null: it came through. */
export type Stopped = Stop | null;

export function stoppedBy(reply: Exclude<SinkReply, { kind: 'ok' }>, what: string): Stop {
  if (reply.kind === 'lost')
    return { outcome: 'in-doubt', code: reply.code, message: `${what}: no trustworthy answer` };
  if (reply.kind === 'refused')
    return { outcome: 'refused', code: reply.code, message: `${what}: refused (${String(reply.status)})` };
  const { code, message, retryAfterMs } = reply;
  return {
    outcome: 'failed',
    code,
    message: `${what}: ${message}`,
    systemic: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** A right, a dictionary or a workflow that a person will repair: it must not vanish, nor be asked for too often. */
const repairMs = 60_000;

/** What the system refuses to do for a reason that a person can take away; `why` names it. */
export function repairable(code: string, message: string): Stop & { outcome: 'failed' } {
  return { outcome: 'failed', code, message, systemic: false, retryAfterMs: repairMs };
}

export function gone(system: string): Stop {
  return { outcome: 'refused', code: closedForGood, message: `the ticket is deleted in ${system}` };
}

/** `system` is the prefix of its codes. */
export function misread(system: string, what: string): Stop {
  const message = `${what}: the answer has another shape`;
  return { outcome: 'failed', code: `${system}-misread`, message, systemic: false };
}

/** It said yes in words that we can't read: it may well stand there. */
export function unreadYes(system: string, what: string): Stop {
  return { outcome: 'in-doubt', code: `${system}-misread`, message: `${what}: no id in the answer` };
}

/** A look-up that did not come through: never "none". */
export function unknown(stop: Stop): FindOutcome & { outcome: 'unknown' } {
  const { code, message } = stop;
  const wait = stop.outcome === 'failed' ? stop.retryAfterMs : undefined;
  return { outcome: 'unknown', code, message, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

/** The first step that stopped; null: all came through, in order. */
export async function inOrder(steps: readonly (() => Promise<Stopped>)[]): Promise<Stopped> {
  for (const step of steps) {
    const stopped = await step();
    if (stopped !== null) return stopped;
  }
  return null;
}
