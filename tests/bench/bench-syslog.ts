// Syslog over TCP: lines parsed, matched and stored a second, by the door alone, by a whole Vigie, and rsyslog to a file.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, freePort, launch } from '../parts/server-process.ts';
import { say } from './figure.ts';
import { usageOf } from './process-usage.ts';
import type { DoorStored } from './syslog-door.ts';
import type { SyslogSent } from './syslog-load.ts';
import { endHost } from './syslog-mix.ts';
import { VigieChild, writeSite } from './vigie-child.ts';

export const connections = 4;
const withinMs = 300_000;
const rsyslogd = '/usr/sbin/rsyslogd';

export interface SyslogRun {
  readonly linesPerSecond: number;
  readonly cpuPercent: number;
  readonly rssBytes: number;
}

function newFolder(): string {
  return mkdtempSync(join(process.env['VIGIE_BENCH_DIR'] ?? '/var/tmp', 'vigie-syslog-'));
}

/** Sends, and resolves once `stored` does. */
async function measure(port: number, pid: number, rounds: number, stored: () => Promise<void>): Promise<SyslogRun> {
  const load = fork(join(import.meta.dirname, 'syslog-load.ts'), { execPath: process.execPath });
  const before = usageOf(pid).cpuMs;
  const began = performance.now();
  const sent = once(load, 'message') as Promise<[SyslogSent]>;
  load.send({ port, connections, rounds });
  const [[{ lines }]] = await Promise.all([sent, stored()]);
  const ms = performance.now() - began;
  const after = usageOf(pid);
  return {
    linesPerSecond: (lines * 1000) / ms,
    cpuPercent: ((after.cpuMs - before) / ms) * 100,
    rssBytes: after.peakRssBytes,
  };
}

export async function runDoor(rounds: number, profileFolder?: string): Promise<SyslogRun> {
  const folder = newFolder();
  const execArgv = profileFolder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileFolder];
  const door = fork(join(import.meta.dirname, 'syslog-door.ts'), [folder], { execPath: process.execPath, execArgv });
  try {
    const [port] = (await once(door, 'message')) as [number];
    return await measure(port, door.pid ?? 0, rounds, () => doorEnded(door));
  } finally {
    const ended = once(door, 'exit');
    door.disconnect();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function doorEnded(door: ChildProcess): Promise<void> {
  for (;;) {
    const [stored] = (await once(door, 'message')) as [DoorStored];
    if (stored.ended < connections) continue;
    say(
      `stored ${stored.events} events, ${stored.unmatched} lines that no profile knows; ${stored.ignored} ignored by rule`,
    );
    return;
  }
}

/** Every stage runs in the same process meanwhile. */
export async function runWhole(rounds: number, profileFolder?: string): Promise<SyslogRun> {
  const folder = newFolder();
  const port = await freePort();
  const config = { sources: { syslog: { type: 'syslog', tcp: `127.0.0.1:${port}`, udp: false } } };
  const site = { folder, config, policy: {}, cmdb: { version: 1 }, profileFolder };
  writeSite(site);
  const vigie = VigieChild.launch(site);
  try {
    await vigie.ready();
    return await measure(port, vigie.pid, rounds, () => lastLinesStored(join(folder, 'kept/log')));
  } finally {
    await vigie.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lastLinesStored(folder: string): Promise<void> {
  const seen = new Set<string>();
  let from = 0;
  const deadline = performance.now() + withinMs;
  while (seen.size < connections) {
    if (performance.now() > deadline) throw new Error('the last lines were not stored in time');
    await pause(50);
    const name = readdirSync(folder).find((file) => /^events-.*\.db$/.test(file));
    if (name === undefined) continue;
    const database = new DatabaseSync(join(folder, name), { readOnly: true, timeout: 5_000 });
    const rows = database.prepare('SELECT "offset", line FROM records WHERE "offset" >= ? LIMIT 2000').all(from);
    database.close();
    for (const { offset, line } of rows as unknown as { offset: number; line: string }[]) {
      from = offset + 1;
      for (const found of line.match(new RegExp(`"host":"${endHost}\\d+"`, 'g')) ?? []) seen.add(found);
    }
  }
}

/** Null where rsyslog is not installed. */
export async function runRsyslog(rounds: number, bytes: number): Promise<SyslogRun | null> {
  if (!existsSync(rsyslogd)) return null;
  const folder = newFolder();
  const port = await freePort();
  const conf = join(folder, 'rsyslog.conf');
  const file = join(folder, 'all.log');
  writeFileSync(
    conf,
    `global(workDirectory="${folder}")\nmodule(load="imtcp")\ninput(type="imtcp" address="127.0.0.1" port="${port}")\n` +
      `template(name="raw" type="string" string="%rawmsg%\\n")\naction(type="omfile" file="${file}" template="raw")\n`,
  );
  const pidFile = join(folder, 'pid');
  const server = launch({ command: rsyslogd, args: ['-n', '-f', conf, '-i', pidFile], folder });
  try {
    await eventually('rsyslog', 15_000, () => (existsSync(pidFile) ? true : null));
    await pause(500);
    return await measure(port, Number(readFileSync(pidFile, 'utf8')), rounds, () => fileGrown(file, bytes));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Until nothing is added for a while; the wait itself is not long beside the run. */
async function fileGrown(file: string, bytes: number): Promise<void> {
  while ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < bytes) await pause(5);
}
