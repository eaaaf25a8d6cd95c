// The policy in force: domain defaults, then the rules folder, then what vigie.yaml says.
import { resolve } from 'node:path';
import { z } from 'zod';
import { allFlags } from '../../domain/flags.ts';
import { LearnedLinks } from '../../domain/learned-links.ts';
import { Crowd, Policy } from '../../domain/policy.ts';
import { checkTexts } from './check-texts.ts';
import { notifyPolicyOf } from './notify-section.ts';
import { listRulesFolder, readRuleFiles } from './rule-files.ts';
import type { SiteConfig } from './site-schema.ts';
import { readBySchema, readYamlFile } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

/** As in policy.yaml: `learned` names the file that `vigie learn` wrote, from the folder on; flags are nobody's to set, the address is vigie.yaml's. */
const FolderPolicy = Policy.omit({ flags: true, consoleUrl: true }).extend({ learned: z.string().min(1).optional() });

/** The rules folder's own words. @throws ConfigError `rules-missing`, `rules-unknown-file`, `text-invalid`, those of a YAML file or of a rule. */
export function readPolicyFolder(folder: string): Policy {
  const { policy, ruleFiles } = listRulesFolder(folder);
  const said = policy === null ? FolderPolicy.parse({}) : readPolicyFile(readYamlFile(policy));
  const learned =
    said.learned === undefined ? null : readBySchema(readYamlFile(resolve(folder, said.learned)), LearnedLinks);
  return { ...said, flags: [...allFlags], learned, rules: readRuleFiles(ruleFiles) };
}

function readPolicyFile(file: YamlFile): z.infer<typeof FolderPolicy> {
  const said = readBySchema(file, FolderPolicy);
  if (said.texts !== undefined) checkTexts(file, said.texts);
  return said;
}

/** What vigie.yaml says stands above the rules folder. */
export function sitePolicy(config: SiteConfig, rules: Policy): Policy {
  const { matrix, users, ...impact } = config.priorities;
  const { publicUrl } = config.console;
  return Policy.parse({
    ...rules,
    flags: allFlags,
    language: config.language,
    timezone: siteTimezone(config),
    ...(publicUrl === undefined ? {} : { consoleUrl: publicUrl }),
    ...(users === undefined ? {} : { users }),
    ...(matrix === undefined ? {} : { matrix }),
    impact: { crowd: Crowd.parse({}), ...rules.impact, ...impact },
    major: { ...rules.major, ...config.major },
    ticketing: { ...rules.ticketing, ...ticketingPolicy(config) },
    notify: notifyPolicyOf(config.notify, rules.notify, (channel) =>
      shownSink(channelSink(channel), config.ticketing.mode),
    ),
  });
}

/** While only observing, routes lead to the systems' shadows. */
function plannedRoutes({ routes = [], mode }: SiteConfig['ticketing']): NonNullable<SiteConfig['ticketing']['routes']> {
  const named = (sinks: readonly string[]): string[] => sinks.map((sink) => shownSink(sink, mode));
  return routes.map((route) => (route.sinks === undefined ? route : { ...route, sinks: named(route.sinks) }));
}

/** A ticket that would be is told apart by its sink's name, so that acting later begins with tickets of its own. */
export function shownSink(name: string, mode: SiteConfig['ticketing']['mode']): string {
  return mode === 'observe' ? `would-be.${name}` : name;
}

/** A channel's name among the sinks: what operations carry. */
export function channelSink(channel: string): string {
  return `notify.${channel}`;
}

function ticketingPolicy({ ticketing }: SiteConfig): Partial<Policy['ticketing']> {
  const { closedByHand, reopenAfterMs, createsPerHour, routes, userTickets } = ticketing;
  return {
    ...(userTickets === undefined ? {} : { userTickets }),
    ...(createsPerHour === undefined ? {} : { createsPerHour }),
    ...(routes === undefined
      ? {}
      : { routes: Policy.shape.ticketing.parse({ routes: plannedRoutes(ticketing) }).routes }),
    ...(closedByHand === undefined ? {} : { closedByHand }),
    ...(reopenAfterMs === undefined ? {} : { reopenAfterMs }),
  };
}

/** interfaces "Configuration". */
export function siteTimezone({ timezone, language }: Pick<SiteConfig, 'timezone' | 'language'>): string {
  return timezone ?? (language === 'fr' ? 'Europe/Paris' : 'UTC');
}
