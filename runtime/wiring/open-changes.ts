// Starts the readers of change feeds; what they find goes through the same door as any source's words.
import { generic } from '../../ingest/adapters/generic.ts';
import type { HttpSource } from '../../ingest/adapters/registry.ts';
import { sourceProfile } from '../../ingest/source-profile.ts';
import { takeBody } from '../../ingest/take-body.ts';
import type { Site } from '../config/load-site.ts';
import { followChanges } from './follow-changes.ts';
import type { HeardSources } from './heard-sources.ts';
import type { Surroundings } from './surroundings.ts';

const sourceName = 'changes';
/** The door's own bound (interfaces). */
const maxBytes = 1_048_576;

/** `log`: where doors write. */
export function openChanges(
  { changes, config, timezone }: Site,
  { log, clock, pace, logger }: Surroundings,
  heard: HeardSources,
): { stop(): Promise<void> } {
  const over = new AbortController();
  const profile = sourceProfile(sourceName, generic.settings.parse({ type: 'generic' }), {
    tenant: config.tenant,
    timezone,
  });
  const source: HttpSource = { profile, adapter: generic, token: null };
  const meter = { stored: () => heard.heard(sourceName), rejected: () => undefined, answered: () => undefined };
  const post: Parameters<typeof followChanges>[0]['post'] = (body) =>
    takeBody(
      { source, sent: Buffer.from(JSON.stringify(body)), isGzip: false, maxInflatedBytes: maxBytes },
      { log, clock, meter },
    );
  const running = [...changes].map(([name, feed]) =>
    followChanges({ name, feed, pace, clock, logger, post }, over.signal),
  );
  return {
    stop: async () => {
      over.abort();
      await Promise.allSettled(running);
    },
  };
}
