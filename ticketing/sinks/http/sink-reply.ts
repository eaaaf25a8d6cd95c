// What a ticketing system's reply means before its words are read: done, refused, not done, or nobody knows.
import type { HttpReply } from './sink-http.ts';

/** `refused`: the system understood and said no; `lost`: it may have been done. */
export type SinkReply =
  | {
      readonly kind: 'ok';
      readonly status: number;
      readonly json: unknown;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly json: unknown }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryAfterMs?: number }
  | { readonly kind: 'lost'; readonly code: string };

/** How one system speaks of trouble. */
export interface Dialect {
  /** Prefix of its error codes: `glpi`, `rt`. */
  readonly system: string;
  /** What the body says went wrong, bounded and in one line; null: nothing. A 2xx with a problem is a refusal too. */
  problem(json: unknown, status: number): string | null;
  /** Credentials or address are wrong: nothing was done, and a person must repair it. */
  isLockedOut(status: number, problem: string | null, headers: Readonly<Record<string, string>>): boolean;
}

/** A lock-out heals by a person's hand: asking more often only fills the system's log. */
export const lockedOutRetryMs = 30_000;

export function failedReply(code: string, message: string, retryAfterMs?: number | null): SinkReply {
  return { kind: 'failed', code, message, ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}) };
}

/** 4xx and 3xx: certainly not done. A page of a proxy or of another site is not the system's word. */
function judgeNo(reply: HttpReply & { kind: 'answer' }, problem: string | null, dialect: Dialect): SinkReply {
  const { status, form, json, headers } = reply;
  const told = `${problem ?? 'no reason given'} (${String(status)})`;
  if (dialect.isLockedOut(status, problem, headers))
    return failedReply(`${dialect.system}-locked-out`, told, lockedOutRetryMs);
  if (status < 400) {
    const moved = `redirected (${String(status)}): is the address right?`;
    return failedReply(`${dialect.system}-moved`, moved, lockedOutRetryMs);
  }
  if (form === 'other') {
    const page = `the answer is not JSON (${String(status)}): is the address right?`;
    return failedReply(`${dialect.system}-not-an-api`, page, lockedOutRetryMs);
  }
  return { kind: 'refused', status, code: problem ?? `http-${String(status)}`, json };
}

function judgeIllness({ status, retryAfterMs }: HttpReply & { kind: 'answer' }, asked: Asked): SinkReply {
  if (asked.changes) return { kind: 'lost', code: `http-${String(status)}` };
  return failedReply(`${asked.dialect.system}-ill`, `status ${String(status)}`, retryAfterMs);
}

interface Asked {
  readonly dialect: Dialect;
  /** For a request that changes something, an answer that says nothing is a doubt; for a read it is a failure. */
  readonly changes: boolean;
}

export function judgeReply(reply: HttpReply, asked: Asked): SinkReply {
  const { changes, dialect } = asked;
  const { system } = dialect;
  if (reply.kind === 'not-sent') return failedReply(`${system}-unreachable`, `not reached (${reply.code})`);
  if (reply.kind === 'lost')
    return changes ? { kind: 'lost', code: reply.code } : failedReply(`${system}-silent`, `no answer (${reply.code})`);
  const { status, json, form, headers } = reply;
  if (status === 429) return failedReply(`${system}-busy`, 'too many requests (429)', reply.retryAfterMs);
  if (status >= 500 || status === 408) return judgeIllness(reply, asked);
  const problem = dialect.problem(json, status);
  if (status >= 300 || dialect.isLockedOut(status, problem, headers)) return judgeNo(reply, problem, dialect);
  if (problem !== null) return { kind: 'refused', status, code: problem, json };
  if (form === 'json' || status === 204) return { kind: 'ok', status, json: json ?? null, headers };
  // An empty 200 after an error on the server, or a login page in HTML: the address is wrong.
  return changes
    ? { kind: 'lost', code: 'empty-answer' }
    : failedReply(`${system}-not-an-api`, 'the answer is not JSON');
}
