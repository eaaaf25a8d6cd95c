// The flags that start and demo share, and what they mean.
import { isAbsolute, join } from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import { logLevels } from '../telemetry/logger.ts';
import type { LogLevel } from '../telemetry/logger.ts';
import { roleWords } from '../wiring/roles.ts';
import { readNumber } from './read-option.ts';

export interface HouseFlags {
  readonly config?: string;
  readonly data: string;
  readonly role: string;
  readonly port?: string;
  readonly logLevel: string;
  readonly json?: boolean;
}

export function addHouseOptions(command: Command): Command {
  return command
    .option('--config <file>', 'vigie.yaml; without it, the default doors on loopback')
    .option('--data <dir>', 'where log and state are kept', 'vigie-data')
    .option('--role <role>', `one of ${roleWords.join(', ')}`, 'all')
    .option('--port <number>', 'HTTP port; 0: any')
    .option('--log-level <level>', `one of ${logLevels.join(', ')}`, 'info')
    .option('--json', 'tell the address as JSON');
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
