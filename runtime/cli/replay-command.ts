// `vigie replay`: a recording through the whole pipeline on a told clock; the same input gives the same bytes.
import type { Command } from 'commander';
import type { Summary } from '../../console/replay-output/summary.ts';
import { emptyCmdb } from '../../domain/cmdb.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { ConfigError } from '../../domain/errors.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/load-site.ts';
import { recordingBytes } from '../replay/recording.ts';
import { runReplay } from '../replay/run-replay.ts';
import { plannedSinks } from '../wiring/planned-sinks.ts';
import { startProgress } from './progress.ts';
import { readInstant, readNumber, readPath } from './read-option.ts';
import { exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface ReplayFlags {
  readonly recording: string;
  readonly cmdb?: string;
  readonly rules?: string;
  readonly config?: string;
  readonly start?: string;
  readonly tail: string;
  readonly out: string;
  readonly json?: boolean;
}

const minuteMs = 60_000;
/** interfaces "Command": after the last record the clock runs on at most this long. */
const longestTailMinutes = 30;

export function addReplayCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('replay')
    .description('run a recording through the whole pipeline on a told clock; the same input gives the same bytes')
    .requiredOption('--recording <file>', 'what the sources sent (.ndjson)')
    .option('--cmdb <file>', 'CMDB: JSON, YAML or a folder of CSV files, over the one of --config; absent: none')
    .option('--rules <dir>', 'folder with policy.yaml')
    .option('--config <file>', 'vigie.yaml; its sinks are simulated')
    .option('--start <time>', 'when the recording began (RFC 3339), if its first mark does not say')
    .option('--tail <minutes>', 'how long the clock may run on for pending timers', String(longestTailMinutes))
    .requiredOption('--out <dir>', 'where to write incidents.json and its companions')
    .option('--json', 'print the summary as JSON')
    .action(async (flags: ReplayFlags) => {
      const summary = await replay(flags, terminal);
      terminal.out(flags.json === true ? `${JSON.stringify(summary)}\n` : wordSummary(summary, flags.out));
      finish(exitFine);
    });
}

async function replay(flags: ReplayFlags, terminal: Terminal): Promise<Summary> {
  const { config: file, rules, cmdb } = flags;
  const recording = readPath('--recording', flags.recording);
  const site = loadSite({
    ...(file === undefined ? {} : { file: readPath('--config', file) }),
    ...(rules === undefined ? {} : { rules: readPath('--rules', rules) }),
    ...(cmdb === undefined ? {} : { cmdb: readPath('--cmdb', cmdb) }),
    env: terminal.env,
    withoutSecrets: true,
  });
  const progress = startProgress(terminal, 'replay', recordingBytes(recording));
  try {
    return await runReplay({
      recording,
      startMs: flags.start === undefined ? null : readInstant('--start', flags.start),
      tailMs: readNumber('--tail', flags.tail, { min: 0, max: longestTailMinutes }) * minuteMs,
      out: flags.out,
      tenant: site.config.tenant,
      policy: site.policy,
      cmdb: cmdbOf(site),
      sinks: plannedSinks(site),
      onProgress: (bytesRead) => progress.at(bytesRead),
    });
  } finally {
    progress.end();
  }
}

/** A replay calls nobody: a CMDB that lives elsewhere must be given as a file. */
function cmdbOf({ cmdbFile, liveCmdb }: Site): Cmdb {
  if (cmdbFile !== null) return readCmdb(cmdbFile);
  if (liveCmdb === null) return emptyCmdb;
  const why = `needed: a replay does not ask ${liveCmdb.type}, where the CMDB of --config lives`;
  throw new ConfigError('option-invalid', `--cmdb: ${why}`, { at: '--cmdb' });
}

function wordSummary(summary: Summary, out: string): string {
  const { events, alerts, situations, incidents, majors, tickets, noiseReduction, stateHash } = summary;
  const noise = noiseReduction === null ? 'no events' : `noise cut by ${(noiseReduction * 100).toFixed(2)} %`;
  return [
    `${events} events → ${alerts} alerts → ${situations} situations → ${incidents} incidents (${majors} major) → ${tickets} tickets`,
    `${noise}; state ${stateHash}`,
    `written to ${out}`,
    '',
  ].join('\n');
}
