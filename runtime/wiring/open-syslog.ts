// The site's syslog doors, each in a worker of its own: what they read is appended before TCP senders may go on.
import type { Site } from '../config/load-site.ts';
import type { SyslogSource } from '../config/source-sections.ts';
import { SyslogDoor } from '../syslog/door-link.ts';
import type { HeardSources } from './heard-sources.ts';
import type { Surroundings } from './surroundings.ts';

export interface OpenDoor {
  readonly name: string;
  readonly door: SyslogDoor;
}

/** @throws AdapterError `syslog-not-listening`; those already open are closed again. */
export async function openSyslog(site: Site, surroundings: Surroundings, heard: HeardSources): Promise<OpenDoor[]> {
  const open: OpenDoor[] = [];
  try {
    for (const source of site.syslogSources) {
      open.push({ name: source.name, door: await openOne(source, site, surroundings, heard) });
    }
    return open;
  } catch (thrown) {
    await Promise.all(open.map(({ door }) => door.close()));
    throw thrown;
  }
}

function openOne(
  { name, settings }: SyslogSource,
  site: Site,
  { log, logger }: Surroundings,
  heard: HeardSources,
): Promise<SyslogDoor> {
  return SyslogDoor.open({
    settings: {
      name,
      tenant: settings.tenant ?? site.config.tenant,
      settings,
      timezone: settings.timezone ?? site.timezone,
      partitions: log.partitions('events'),
    },
    append: (stream, records) => log.append(stream, records),
    onStored: () => heard.heard(name),
    onFault: (thrown) => logger.warn({ err: thrown, source: name }, 'syslog survived a fault'),
  });
}
