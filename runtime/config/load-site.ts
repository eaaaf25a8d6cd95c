// From vigie.yaml to what the house is built of: doors, policy, sinks; secrets resolved, unsafe doors refused.
import { dirname, resolve } from 'node:path';
import type { HttpSource } from '../../ingest/adapters/registry.ts';
import { ConfigError } from '../../domain/errors.ts';
import { Policy } from '../../domain/policy.ts';
import { channelConfigsOf, refuseLostRecipients } from './notify-section.ts';
import type { ChannelConfig } from './notify-section.ts';
import { liveCmdbOf } from './cmdb-section.ts';
import type { LiveCmdbConfig } from './cmdb-section.ts';
import { changeFeedsOf, plannedFeedsOf } from './feed-sections.ts';
import type { ChangeFeed, PlannedFeed } from './feed-sections.ts';
import type { KafkaSettings } from '../kafka/kafka-settings.ts';
import { resolveSecret } from './resolve-secret.ts';
import type { TakeSecret } from './resolve-secret.ts';
import { sharedStores } from './shared-stores.ts';
import type { RedisSection } from './shared-stores.ts';
import type { Secret } from './secret.ts';
import { sinkConfigOf } from './sink-section.ts';
import type { SinkConfig } from './sink-section.ts';
import { readPolicyFolder, sitePolicy, siteTimezone } from './site-policy.ts';
import { SiteConfig } from './site-schema.ts';
import { httpSourcesOf, refuseOpenDoors, syslogSourcesOf } from './source-sections.ts';
import type { SyslogSource } from './source-sections.ts';
import { parseYaml, readBySchema, readYamlFile } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

export interface Site {
  readonly config: SiteConfig;
  readonly timezone: string;
  readonly policy: Policy;
  readonly httpSources: readonly HttpSource[];
  readonly syslogSources: readonly SyslogSource[];
  readonly sinks: ReadonlyMap<string, SinkConfig>;
  readonly channels: ReadonlyMap<string, ChannelConfig>;
  /** Null: made at the first start and kept in the data folder. */
  readonly linkSecret: string | null;
  /** Null: the log and the state are files in the data folder. */
  readonly kafka: KafkaSettings | null;
  readonly redis: RedisSection | null;
  /** Absolute, followed while Vigie runs; null: none. */
  readonly rulesFolder: string | null;
  /** Absolute; null: no CMDB file. */
  readonly cmdbFile: string | null;
  /** Read where it lives, its overlay an absolute path; null: none, or a file. */
  readonly liveCmdb: LiveCmdbConfig | null;
  /** Paths absolute, tokens resolved. */
  readonly maintenance: ReadonlyMap<string, PlannedFeed>;
  readonly changes: ReadonlyMap<string, ChangeFeed>;
  /** Everything that no log line may show. */
  readonly secrets: readonly Secret[];
}

export interface SiteQuestion {
  /** Absent: the embedded default. */
  readonly file?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Over what the file says. */
  readonly rules?: string;
  readonly cmdb?: string;
  /** For a run that calls nobody: references are checked, not resolved. */
  readonly withoutSecrets?: boolean;
}

/** Stands for a secret that is not asked for: the reference itself is no value that an adapter must accept. */
const unresolved = 'unresolved';

/** @throws ConfigError naming file, line and path. */
export function loadSite({ file, env, rules, cmdb, withoutSecrets = false }: SiteQuestion): Site {
  const yaml = file === undefined ? parseYaml('(defaults)', '') : readYamlFile(file);
  const folder = file === undefined ? '.' : dirname(resolve(file));
  const config = readBySchema(yaml, SiteConfig);
  const secrets: Secret[] = [];
  const takeSecret: TakeSecret = (text, path) => {
    if (withoutSecrets) return unresolved;
    const at = `${yaml.path}:${yaml.lineOf(path)}: ${path.join('.')}`;
    const secret = resolveSecret(text, { folder, env, at });
    secrets.push(secret);
    return secret.reveal();
  };
  const httpSources = httpSourcesOf(config, takeSecret);
  refuseOpenDoors(yaml, config, httpSources);
  refuseLostRoutes(yaml, config);
  refuseLostRecipients(yaml, config.notify);
  const rulesFolder = rules ?? (config.rules === undefined ? undefined : resolve(folder, config.rules));
  const cmdbFile = cmdb ?? (typeof config.cmdb === 'string' ? resolve(folder, config.cmdb) : null);
  const live =
    cmdb === undefined ? liveCmdbOf(config.cmdb, (text, member) => takeSecret(text, ['cmdb', member])) : null;
  return {
    config,
    timezone: siteTimezone(config),
    policy: sitePolicy(config, rulesFolder === undefined ? Policy.parse({}) : readPolicyFolder(rulesFolder)),
    httpSources,
    syslogSources: syslogSourcesOf(config, folder),
    sinks: sinksOf(config, takeSecret),
    channels: channelConfigsOf(config.notify, takeSecret),
    linkSecret: linkSecretOf(config, takeSecret),
    ...sharedStores(yaml, config, { folder, takeSecret }),
    rulesFolder: rulesFolder ?? null,
    cmdbFile,
    liveCmdb: live?.overlay === undefined ? live : { ...live, overlay: resolve(folder, live.overlay) },
    maintenance: plannedFeedsOf(config, { folder, takeSecret }),
    changes: changeFeedsOf(config, { folder, takeSecret }),
    secrets,
  };
}

/** A secret that can be guessed is none: RFC 2104 asks for as many bytes as the hash has. */
function linkSecretOf({ notify, log }: SiteConfig, takeSecret: TakeSecret): string | null {
  const { linkSecret } = notify;
  const isShared = typeof log !== 'string' && Object.keys(notify.recipients).length > 0;
  if (linkSecret === undefined && isShared) {
    const why = 'notify.linkSecret: needed where several processes sign and read links: openssl rand -base64 32';
    throw new ConfigError('channel-invalid', why, { at: 'notify.linkSecret' });
  }
  if (linkSecret === undefined) return null;
  const secret = takeSecret(linkSecret, ['notify', 'linkSecret']);
  if (secret === unresolved || secret.length >= 32) return secret;
  throw new ConfigError('channel-invalid', 'notify.linkSecret: at least 32 characters: openssl rand -base64 32', {
    at: 'notify.linkSecret',
  });
}

/** Without a section: the built-in desk. */
function sinksOf(config: SiteConfig, takeSecret: TakeSecret): Map<string, SinkConfig> {
  const sections = Object.entries(config.ticketing.sinks ?? { desk: { type: 'desk' as const } });
  const take = (name: string) => (text: string, member: string) =>
    takeSecret(text, ['ticketing', 'sinks', name, member]);
  return new Map(sections.map(([name, section]) => [name, sinkConfigOf(section, take(name))]));
}

/** A route to a system that is not configured would open no ticket, and say nothing. */
function refuseLostRoutes(yaml: YamlFile, { ticketing }: SiteConfig): void {
  const known = Object.keys(ticketing.sinks ?? { desk: null });
  for (const [index, { sinks = [] }] of (ticketing.routes ?? []).entries()) {
    const lost = sinks.find((sink) => !known.includes(sink));
    if (lost === undefined) continue;
    const path = ['ticketing', 'routes', String(index), 'sinks'];
    const at = `${yaml.path}:${yaml.lineOf(path)}`;
    const why = `${at}: ${path.join('.')}: no sink is called ${JSON.stringify(lost)}; known: ${known.join(', ')}`;
    throw new ConfigError('route-unknown-sink', why, { at });
  }
}
