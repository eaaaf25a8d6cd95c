// One `vigie start` as a child process with its own folder: started, killed, started again, and what it used.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { usageOf, type Usage } from './process-usage.ts';

const command = join(import.meta.dirname, '../../bin/vigie');
const readyWithinMs = 120_000;

export interface ChildSite {
  readonly folder: string;
  /** vigie.yaml; `rules` and `cmdb` are added. */
  readonly config: object;
  readonly policy: object;
  readonly cmdb: object;
  readonly environment?: Readonly<Record<string, string>>;
  /** One of several of a cluster: its role, and a data folder of its own. */
  readonly role?: string;
  readonly kept?: string;
  /** Another `bin/vigie` than this checkout's. */
  readonly program?: string;
  /** Where to leave a CPU profile at the end. */
  readonly profileFolder?: string | undefined;
}

/** Writes the site's files. JSON is YAML. */
export function writeSite({ folder, config, policy, cmdb }: ChildSite): void {
  mkdirSync(join(folder, 'rules'), { recursive: true });
  writeFileSync(join(folder, 'rules/policy.yaml'), JSON.stringify(policy));
  writeFileSync(join(folder, 'cmdb.json'), JSON.stringify(cmdb));
  writeFileSync(join(folder, 'vigie.yaml'), JSON.stringify({ ...config, rules: 'rules', cmdb: 'cmdb.json' }));
}

export class VigieChild {
  readonly process: ChildProcess;
  readonly startedAt = performance.now();
  #output = '';

  private constructor(site: ChildSite, port: number) {
    const { folder, environment, profileFolder, role = 'all', kept = 'kept', program = command } = site;
    const profile = profileFolder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileFolder];
    const args = [
      ...profile,
      program,
      'start',
      '--config',
      'vigie.yaml',
      '--data',
      kept,
      '--role',
      role,
      '--port',
      String(port),
    ];
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    this.process = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: [...stdio],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString('utf8')).slice(-200_000)));
  }

  /** Does not wait: the child may be killed while it starts. */
  static launch(site: ChildSite, port = 0): VigieChild {
    return new VigieChild(site, port);
  }

  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  usage(): Usage {
    return usageOf(this.pid);
  }

  /** Resolves with the address once `/readyz` says 200. @throws Error with what it wrote, if it ends or never is. */
  async ready(): Promise<string> {
    const deadline = performance.now() + readyWithinMs;
    while (performance.now() < deadline) {
      if (this.hasEnded) break;
      const address = /listening on (http:\/\/[^\s"]+)/.exec(this.#output)?.[1];
      if (address !== undefined && (await isReady(address))) return address;
      await pause(10);
    }
    throw new Error(`vigie start did not come up; it said:\n${this.#output}`);
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** As a power cut would, for this process. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/readyz`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
