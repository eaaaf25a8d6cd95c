// Makes the profile of a source from its settings and from what the site says for all.
import type { SourceProfile } from './source.ts';
import type { SourceSettings } from './source-settings.ts';

/** What a source takes over if it says nothing itself. */
export interface SiteDefaults {
  readonly tenant: string;
  readonly timezone: string;
}

export function sourceProfile(name: string, settings: SourceSettings, site: SiteDefaults): SourceProfile {
  const severities = Object.entries(settings.severities).map(([word, own]) => [word.toLowerCase(), own] as const);
  return {
    name,
    type: settings.type,
    tenant: settings.tenant ?? site.tenant,
    timezone: settings.timezone ?? site.timezone,
    clock: settings.clock,
    severities: new Map(severities),
    ignoredLabels: new Set(settings.ignoreLabels),
    identity: settings.identity,
    effects: settings.effects,
    ...(settings.heartbeat === undefined ? {} : { heartbeat: settings.heartbeat }),
  };
}
