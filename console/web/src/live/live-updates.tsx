// Keeps what is shown fresh: each event of the stream makes the queries that it concerns stale.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { listenLive, type LiveState } from './live-stream.ts';

/** At most one refetch a second, however fast a storm is. */
const gatherMs = 1000;

const LiveContext = createContext<LiveState>('connecting');

/** Gathers what changed and tells it once per `gatherMs`. */
function gatherInvalidations(queries: QueryClient): { readonly add: (key: string) => void; readonly stop: () => void } {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const key of changed) void queries.invalidateQueries({ queryKey: key.split(' ') });
    changed.clear();
  };
  return {
    add: (key) => {
      changed.add(key);
      timer ??= setTimeout(flush, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const gathered = gatherInvalidations(queries);
    let wasLost = false;
    const stop = listenLive({
      onState: (next) => {
        if (next === 'live' && wasLost) void queries.invalidateQueries();
        wasLost = next === 'lost';
        setState(next);
      },
      onIncident: (id) => {
        gathered.add('incidents');
        gathered.add('tickets');
        gathered.add('problems');
        gathered.add('status');
        gathered.add(`incident ${id}`);
      },
      onStatus: () => gathered.add('status'),
    });
    return () => {
      stop();
      gathered.stop();
    };
  }, [queries]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  return use(LiveContext);
}
