// `vigie drill --sink NAME`: a marked test ticket through its whole life in that system, each step timed, cleaned up.
import type { Command } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import { runDrill } from '../../ticketing/drill/run-drill.ts';
import type { DrillReport } from '../../ticketing/drill/run-drill.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/load-site.ts';
import { openSystems } from '../wiring/open-systems.ts';
import { openMemoryStores } from '../wiring/stores.ts';
import { drillNotify } from './drill-notify.ts';
import { readPath } from './read-option.ts';
import { exitFaults, exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface DrillFlags {
  readonly sink?: string;
  readonly notify?: string;
  readonly config?: string;
  readonly json?: boolean;
}

export function addDrillCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('drill')
    .description('take a marked test ticket through its life in a ticketing system, or send a marked test message')
    .option('--sink <name>', 'a name of ticketing.sinks')
    .option('--notify <name>', 'a name of notify.recipients: gets one test message')
    .option('--config <file>', 'vigie.yaml; without it, the built-in desk')
    .option('--json', 'print the steps as JSON')
    .action(async (flags: DrillFlags) => {
      if ((flags.sink === undefined) === (flags.notify === undefined))
        throw new ConfigError('option-invalid', 'either --sink NAME or --notify NAME', { at: '--sink' });
      if (flags.notify !== undefined) return finish(await drillNotify({ ...flags, notify: flags.notify }, terminal));
      const report = await drill({ ...flags, sink: flags.sink ?? '' }, terminal);
      const isFine = report.cleanedUp && report.steps.every(({ ok }) => ok);
      terminal.out(flags.json === true ? `${JSON.stringify({ ok: isFine, ...report })}\n` : wordReport(report));
      finish(isFine ? exitFine : exitFaults);
    });
}

async function drill(
  { sink, config }: DrillFlags & { readonly sink: string },
  terminal: Terminal,
): Promise<DrillReport> {
  const file = config === undefined ? {} : { file: readPath('--config', config) };
  const site = loadSite({ ...file, env: terminal.env });
  const language = sinkOf(site, sink).language ?? site.config.language;
  const stores = openMemoryStores();
  const { log, store } = stores;
  const clock = new SystemClock();
  const only = { sinks: new Map([[sink, sinkOf(site, sink)]]) };
  const systems = await openSystems(only, { log, store, clock });
  try {
    const system = systems.get(sink);
    if (system === undefined) throw unknownSink(site, sink);
    return await runDrill({ tenant: site.config.tenant, sink, language, at: clock.now() }, system, clock);
  } finally {
    await Promise.all([...systems.values()].map((system) => system.stop()));
    await stores.close();
  }
}

function sinkOf(site: Site, sink: string): NonNullable<ReturnType<Site['sinks']['get']>> {
  const config = site.sinks.get(sink);
  if (config === undefined) throw unknownSink(site, sink);
  return config;
}

function unknownSink({ sinks }: Site, sink: string): ConfigError {
  const known = [...sinks.keys()].join(', ');
  return new ConfigError('option-invalid', `--sink: ${JSON.stringify(sink)} is none of ${known}`, { at: '--sink' });
}

function wordReport({ ticket, steps, cleanedUp }: DrillReport): string {
  const lines = steps.map(({ step, ok, tookMs, why }) => {
    return `${ok ? 'ok   ' : 'FAIL '} ${step.padEnd(12)} ${String(Math.round(tookMs)).padStart(6)} ms${why === null ? '' : `  ${why}`}`;
  });
  const left = cleanedUp ? 'no test ticket is left open' : 'THE TEST TICKET IS STILL OPEN: resolve it by hand';
  const where =
    ticket === null ? 'no ticket' : `ticket ${ticket.ticket}${ticket.url === null ? '' : ` (${ticket.url})`}`;
  return [...lines, `${where}; ${left}`, ''].join('\n');
}
