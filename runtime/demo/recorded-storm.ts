// The outage that the demo shows: fifteen recorded minutes of a core switch failing, with the CMDB of that network.
import { fileURLToPath } from 'node:url';

/** One copy serves the demo and the tests. */
const folder = new URL('../../tests/fixtures/storm/', import.meta.url);

export const recordedStorm = {
  recording: fileURLToPath(new URL('storm-15min.ndjson', folder)),
  cmdb: fileURLToPath(new URL('cmdb.json', folder)),
  /** Of the devices whose syslog lines name none. */
  timezone: 'UTC',
} as const;
