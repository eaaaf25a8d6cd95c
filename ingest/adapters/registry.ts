// The adapters that the HTTP door knows, one line each, and the sources that exist without a configuration.
import type { SourceType } from '../../domain/event.ts';
import type { SourceAdapter, SourceProfile } from '../source.ts';
import { sourceProfile } from '../source-profile.ts';
import { alertmanager } from './alertmanager.ts';
import { generic } from './generic.ts';
import { prometheus } from './prometheus.ts';
import { zabbix } from './zabbix.ts';

export const adapters: ReadonlyMap<SourceType, SourceAdapter> = new Map<SourceType, SourceAdapter>([
  ['prometheus', prometheus],
  ['alertmanager', alertmanager],
  ['zabbix', zabbix],
  ['generic', generic],
]);

/** What speaks to the HTTP door: `token` null asks for none, which only loopback allows. */
export interface HttpSource {
  readonly profile: SourceProfile;
  readonly adapter: SourceAdapter;
  readonly token: string | null;
}

/** interfaces "Default doors": one source per adapter, named after its type, without token. */
export function defaultSources(timezone: string, tenant = 'default'): HttpSource[] {
  return [...adapters].map(([type, adapter]) => ({
    profile: sourceProfile(type, adapter.settings.parse({ type }), { tenant, timezone }),
    adapter,
    token: null,
  }));
}
