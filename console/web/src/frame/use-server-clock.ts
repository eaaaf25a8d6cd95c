// Sets the told clock by every status that the server gives.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { statusQuery } from '../api/queries.ts';
import type { Status } from '../api/shapes.ts';
import { setToldClock } from '../time/told-clock.ts';

/** Told time runs at the demo's speed until its recording is over. */
function speedOf(status: Status): number {
  return status.demo !== null && status.demo.progress < 1 ? status.demo.speed : 1;
}

export function useServerClock(): Status | undefined {
  const { data: status } = useQuery(statusQuery);
  useEffect(() => {
    if (status !== undefined) setToldClock({ nowMs: Date.parse(status.now), speed: speedOf(status) });
  }, [status]);
  return status;
}
