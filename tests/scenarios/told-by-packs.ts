// Syslog lines as the packs tell them: which alerts they open or end, by which rule.
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import type { Thresholds } from '../../ingest/profiles/thresholds.ts';
import { createSyslogDecoder } from '../../ingest/syslog/decoder.ts';

export const began = Date.parse('2026-11-23T19:16:20Z');

export interface Said {
  readonly lines: readonly string[];
  readonly everyMs?: number;
  readonly thresholds?: Thresholds;
}

/** `state profile severity` of each event that is more than information. */
export function alertsOf({ lines, everyMs = 1000, thresholds }: Said): string[] {
  const decoder = createSyslogDecoder({ profiles: loadProfiles({ thresholds }), timezone: 'UTC' });
  const events = lines.flatMap(
    (text, at) => decoder.datagram(Buffer.from(text), '192.0.2.9', began + at * everyMs).events,
  );
  return events
    .filter(({ state }) => state !== 'info')
    .map(({ state, labels, severity }) => `${state} ${labels['profile'] ?? ''} ${severity}`);
}
