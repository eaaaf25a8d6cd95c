// A call that was given up sends nothing more, however many steps its adapter still had before it.
import { AsyncLocalStorage } from 'node:async_hooks';

const calls = new AsyncLocalStorage<AbortSignal>();

/** Runs a call of a sink with all that it asks on its way; nothing of it leaves once `givenUp` is aborted. */
export function withinCall<T>(givenUp: AbortSignal, call: () => Promise<T>): Promise<T> {
  return calls.run(givenUp, call);
}

/** Of the call that asks; undefined outside of one, as readers and probes are. */
export function callGivenUp(): AbortSignal | undefined {
  return calls.getStore();
}
