// The log and the state that processes share: both or neither, secrets resolved, paths made absolute.
import { resolve } from 'node:path';
import { ConfigError } from '../../domain/errors.ts';
import type { KafkaSettings } from '../kafka/kafka-settings.ts';
import type { SectionReading } from './resolve-secret.ts';
import type { SiteConfig } from './site-schema.ts';
import type { YamlFile } from './yaml-file.ts';

export interface RedisSection {
  readonly url: string;
  readonly password: string | null;
  readonly prefix: string;
}

export interface SharedStores {
  readonly kafka: KafkaSettings | null;
  readonly redis: RedisSection | null;
}

/** @throws ConfigError `stores-apart`. */
export function sharedStores(yaml: YamlFile, { log, state }: SiteConfig, reading: SectionReading): SharedStores {
  if (typeof log === 'string' && typeof state === 'string') return { kafka: null, redis: null };
  if (typeof log === 'string') throw apart(yaml, 'state', 'state: redis: needs log: kafka:');
  if (typeof state === 'string') throw apart(yaml, 'log', 'log: kafka: needs state: redis:');
  return { kafka: kafkaOf(log.kafka, reading), redis: redisOf(state.redis, reading) };
}

function apart(yaml: YamlFile, key: string, needs: string): ConfigError {
  const at = `${yaml.path}:${yaml.lineOf([key])}`;
  return new ConfigError('stores-apart', `${at}: ${needs}: processes share both, or one has both as files`, { at });
}

type KafkaSection = Exclude<SiteConfig['log'], string>['kafka'];

function kafkaOf({ tls, sasl, ...section }: KafkaSection, { folder, takeSecret }: SectionReading): KafkaSettings {
  const from = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(folder, path);
  const key = tls?.key === undefined ? undefined : takeSecret(tls.key, ['log', 'kafka', 'tls', 'key']);
  const files = tls === undefined ? {} : { tls: { ...tls, ca: from(tls.ca), certificate: from(tls.certificate), key } };
  const password = sasl === undefined ? '' : takeSecret(sasl.password, ['log', 'kafka', 'sasl', 'password']);
  return { ...section, ...files, ...(sasl === undefined ? {} : { sasl: { ...sasl, password } }) };
}

function redisOf(
  { url, password, prefix }: Exclude<SiteConfig['state'], string>['redis'],
  { takeSecret }: SectionReading,
): RedisSection {
  return {
    url,
    prefix,
    password: password === undefined ? null : takeSecret(password, ['state', 'redis', 'password']),
  };
}
