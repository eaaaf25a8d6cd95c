// A Vigie whose data folder is a small disk of its own: mounted in a namespace, filled and freed from outside.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSite, type ChildSite } from '../bench/vigie-child.ts';
import { eventually, launch, type ServerProcess } from '../parts/server-process.ts';

const script = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"';
const command = join(import.meta.dirname, '../../bin/vigie');

/** What this machine lacks for a disk of one's own. */
export function lacksSmallDisk(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-probe-'));
  const may = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', folder]).status === 0;
  rmSync(folder, { recursive: true });
  return may ? [] : ['a namespace that may mount (unshare -rm)'];
}

export class VigieOnSmallDisk {
  readonly folder: string;
  readonly #kept: string;
  readonly #process: ServerProcess;

  constructor(site: ChildSite, megabytes: number) {
    this.folder = site.folder;
    this.#kept = join(site.folder, 'kept');
    mkdirSync(this.#kept);
    writeSite(site);
    const vigie = [process.execPath, command, 'start', '--config', 'vigie.yaml', '--data', this.#kept, '--port', '0'];
    const args = ['-rm', 'sh', '-c', script, 'sh', `${String(megabytes)}m`, this.#kept, ...vigie];
    const { environment } = site;
    this.#process = launch({ command: 'unshare', args, folder: site.folder, ...(environment && { environment }) });
  }

  async ready(): Promise<string> {
    return eventually('vigie on a small disk', 60_000, () => {
      if (this.#process.hasEnded()) throw new Error(this.#process.output());
      return /listening on (http:\/\/[^\s"]+)/.exec(this.#process.output())?.[1] ?? null;
    });
  }

  get hasEnded(): boolean {
    return this.#process.hasEnded();
  }

  /** The data folder, as the namespace sees it. */
  get inside(): string {
    return join(`/proc/${String(this.#process.pid)}/root`, this.#kept);
  }

  fill(slackBytes: number): void {
    const { bavail, bsize } = statfsSync(this.inside);
    writeFileSync(join(this.inside, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - slackBytes)));
  }

  free(): void {
    rmSync(join(this.inside, 'filler'));
  }

  /** A copy of what stands in it, as a kill at this moment would leave it: the disk goes with the process. */
  copyTo(folder: string): void {
    cpSync(this.inside, folder, { recursive: true, filter: (path) => !/(?:lock|ballast|-shm)$/.test(path) });
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }
}
