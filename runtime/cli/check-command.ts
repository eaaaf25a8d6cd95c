// `vigie check`: reads configuration, rules and CMDB, and lists what is wrong with each.
import type { Command } from 'commander';
import { findCmdbFaults } from '../../correlate/cmdb/faults.ts';
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import { isFault } from '../../domain/errors.ts';
import { locateCmdbFaults } from '../cmdb/locate-cmdb-faults.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/load-site.ts';
import { readPath } from './read-option.ts';
import { exitFaults, exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { wordFault } from './word-fault.ts';

interface CheckFlags {
  readonly config?: string;
  readonly rules?: string;
  readonly cmdb?: string;
  readonly json?: boolean;
}

export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** `file:line`, or the file. */
  readonly at: string;
  readonly message: string;
  readonly fix?: string;
}

export function addCheckCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('check')
    .description('validate configuration, rules and CMDB')
    .option('--config <file>', 'vigie.yaml')
    .option('--rules <dir>', 'folder with policy.yaml')
    .option('--cmdb <file>', 'CMDB: JSON, YAML or a folder of CSV files')
    .option('--json', 'print the findings as JSON')
    .action((flags: CheckFlags) => {
      const findings = check(flags, terminal);
      const isFine = findings.every(({ severity }) => severity !== 'error');
      terminal.out(
        flags.json === true
          ? `${JSON.stringify({ ok: isFine, findings })}\n`
          : wordFindings(findings, isNothingNamed(flags)),
      );
      finish(isFine ? exitFine : exitFaults);
    });
}

function check({ config, rules, cmdb }: CheckFlags, terminal: Terminal): Finding[] {
  const question = {
    ...(config === undefined ? {} : { file: readPath('--config', config) }),
    ...(rules === undefined ? {} : { rules: readPath('--rules', rules) }),
    ...(cmdb === undefined ? {} : { cmdb: readPath('--cmdb', cmdb) }),
    env: terminal.env,
  };
  const findings: Finding[] = [];
  const site = attempt(findings, () => loadSite(question));
  if (site !== null) attempt(findings, () => checkPacks(site));
  const cmdbFile = site === null ? (cmdb ?? null) : site.cmdbFile;
  if (cmdbFile !== null)
    findings.push(...(attempt(findings, () => checkCmdb(cmdbFile, site?.timezone ?? 'UTC')) ?? []));
  return findings;
}

/** What cannot be read is one finding; a defect is none, and stops. */
function attempt<T>(findings: Finding[], read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    const { code, message, at = '' } = wordFault(thrown);
    for (const line of message.split('\n')) findings.push({ severity: 'error', code, at, message: line });
    return null;
  }
}

function checkPacks(site: Site): void {
  for (const { settings } of site.syslogSources) loadProfiles(settings);
}

function checkCmdb(path: string, timezone: string): Finding[] {
  return locateCmdbFaults(path, findCmdbFaults(readCmdb(path), timezone));
}

function isNothingNamed({ config, rules, cmdb }: CheckFlags): boolean {
  return config === undefined && rules === undefined && cmdb === undefined;
}

function wordFindings(findings: readonly Finding[], isNothing: boolean): string {
  const lines = findings.map(
    ({ severity, message, fix }) => `${severity}: ${message}${fix === undefined ? '' : ` ${fix}`}`,
  );
  const count = (severity: Finding['severity']): string => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return `${found} ${severity}${found === 1 ? '' : 's'}`;
  };
  const fine = isNothing ? 'no file was named: give --config, --rules or --cmdb' : 'all fine';
  return [...lines, findings.length === 0 ? fine : `${count('error')}, ${count('warning')}`, ''].join('\n');
}
