// `vigie start`: runs its roles in this process until it is told to stop; all of them unless one is named.
import type { Command } from 'commander';
import { findCmdbFaults } from '../../correlate/cmdb/faults.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import { loadSite } from '../config/load-site.ts';
import { absolutePath, addHouseOptions, levelOf, portOf } from './house-options.ts';
import type { HouseFlags } from './house-options.ts';
import { readRoles, refuseRolesAlone } from '../wiring/roles.ts';
import { readPath } from './read-option.ts';
import { houseLogger, serveHouse } from './serve-house.ts';
import type { Terminal } from './terminal.ts';

export function addStartCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  addHouseOptions(program.command('start').description('run Vigie: the first http:// on stdout is its address')).action(
    async (flags: HouseFlags) => finish(await start(flags, terminal)),
  );
}

async function start(flags: HouseFlags, terminal: Terminal): Promise<number> {
  const roles = readRoles(flags.role);
  const { config } = flags;
  const site = loadSite({ ...(config === undefined ? {} : { file: readPath('--config', config) }), env: terminal.env });
  refuseRolesAlone(roles, site);
  const logger = houseLogger(site, levelOf(flags), terminal);
  if (site.cmdbFile !== null) {
    const faults = findCmdbFaults(readCmdb(site.cmdbFile), site.timezone).length;
    if (faults > 0)
      logger.warn({ file: site.cmdbFile, faults }, 'the CMDB does not fit together: vigie check lists why');
  }
  const clock = new SystemClock({
    onJump: (leadMs) => logger.warn({ leadMs }, 'the wall clock jumped; followed gently'),
  });
  const folder = absolutePath(flags.data);
  return serveHouse(
    { site, roles, folder, clock, pace: clock, logger, isJson: flags.json === true, ...portOf(flags) },
    terminal,
  );
}
