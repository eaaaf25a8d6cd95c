// `vigie doctor`: asks each part of a site whether it could work, and says what is wrong and how to cure it.
import { accessSync, constants, existsSync } from 'node:fs';
import type { Command } from 'commander';
import { isFault } from '../../domain/errors.ts';
import { problemSink } from '../../domain/problem.ts';
import type { ProbeFinding } from '../../ticketing/probe.ts';
import type { TicketSystem } from '../../ticketing/sink-kind.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/load-site.ts';
import { probeKafka } from '../kafka/probe-kafka.ts';
import { probeRedisAt } from '../redis/redis-settings.ts';
import { openMemoryStores } from '../wiring/stores.ts';
import { openChannels } from '../wiring/open-channels.ts';
import { openSystems } from '../wiring/open-systems.ts';
import { absolutePath } from './house-options.ts';
import { readPath } from './read-option.ts';
import { exitFaults, exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { wordFault } from './word-fault.ts';

interface DoctorFlags {
  readonly config?: string;
  readonly data: string;
  readonly json?: boolean;
}

/** What was asked: `state`, `ticketing glpi`. */
interface Diagnosis extends ProbeFinding {
  readonly part: string;
}

export function addDoctorCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('doctor')
    .description('ask each configured part whether it could work: reads only')
    .option('--config <file>', 'vigie.yaml; without it, the default doors on loopback')
    .option('--data <dir>', 'where log and state are kept', 'vigie-data')
    .option('--json', 'print the findings as JSON')
    .action(async (flags: DoctorFlags) => {
      const found = await diagnose(flags, terminal);
      const isFine = found.every(({ level }) => level !== 'fault');
      terminal.out(flags.json === true ? `${JSON.stringify({ ok: isFine, findings: found })}\n` : wordFindings(found));
      finish(isFine ? exitFine : exitFaults);
    });
}

async function diagnose({ config, data }: DoctorFlags, terminal: Terminal): Promise<Diagnosis[]> {
  const file = config === undefined ? {} : { file: readPath('--config', config) };
  let site: Site;
  try {
    site = loadSite({ ...file, env: terminal.env });
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    const { message, code } = wordFault(thrown);
    const cure = 'vigie check lists every fault of the configuration';
    return [{ part: 'configuration', level: 'fault', what: `${message} (${code})`, cure }];
  }
  const read: Diagnosis = { part: 'configuration', level: 'fine', what: 'can be read', cure: null };
  return [
    read,
    ...(await storeFindings(site, absolutePath(data))),
    ...(await sinkFindings(site)),
    ...(await channelFindings(site)),
  ];
}

/** Log and state where they are kept: files, or the Kafka and the Redis that processes share. */
async function storeFindings({ kafka, redis }: Site, folder: string): Promise<Diagnosis[]> {
  const files = folderFinding(folder);
  if (kafka === null || redis === null) return [{ ...files, part: 'log and state' }];
  const [log, state] = await Promise.all([probeKafka(kafka), probeRedisAt(redis)]);
  return [
    { ...files, part: 'spool' },
    ...log.map((finding) => ({ part: 'log', ...finding })),
    ...state.map((finding) => ({ part: 'state', ...finding })),
  ];
}

function folderFinding(folder: string): ProbeFinding {
  if (!existsSync(folder)) return { level: 'fine', what: `${folder} will be made at the first start`, cure: null };
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { level: 'fine', what: `${folder} can be written`, cure: null };
  } catch {
    const cure = 'give the account that runs Vigie read and write rights on it, or name another by --data';
    return { level: 'fault', what: `${folder} cannot be written`, cure };
  }
}

/** Each system by its own probe, over stores of no consequence: nothing is written anywhere. */
async function sinkFindings(site: Site): Promise<Diagnosis[]> {
  const stores = openMemoryStores();
  const { log, store } = stores;
  const clock = new SystemClock();
  const systems = await openSystems(site, { log, store, clock });
  try {
    const found: Diagnosis[] = [];
    for (const [name, system] of systems) found.push(...(await systemFindings(name, system, site)));
    return found;
  } finally {
    await Promise.all([...systems.values()].map((system) => system.stop()));
    await stores.close();
  }
}

/** Its records of problems too, where the policy may ask for one, and it was reached at all. */
async function systemFindings(name: string, { probe, problems }: TicketSystem, { policy }: Site): Promise<Diagnosis[]> {
  const part = `ticketing ${name}`;
  if (probe === null) return [{ part, level: 'warning', what: 'has nothing that could be asked', cure: null }];
  const found = (await probe.probe()).map((finding) => ({ part, ...finding }));
  if (policy.problems.mode === 'off' || !problems?.probe) return found;
  if (found.every(({ level }) => level === 'fault')) return found;
  const records = await problems.probe.probe();
  return [...found, ...records.map((finding) => ({ part: `ticketing ${problemSink(name)}`, ...finding }))];
}

/** Nothing is sent to anybody. */
async function channelFindings(site: Site): Promise<Diagnosis[]> {
  const channels = openChannels(site, { clock: new SystemClock(), links: { take: () => null, open: () => null } });
  try {
    const found: Diagnosis[] = [];
    for (const [name, { channel }] of channels)
      found.push(...(await channel.probe()).map((finding) => ({ part: name.replace('.', ' '), ...finding })));
    return [...found, ...linkFindings(site)];
  } finally {
    await Promise.all([...channels.values()].map(({ channel }) => channel.stop()));
  }
}

function linkFindings({ config }: Site): Diagnosis[] {
  if (config.console.publicUrl !== undefined || Object.keys(config.notify.recipients).length === 0) return [];
  const cure = 'set console.publicUrl to where people reach Vigie: docs/notify.md';
  return [{ part: 'notify', level: 'warning', what: 'links in messages serve on this machine alone', cure }];
}

const marks = { fine: 'ok     ', warning: 'warning', fault: 'FAULT  ' } as const;

function wordFindings(found: readonly Diagnosis[]): string {
  const lines = found.map(({ level, part, what, cure }) => {
    return `${marks[level]} ${part}: ${what}${cure === null ? '' : `\n        -> ${cure}`}`;
  });
  const count = (level: 'fault' | 'warning'): string => {
    const amount = found.filter((each) => each.level === level).length;
    return `${amount} ${level}${amount === 1 ? '' : 's'}`;
  };
  return [...lines, `${count('fault')}, ${count('warning')}`, ''].join('\n');
}
