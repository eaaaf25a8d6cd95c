// `vigie learn`: from recorded days to which kinds of alert bring about which others, as a file that a policy may name.
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { adjacentPlaces } from '../../correlate/learning/adjacent-places.ts';
import type { Opening } from '../../correlate/learning/gather-parents.ts';
import { defaultLinkPolicy, learnLinks } from '../../correlate/learning/learn-links.ts';
import { buildGraph } from '../../correlate/cmdb/graph.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { LearnedLinks } from '../../domain/learned-links.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import { loadSite } from '../config/load-site.ts';
import { alertOpenings } from '../replay/alert-openings.ts';
import { readInstant, readPath } from './read-option.ts';
import { exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface LearnFlags {
  readonly recording: readonly string[];
  readonly cmdb: string;
  readonly config?: string;
  readonly start?: string;
  readonly out: string;
  readonly json?: boolean;
}

export function addLearnCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('learn')
    .description('learn from recorded days which kinds of alert bring about which others')
    .requiredOption('--recording <files...>', 'what the sources sent (.ndjson), one file or several')
    .requiredOption('--cmdb <file>', 'CMDB: JSON, YAML or a folder of CSV files')
    .option('--config <file>', 'vigie.yaml')
    .option('--start <time>', 'when a recording began (RFC 3339), if its first mark does not say')
    .requiredOption('--out <file>', 'where to write the links: .json, or .csv with cause_type,effect_type')
    .option('--json', 'print what was learned as JSON')
    .action(async (flags: LearnFlags) => {
      const learned = await learn(flags, terminal);
      writeFileSync(flags.out, flags.out.endsWith('.csv') ? csvOf(learned) : `${JSON.stringify(learned, null, 1)}\n`);
      terminal.out(flags.json === true ? `${JSON.stringify(learned)}\n` : wordLearned(learned, flags.out));
      finish(exitFine);
    });
}

async function learn(flags: LearnFlags, terminal: Terminal): Promise<LearnedLinks> {
  const site = loadSite({
    ...(flags.config === undefined ? {} : { file: readPath('--config', flags.config) }),
    env: terminal.env,
    withoutSecrets: true,
  });
  const cmdb = readCmdb(readPath('--cmdb', flags.cmdb));
  const startMs = flags.start === undefined ? null : readInstant('--start', flags.start);
  const openings: Opening[] = [];
  for (const recording of flags.recording) {
    const history = { recording: readPath('--recording', recording), startMs, cmdb, policy: site.policy };
    for (const opening of await alertOpenings({ ...history, tenant: site.config.tenant })) openings.push(opening);
  }
  const times = openings.map(({ at }) => at).sort((a, b) => a - b);
  return {
    version: 1,
    learnedFrom: {
      alerts: openings.length,
      places: new Set(openings.map(({ place }) => place)).size,
      from: rfc3339(times[0] ?? 0),
      to: rfc3339(times.at(-1) ?? 0),
    },
    withinMs: defaultLinkPolicy.withinMs,
    links: learnLinks(openings, adjacentPlaces(buildGraph(cmdb)), defaultLinkPolicy),
  };
}

function csvOf({ links }: LearnedLinks): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return ['cause_type,effect_type', ...links.map(({ cause, effect }) => `${quoted(cause)},${quoted(effect)}`), ''].join(
    '\n',
  );
}

function wordLearned({ links, learnedFrom }: LearnedLinks, out: string): string {
  const { alerts, places, from, to } = learnedFrom;
  return `${links.length} links from ${alerts} alerts on ${places} CIs, ${from} to ${to}\nwritten to ${out}\n`;
}
