// The policy in force: domain defaults, then the rules folder, then what vigie.yaml says.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../domain/errors.ts';
import { Policy } from '../../domain/policy.ts';
import type { SiteConfig } from './site-schema.ts';
import { readBySchema, readYamlFile } from './yaml-file.ts';

const policyFile = 'policy.yaml';

/** The rules folder's own words. @throws ConfigError `rules-missing`, `rules-unknown-file`, those of a YAML file. */
export function readRules(folder: string): Policy {
  if (!existsSync(folder)) throw new ConfigError('rules-missing', `${folder}: no such folder`, { at: folder });
  const strange = readdirSync(folder).find((name) => /\.(ya?ml|json)$/.test(name) && name !== policyFile);
  if (strange !== undefined) {
    const at = join(folder, strange);
    throw new ConfigError('rules-unknown-file', `${at}: a rules folder holds ${policyFile} alone`, { at });
  }
  const path = join(folder, policyFile);
  return existsSync(path) ? readBySchema(readYamlFile(path), Policy) : Policy.parse({});
}

/** What vigie.yaml says stands above the rules folder. */
export function sitePolicy(config: SiteConfig, rules: Policy): Policy {
  const { matrix, users, ...impact } = config.priorities;
  return Policy.parse({
    ...rules,
    language: config.language,
    timezone: siteTimezone(config),
    ...(users === undefined ? {} : { users }),
    ...(matrix === undefined ? {} : { matrix }),
    impact: { ...rules.impact, ...impact },
    major: { ...rules.major, ...config.major },
  });
}

/** interfaces.md "Configuration". */
export function siteTimezone({ timezone, language }: Pick<SiteConfig, 'timezone' | 'language'>): string {
  return timezone ?? (language === 'fr' ? 'Europe/Paris' : 'UTC');
}
