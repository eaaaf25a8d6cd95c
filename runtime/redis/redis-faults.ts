// What a failed command of Redis means for whoever waits: again later, make room, or never.
import { AdapterError } from '../../domain/errors.ts';

/** Replies of a server that will be able later: starting, failing over, or its own disk is full. */
const passing = /^(?:LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|NOREPLICAS|MISCONF|FAILOVER)\b/;
const reply = /^([A-Z]{2,}) /;

export function asStateFault(thrown: unknown): AdapterError {
  if (thrown instanceof AdapterError) return thrown;
  const words = thrown instanceof Error ? thrown.message : 'unknown';
  if (words.startsWith('OOM ')) {
    return new AdapterError('state-full', 'Redis has no memory left', { retryable: true, cause: thrown });
  }
  if (/^(?:NOAUTH|WRONGPASS|NOPERM)\b/.test(words)) {
    return new AdapterError('state-refused', `Redis does not let Vigie in: ${words.slice(0, 200)}`, { cause: thrown });
  }
  if (reply.test(words) && !passing.test(words)) {
    return new AdapterError('state-failed', `Redis refused a command: ${words.slice(0, 200)}`, { cause: thrown });
  }
  return new AdapterError('state-unreachable', `Redis does not answer: ${words.slice(0, 200)}`, {
    retryable: true,
    cause: thrown,
  });
}
