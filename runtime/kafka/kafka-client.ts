// How every connection to Kafka is made: addresses, TLS, who we are, how long we wait. Figures: facts of ADR 0020.
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfig, LogEntry, SASLOptions } from 'kafkajs';
import { ConfigError } from '../../domain/errors.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { useZstd } from './zstd-codec.ts';

/** A line of kafkajs's own, for the log at debug level: it calls errors what it then retries by itself. */
export type ClientTold = (told: { readonly from: string; readonly message: string }) => void;

export interface ClientOptions {
  readonly settings: KafkaSettings;
  readonly onTold?: ClientTold;
  /** Where nobody waits for an answer: tried until it works. A member of a group has nobody to tell. */
  readonly isPatient?: boolean;
}

const forEver = 10_000;

/** Few tries inside: whoever asked hears soon, keeps what it has, and tries again by its own rule. */
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 1.5, factor: 0.2, retries: 5 };

/** @throws ConfigError `kafka-tls-unreadable`. */
export function clientConfig({ settings, onTold = () => undefined, isPatient = false }: ClientOptions): KafkaConfig {
  const { brokers, tls, sasl } = settings;
  return {
    clientId: 'vigie',
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    enforceRequestTimeout: true,
    retry: isPatient ? { ...retry, retries: forEver } : retry,
    logLevel: logLevel.WARN,
    logCreator: () => (entry: LogEntry) => onTold({ from: entry.namespace, message: entry.log.message }),
    ...(tls === undefined ? {} : { ssl: tlsOptions(tls) }),
    ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }),
  };
}

export function kafkaClient(options: ClientOptions): Kafka {
  useZstd();
  return new Kafka(clientConfig(options));
}

function tlsOptions({ ca, certificate, key, serverName }: NonNullable<KafkaSettings['tls']>): ConnectionOptions {
  return {
    ...(ca === undefined ? {} : { ca: readPem(ca) }),
    ...(certificate === undefined ? {} : { cert: readPem(certificate) }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError('kafka-tls-unreadable', `log.kafka.tls: cannot read ${path}`, { at: path, cause });
  }
}
