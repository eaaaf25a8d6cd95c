// A real server as a child process: started in its own folder, awaited until it answers, stopped for sure.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServerProcess {
  readonly pid: number;
  /** Everything it wrote so far, the last 100 kB. */
  output(): string;
  hasEnded(): boolean;
  stop(): Promise<void>;
  /** As a power cut would, for this process. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** User and group ids to run as; only root may ask. */
  readonly as?: { readonly uid: number; readonly gid: number };
}

export function launch({ command, args, folder, environment, as }: Launch): ServerProcess {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-100_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => {
    keep(Buffer.from(error.message));
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    hasEnded: () => hasEnded(child),
    stop: () => stopChild(child),
    kill: () => killChild(child),
    signal: (signal) => void child.kill(signal),
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function killChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(forced);
}

/** A port that was free a moment ago; with `near`, one of the 2,000 from there on (Zabbix takes none above 32767). */
export async function freePort(near = 0): Promise<number> {
  if (near > 0)
    return freePort(0)
      .then((port) => tryPort(near + (port % 2_000)))
      .catch(() => freePort(near));
  return tryPort(0);
}

async function tryPort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks again and again until the answer is neither null nor an error; real servers take their time. */
export async function eventually<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | null> | T | null,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  let lastFault: unknown = null;
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (fault) {
      lastFault = fault;
    }
    await pause(100);
  }
  throw new Error(
    `${what}: not within ${String(withinMs)} ms${lastFault instanceof Error ? ` (${lastFault.message})` : ''}`,
  );
}

/** Null until the address answers 2xx. */
export async function answers(address: string): Promise<true | null> {
  const response = await fetch(address);
  await response.arrayBuffer();
  return response.ok ? true : null;
}
