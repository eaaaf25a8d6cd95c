// What a process does: all of it, or one part of a cluster.
import { ConfigError } from '../../domain/errors.ts';
import type { Site } from '../config/load-site.ts';

/** In the order of the data. */
export const roles = ['ingest', 'correlate', 'ticketing', 'console'] as const;
export type Role = (typeof roles)[number];

const everything = 'all';
export const roleWords: readonly string[] = [everything, ...roles];

/** @throws ConfigError `option-invalid`. */
export function readRoles(word: string): readonly Role[] {
  if (word === everything) return roles;
  const role = roles.find((known) => known === word);
  if (role !== undefined) return [role];
  throw new ConfigError('option-invalid', `--role: ${JSON.stringify(word)} is none of ${roleWords.join(', ')}`);
}

/** @throws ConfigError `role-needs-kafka`: files in a data folder belong to one process. */
export function refuseRolesAlone(wanted: readonly Role[], { kafka }: Pick<Site, 'kafka'>): void {
  if (wanted.length === roles.length || kafka !== null) return;
  const why = 'needs log: kafka: and state: redis: in vigie.yaml, which processes share; --role all runs all in one';
  throw new ConfigError('role-needs-kafka', `--role ${wanted.join()} ${why}`, { at: '--role' });
}
