// The policy in force: domain defaults, then the rules folder, then what vigie.yaml says.
import { resolve } from 'node:path';
import { z } from 'zod';
import { LearnedLinks } from '../../domain/learned-links.ts';
import { Policy } from '../../domain/policy.ts';
import { listRulesFolder, readRuleFiles } from './rule-files.ts';
import type { SiteConfig } from './site-schema.ts';
import { readBySchema, readYamlFile } from './yaml-file.ts';

/** As in policy.yaml: `learned` names the file that `vigie learn` wrote, from the folder on. */
const FolderPolicy = Policy.extend({ learned: z.string().min(1).optional() });

/** The rules folder's own words. @throws ConfigError `rules-missing`, `rules-unknown-file`, those of a YAML file or of a rule. */
export function readPolicyFolder(folder: string): Policy {
  const { policy, ruleFiles } = listRulesFolder(folder);
  const said = policy === null ? FolderPolicy.parse({}) : readBySchema(readYamlFile(policy), FolderPolicy);
  const learned =
    said.learned === undefined ? null : readBySchema(readYamlFile(resolve(folder, said.learned)), LearnedLinks);
  return { ...said, learned, rules: readRuleFiles(ruleFiles) };
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
