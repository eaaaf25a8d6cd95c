// The doors that `sources` names, each with its profile and token; unsafe ones are refused.
import { resolve } from 'node:path';
import { ConfigError } from '../../domain/errors.ts';
import { adapters, defaultSources } from '../../ingest/adapters/registry.ts';
import type { HttpSource } from '../../ingest/adapters/registry.ts';
import { sourceProfile } from '../../ingest/source-profile.ts';
import { isLoopback, SyslogSettings } from '../../ingest/syslog/syslog-settings.ts';
import type { TakeSecret } from './resolve-secret.ts';
import { siteTimezone } from './site-policy.ts';
import type { SiteConfig, SourceSection } from './site-schema.ts';
import type { YamlFile } from './yaml-file.ts';

export interface SyslogSource {
  readonly name: string;
  readonly settings: SyslogSettings;
}

export function httpSourcesOf(config: SiteConfig, takeSecret: TakeSecret): HttpSource[] {
  const site = { tenant: config.tenant, timezone: siteTimezone(config) };
  if (config.sources === undefined) return defaultSources(site.timezone, site.tenant);
  return Object.entries(config.sources).flatMap(([name, section]) => {
    const adapter = adapters.get(section.type);
    if (isSyslog(section) || adapter === undefined) return [];
    const token = tokenOf(section, name, takeSecret);
    return [{ profile: sourceProfile(name, section, site), adapter, token }];
  });
}

function tokenOf(section: SourceSection, name: string, takeSecret: TakeSecret): string | null {
  const token = 'token' in section ? section.token : undefined;
  return token === undefined ? null : takeSecret(token, ['sources', name, 'token']);
}

/** interfaces "Default doors": syslog on 127.0.0.1:5514 unless `sources` says otherwise. */
export function syslogSourcesOf(config: SiteConfig, folder: string): SyslogSource[] {
  if (config.sources === undefined) return [{ name: 'syslog', settings: SyslogSettings.parse({ type: 'syslog' }) }];
  return Object.entries(config.sources).flatMap(([name, section]) => {
    if (!isSyslog(section)) return [];
    const { packs } = section;
    return [{ name, settings: packs === undefined ? section : { ...section, packs: resolve(folder, packs) } }];
  });
}

function isSyslog(section: SourceSection): section is SyslogSettings {
  return section.type === 'syslog';
}

/** Beyond loopback, who speaks must show a token and who looks must log in. */
export function refuseOpenDoors(yaml: YamlFile, config: SiteConfig, sources: readonly HttpSource[]): void {
  const { host, login } = config.console;
  if (host === 'localhost' || isLoopback(host)) return;
  const refuse = (code: string, path: string[], why: string): never => {
    const at = `${yaml.path}:${yaml.lineOf(path)}`;
    throw new ConfigError(code, `${at}: ${path.join('.')}: ${why}`, { at });
  };
  const open = sources.find(({ token }) => token === null);
  if (open !== undefined) {
    refuse('door-without-token', ['sources', open.profile.name, 'token'], `needed, since the door listens on ${host}`);
  }
  if (login === undefined || Object.keys(login.users).length === 0) {
    refuse('console-without-login', ['console', 'login'], `needed, since the console listens on ${host}`);
  }
}
