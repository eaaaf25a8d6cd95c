// The site's syslog listeners: what they read becomes records, appended before TCP senders may go on.
import { deliveryRecords } from '../../ingest/delivery.ts';
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import { createSyslogDecoder } from '../../ingest/syslog/decoder.ts';
import { openSyslogListener } from '../../ingest/syslog/listener.ts';
import type { SyslogListener } from '../../ingest/syslog/listener.ts';
import type { ReadSink } from '../../ingest/syslog/read-gatherer.ts';
import type { Site, SyslogSource } from '../config/load-site.ts';
import type { HeardSources } from './heard-sources.ts';
import type { Surroundings } from './surroundings.ts';

export interface OpenListener {
  readonly name: string;
  readonly listener: SyslogListener;
}

/** @throws AdapterError `syslog-not-listening`; those already open are closed again. */
export async function openSyslog(site: Site, surroundings: Surroundings, heard: HeardSources): Promise<OpenListener[]> {
  const open: OpenListener[] = [];
  try {
    for (const source of site.syslogSources) {
      open.push({ name: source.name, listener: await openOne(source, site, surroundings, heard) });
    }
    return open;
  } catch (thrown) {
    await Promise.all(open.map(({ listener }) => listener.close()));
    throw thrown;
  }
}

function openOne(
  { name, settings }: SyslogSource,
  site: Site,
  surroundings: Surroundings,
  heard: HeardSources,
): Promise<SyslogListener> {
  const { clock, logger } = surroundings;
  const decoder = createSyslogDecoder({
    profiles: loadProfiles(settings.packs),
    timezone: settings.timezone ?? site.timezone,
    clock: settings.clock,
  });
  const sink = syslogSink({ name, tenant: settings.tenant ?? site.config.tenant }, surroundings, heard);
  const onFault = (thrown: unknown): void => logger.warn({ err: thrown, source: name }, 'syslog survived a fault');
  return openSyslogListener({ settings, decoder, sink, clock, onFault });
}

function syslogSink(
  source: { readonly name: string; readonly tenant: string },
  { log }: Surroundings,
  heard: HeardSources,
): ReadSink {
  return {
    async append({ read, receivedAt, body }) {
      const sender = { ...source, type: 'syslog' } as const;
      const records = deliveryRecords({ source: sender, receivedAt, body, partitions: log.partitions('events') }, read);
      if (records.deadLetters.length > 0) await log.append('dead-letters', records.deadLetters);
      if (records.unmatched.length > 0) await log.append('unmatched', records.unmatched);
      if (records.events.length > 0) await log.append('events', records.events);
      heard.heard(source.name);
    },
  };
}
