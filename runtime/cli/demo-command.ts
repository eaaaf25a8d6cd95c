// `vigie demo`: the recorded outage on a told clock that the pages show, in a fresh folder each time.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Status } from '../../console/api/status-contract.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { machineZone } from '../clock/machine-zone.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/load-site.ts';
import { startDemoSystem } from '../demo/fake-system.ts';
import type { DemoSystem } from '../demo/fake-system.ts';
import { playRecording, spanOf } from '../demo/play-recording.ts';
import { recordedStorm } from '../demo/recorded-storm.ts';
import { runOn } from '../demo/run-on.ts';
import { ShowClock } from '../demo/show-clock.ts';
import { makeFolder } from '../make-folder.ts';
import { RecordedDoor } from '../replay/recorded-door.ts';
import { readRecording } from '../replay/recording.ts';
import { absolutePath, addHouseOptions, levelOf, portOf } from './house-options.ts';
import type { HouseFlags } from './house-options.ts';
import { readRoles, refuseRolesAlone, roles } from '../wiring/roles.ts';
import { readNumber, readPath } from './read-option.ts';
import { houseLogger, serveHouse } from './serve-house.ts';
import type { Terminal } from './terminal.ts';

interface DemoFlags extends HouseFlags {
  readonly speed: string;
  readonly sink: string;
}

/** Told time after the last record: holds, stand-down (15 min) and resolution (5 min) are long over. */
const epilogueMs = 60 * 60_000;
/** Slower than life shows nothing; faster than this, a page sees only the end. */
const speeds = { min: 0.1, max: 1_000 };

export function addDemoCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  addHouseOptions(
    program.command('demo').description('show a recorded outage: one core switch fails, and one ticket says so'),
  )
    .option('--speed <number>', 'told seconds in a real one', '20')
    .option('--sink <name>', 'desk, or a ticketing system: a fake of it is started and shows the tickets', 'desk')
    .action(async (flags: DemoFlags) => finish(await demo(flags, terminal)));
}

async function demo(flags: DemoFlags, terminal: Terminal): Promise<number> {
  refuseRolesAlone(readRoles(flags.role), { kafka: null });
  const system = await startDemoSystem(flags.sink);
  try {
    if (system.page !== null) terminal.err(`tickets of the fake ${flags.sink}: ${system.page}\n`);
    return await play(flags, system, terminal);
  } finally {
    system.stop();
  }
}

async function play(flags: DemoFlags, system: DemoSystem, terminal: Terminal): Promise<number> {
  const speed = readNumber('--speed', flags.speed, speeds);
  const site = demoSite(flags, system, terminal);
  const logger = houseLogger(site, levelOf(flags), terminal);
  const place = { path: recordedStorm.recording, startMs: null };
  const { startMs, endMs } = await spanOf(readRecording(place));
  const pace = new SystemClock();
  const clock = new ShowClock({ startMs, speed, pace });
  const told = (): Status['demo'] => ({
    speed,
    progress: Math.min(1, Math.max(0, (clock.now() - startMs) / (endMs - startMs))),
    startedAt: rfc3339(startMs),
    endsAt: rfc3339(endMs),
  });
  const door = new RecordedDoor({ tenant: site.config.tenant, timezone: recordedStorm.timezone });
  const house = {
    site,
    roles,
    folder: freshFolder(flags.data),
    clock,
    pace,
    logger,
    demo: told,
    isJson: flags.json === true,
  };
  return serveHouse(
    {
      ...house,
      ...portOf(flags),
      beside: async ({ surroundings: { log }, heard, sinks }, signal) => {
        const onHeard = (source: string): void => heard.heard(source);
        await playRecording({ lines: readRecording(place), door, log, clock, epilogueMs, onHeard }, signal);
        if (!signal.aborted) logger.info('the recording is over; the pages stay');
        await runOn({ clock, speed, pace, sinks }, signal);
      },
    },
    terminal,
  );
}

/** The site's own words and thresholds, but the demo's network, and tickets in the system that was asked for alone. */
function demoSite({ config, sink }: DemoFlags, system: DemoSystem, terminal: Terminal): Site {
  const file = config === undefined ? {} : { file: readPath('--config', config) };
  const site = loadSite({ ...file, env: terminal.env, cmdb: recordedStorm.cmdb, withoutSecrets: true });
  const ticketing = { ...site.config.ticketing, readEveryMs: demoReadEveryMs };
  // Unless the site names one: the pages tell times in the viewer's zone, and tickets must not say another.
  const timezone = site.config.timezone ?? machineZone(terminal.env);
  const zoned = { timezone, policy: { ...site.policy, timezone } };
  const alone = { kafka: null, redis: null, sinks: new Map([[sink, system.config]]) };
  return { ...site, ...alone, ...zoned, config: { ...site.config, ticketing } };
}

/** Told time runs faster than the fake's: people's hands are to be seen soon. */
const demoReadEveryMs = 5_000;

function freshFolder(parentFolder: string): string {
  const parent = absolutePath(parentFolder);
  makeFolder(parent);
  return mkdtempSync(join(parent, 'demo-'));
}
