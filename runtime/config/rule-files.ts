// The files of a rules folder: `policy.yaml`, and `<name>.rules.yaml` with the site's own rules, each fault with its line.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileRules } from '../../correlate/rules/compile-rules.ts';
import type { RuleFault } from '../../correlate/rules/compile-rules.ts';
import { ConfigError } from '../../domain/errors.ts';
import { RuleFile } from '../../domain/rule.ts';
import type { Rule } from '../../domain/rule.ts';
import { readBySchema, readYamlFile } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

const policyFile = 'policy.yaml';
const ruleFile = /^[A-Za-z0-9][\w.-]*\.rules\.ya?ml$/;
/** Written by `vigie learn`, named by policy.yaml. */
const learnedFile = /\.learned\.json$/;
/** As many as one control record holds with ease. */
const mostRules = 500;

export interface RulesFolder {
  readonly policy: string | null;
  /** In order of their names: so rules come in order. */
  readonly ruleFiles: readonly string[];
}

/** @throws ConfigError `rules-missing`, `rules-unknown-file`. */
export function listRulesFolder(folder: string): RulesFolder {
  if (!existsSync(folder)) throw new ConfigError('rules-missing', `${folder}: no such folder`, { at: folder });
  const names = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name) && !learnedFile.test(name));
  const strange = names.find((name) => name !== policyFile && !ruleFile.test(name));
  if (strange !== undefined) {
    const at = join(folder, strange);
    throw new ConfigError('rules-unknown-file', `${at}: a rules folder holds ${policyFile} and <name>.rules.yaml`, {
      at,
    });
  }
  return {
    policy: names.includes(policyFile) ? join(folder, policyFile) : null,
    ruleFiles: names
      .filter((name) => ruleFile.test(name))
      .sort()
      .map((name) => join(folder, name)),
  };
}

interface Placed {
  readonly file: YamlFile;
  readonly index: number;
}

/** @throws ConfigError those of a YAML file, `rule-invalid` with every fault on a line of its own. */
export function readRuleFiles(paths: readonly string[]): Rule[] {
  const rules: Rule[] = [];
  const places: Placed[] = [];
  for (const path of paths) {
    const file = readYamlFile(path);
    const read = readBySchema(file, RuleFile).rules;
    rules.push(...read);
    places.push(...read.map((_rule, index) => ({ file, index })));
  }
  const at = places[mostRules];
  if (at !== undefined) throw invalid([wordAt(at, [], `more than ${mostRules} rules in this folder`)]);
  const { faults } = compileRules(rules);
  if (faults.length > 0) throw invalid(faults.map((fault) => wordFault(rules, places, fault)));
  return rules;
}

function wordFault(rules: readonly Rule[], places: readonly Placed[], { rule, path, message }: RuleFault): string {
  const same = rules.flatMap(({ id }, index) => (id === rule ? [index] : []));
  // A second rule of one name is the fault, not the first.
  const place = places[(path[0] === 'id' ? same.at(-1) : same[0]) ?? 0];
  return place === undefined ? message : wordAt(place, path, `rule ${rule}: ${message}`);
}

function wordAt({ file, index }: Placed, path: readonly string[], message: string): string {
  return `${file.path}:${file.lineOf(['rules', index, ...path])}: ${path.join('.') || 'rules'}: ${message}`;
}

function invalid(lines: readonly string[]): ConfigError {
  return new ConfigError('rule-invalid', lines.join('\n'), { at: lines[0]?.split(': ')[0] ?? '' });
}
