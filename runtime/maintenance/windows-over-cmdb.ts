// Windows that feeds tell, as maintenance of the CMDB: names found in it, ids under the name of their feed.
import type { Cmdb, MaintenanceWindow } from '../../domain/cmdb.ts';
import { hexId } from '../../domain/identity.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { ToldWindow } from './told-window.ts';

/** An id has 200 characters at most (domain/cmdb.ts). */
const longestId = 200;

/** `corporate/4711@…`: what a suppression names. A name that the CMDB does not know stays, as a fault of the CMDB. */
export function feedWindows(feed: string, told: readonly ToldWindow[], cmdb: Cmdb): MaintenanceWindow[] {
  const known = namesIn(cmdb);
  return told.map(({ id, names, fromMs, toMs, reason }) => {
    const whole = `${feed}/${id}`;
    const cis = names.flatMap((name) => known.get(name.trim().toLowerCase()) ?? [name.slice(0, longestId)]);
    return {
      id: whole.length <= longestId ? whole : `${feed}/${hexId(id)}`,
      cis: [...new Set(cis)],
      from: rfc3339(fromMs),
      to: rfc3339(toMs),
      reason: reason.slice(0, 500),
    };
  });
}

function namesIn({ cis, groups }: Cmdb): Map<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  for (const { id, members } of groups) known.set(id.toLowerCase(), members);
  for (const { id, aliases } of cis) for (const alias of aliases) known.set(alias.toLowerCase(), [id]);
  for (const { id, name } of cis) if (name !== undefined) known.set(name.toLowerCase(), [id]);
  for (const { id } of cis) known.set(id.toLowerCase(), [id]);
  return known;
}

/** The CMDB's own windows, and those of the feeds. */
export function withWindows(cmdb: Cmdb, windows: readonly MaintenanceWindow[]): Cmdb {
  return windows.length === 0 ? cmdb : { ...cmdb, maintenance: [...cmdb.maintenance, ...windows] };
}

/** Those that a feed told before: they stay until it has been read again. */
export function windowsOfFeed({ maintenance }: Cmdb, feed: string): MaintenanceWindow[] {
  return maintenance.filter(({ id }) => id.startsWith(`${feed}/`));
}
