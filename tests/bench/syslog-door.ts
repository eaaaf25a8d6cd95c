// The syslog door alone, in one process of its own: lines are framed, parsed, matched and made durable, and no stage runs.
import { deliveryRecords } from '../../ingest/delivery.ts';
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import { createSyslogDecoder } from '../../ingest/syslog/decoder.ts';
import { openSyslogListener } from '../../ingest/syslog/listener.ts';
import type { ReadSink } from '../../ingest/syslog/read-gatherer.ts';
import { SyslogSettings } from '../../ingest/syslog/syslog-settings.ts';
import { SystemClock } from '../../runtime/clock/system-clock.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import { endHost } from './syslog-mix.ts';

export interface DoorStored {
  /** Connections whose last line is durable. */
  readonly ended: number;
  readonly events: number;
  readonly unmatched: number;
  readonly ignored: number;
}

const sender = { name: 'syslog', type: 'syslog', tenant: 'default' } as const;
const { log } = await openSqliteStores({ folder: process.argv[2] ?? '.' });
let stored: DoorStored = { ended: 0, events: 0, unmatched: 0, ignored: 0 };

const sink: ReadSink = {
  async append({ read, receivedAt, body }) {
    const records = deliveryRecords({ source: sender, receivedAt, body, partitions: 1 }, read);
    if (records.deadLetters.length > 0) await log.append('dead-letters', records.deadLetters);
    if (records.unmatched.length > 0) await log.append('unmatched', records.unmatched);
    if (records.events.length > 0) await log.append('events', records.events);
    stored = {
      ended: stored.ended + read.events.filter(({ host }) => host.startsWith(endHost)).length,
      events: stored.events + read.events.length,
      unmatched: stored.unmatched + read.unmatched.length,
      ignored: stored.ignored + (read.ignored ?? 0),
    };
    if (read.events.some(({ host }) => host.startsWith(endHost))) process.send?.(stored);
  },
};

const listener = await openSyslogListener({
  name: 'syslog',
  settings: SyslogSettings.parse({ type: 'syslog', tcp: '127.0.0.1:0', udp: false }),
  decoder: createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' }),
  sink,
  clock: new SystemClock(),
  onFault: (error) => process.stderr.write(`${String(error)}\n`),
});
process.on('disconnect', () => process.exit());
process.send?.(listener.tcp?.port);
