// The told clock as a component reads it: told anew each real second.
import { useSyncExternalStore } from 'react';
import { onToldClock, readToldClock } from './told-clock.ts';

const everyMs = 1000;
let shownMs: number | null = null;

function subscribe(listener: () => void): () => void {
  const refresh = (): void => {
    shownMs = readToldClock();
    listener();
  };
  const timer = setInterval(refresh, everyMs);
  const off = onToldClock(refresh);
  return () => {
    clearInterval(timer);
    off();
  };
}

/** Epoch ms by the server's clock; null until it spoke. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, () => {
    shownMs ??= readToldClock();
    return shownMs;
  });
}
