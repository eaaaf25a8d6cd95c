// The policy in force: domain defaults, then the rules folder, then what vigie.yaml says.
import { Policy } from '../../domain/policy.ts';
import { listRulesFolder, readRuleFiles } from './rule-files.ts';
import type { SiteConfig } from './site-schema.ts';
import { readBySchema, readYamlFile } from './yaml-file.ts';

/** The rules folder's own words. @throws ConfigError `rules-missing`, `rules-unknown-file`, those of a YAML file or of a rule. */
export function readPolicyFolder(folder: string): Policy {
  const { policy, ruleFiles } = listRulesFolder(folder);
  const said = policy === null ? Policy.parse({}) : readBySchema(readYamlFile(policy), Policy);
  return { ...said, rules: readRuleFiles(ruleFiles) };
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
    ticketing: { ...rules.ticketing, ...ticketingPolicy(config) },
  });
}

function ticketingPolicy({ ticketing }: SiteConfig): Partial<Policy['ticketing']> {
  const { closedByHand, reopenAfterMs } = ticketing;
  return {
    ...(closedByHand === undefined ? {} : { closedByHand }),
    ...(reopenAfterMs === undefined ? {} : { reopenAfterMs }),
  };
}

/** interfaces.md "Configuration". */
export function siteTimezone({ timezone, language }: Pick<SiteConfig, 'timezone' | 'language'>): string {
  return timezone ?? (language === 'fr' ? 'Europe/Paris' : 'UTC');
}
