// What bad data in the CMDB costs: what does not fit together, who speaks and is not in it, who is in it and never speaks;
// each with a cure.
import type { CmdbFault } from '../../correlate/cmdb/cmdb-fault.ts';
import { findCmdbFaults } from '../../correlate/cmdb/faults.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { unmatchedHosts, type UnmatchedHost } from '../reading/unmatched-hosts.ts';
import { silentCis, type SilentCi } from '../reading/silent-cis.ts';
import { cmdbFaultInFrench, silentWords } from '../../ticketing/wording/cmdb-fault-words.ts';
import type { Language } from '../../ticketing/wording/language.ts';
import type { CmdbQuality } from './cmdb-contract.ts';
import type { View } from './view.ts';

type Line = CmdbQuality['items'][number];

const mostLines = 500;
const dayMs = 86_400_000;

export async function showCmdbQuality(cmdb: Cmdb, view: View): Promise<CmdbQuality> {
  const { hosts, alerts, truncated } = await unmatchedHosts(view.reader, view.stands);
  const lines = [
    ...hosts.map(unmatchedLine),
    ...findCmdbFaults(cmdb, view.timezone).map((fault) => faultLine(fault, view.language)),
    ...(await silentCis(cmdb, view.reader, view.now)).map((ci) => silentLine(ci, view)),
  ];
  return {
    items: lines.slice(0, mostLines),
    total: lines.length,
    cis: cmdb.cis.length,
    services: cmdb.services.length,
    alerts,
    truncated,
  };
}

function unmatchedLine({ host, sources, alerts, lastSeenAt, incidents }: UnmatchedHost): Line {
  return {
    kind: 'unmatched',
    severity: 'warning',
    at: host,
    message: sources.join(', '),
    fix: `- { id: ${yamlText(idOf(host))}, class: other, aliases: [${yamlText(host)}] }`,
    alerts,
    lastSeenAt: rfc3339(lastSeenAt),
    incidents: [...incidents],
  };
}

function silentLine({ ci, lastAt, since, incidents }: SilentCi, { language, now }: View): Line {
  const place = { kind: 'silent' as const, severity: 'warning' as const, at: ci, alerts: 0 };
  const lastSeenAt = lastAt === null ? null : rfc3339(lastAt);
  return {
    ...place,
    ...silentWords(Math.floor((now - since) / dayMs), language),
    lastSeenAt,
    incidents: [...incidents],
  };
}

function faultLine({ code, severity, path, message, fix, names }: CmdbFault, language: Language): Line {
  const words = language === 'fr' ? cmdbFaultInFrench(code, names) : null;
  const line = { kind: code, severity, at: path, alerts: 0, lastSeenAt: null, incidents: [] };
  return { ...line, ...(words ?? { message, fix }) };
}

/** The short name, or an address whole. */
function idOf(host: string): string {
  const bare = host.replace(/:\d{1,5}$/, '').toLowerCase();
  return /^[\d.]+$|:/.test(bare) ? bare : (bare.split('.')[0] ?? bare);
}

/** A JSON string is a YAML string, whatever a source wrote. */
function yamlText(text: string): string {
  return /^[A-Za-z][\w.-]*$/.test(text) ? text : JSON.stringify(text);
}
