// The flags that start and demo share, and what they mean.
import { isAbsolute, join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import { logLevels } from '../telemetry/logger.ts';
import type { LogLevel } from '../telemetry/logger.ts';
import { readNumber } from './read-option.ts';

export interface HouseFlags {
  readonly config?: string;
  readonly data: string;
  readonly role: string;
  readonly port?: string;
  readonly logLevel: string;
  readonly json?: boolean;
}

const roles = ['all', 'ingest', 'correlate', 'ticketing', 'console'];

export function addHouseOptions(command: Command): Command {
  return command
    .option('--config <file>', 'vigie.yaml; without it, the default doors on loopback')
    .option('--data <dir>', 'where log and state are kept', 'vigie-data')
    .option('--role <role>', `one of ${roles.join(', ')}`, 'all')
    .option('--port <number>', 'HTTP port; 0: any')
    .option('--log-level <level>', `one of ${logLevels.join(', ')}`, 'info')
    .option('--json', 'tell the address as JSON');
}

/** @throws ConfigError `option-invalid`, `role-needs-kafka`. */
export function refuseRoles(role: string): void {
  if (!roles.includes(role)) {
    throw new ConfigError('option-invalid', `--role: ${JSON.stringify(role)} is none of ${roles.join(', ')}`);
  }
  if (role === 'all') return;
  const why = 'needs log: kafka:, which this version does not have; --role all runs them in one process';
  throw new ConfigError('role-needs-kafka', `--role ${role} ${why}`, { at: '--role' });
}

export function portOf({ port }: HouseFlags): { port?: number } {
  return port === undefined ? {} : { port: Math.trunc(readNumber('--port', port, { min: 0, max: 65_535 })) };
}

export function levelOf({ logLevel }: HouseFlags): LogLevel {
  const level = logLevels.find((known) => known === logLevel);
  if (level !== undefined) return level;
  throw new ConfigError(
    'option-invalid',
    `--log-level: ${JSON.stringify(logLevel)} is none of ${logLevels.join(', ')}`,
  );
}

export function absolutePath(path: string): string {
  return isAbsolute(path) ? path : join(process.cwd(), path);
}
