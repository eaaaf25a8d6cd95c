// Waits for work no longer than it may take: whoever ends a process must not wait for what hangs.
import type { Clock } from '../../domain/ports/clock.ts';

/** Whether it was over in time; how it ended, a failure included, is not told. */
export async function atMost(ms: number, clock: Clock, work: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const ended = work.then(
    () => true,
    () => true,
  );
  const late = clock.until(clock.now() + ms, over.signal).then(() => false);
  const inTime = await Promise.race([ended, late]);
  over.abort();
  return inTime;
}
