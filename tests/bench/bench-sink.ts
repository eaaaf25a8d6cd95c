// Starts the slow GLPI, and says how a site names it in its configuration.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { appToken, userToken } from '../fakes/glpi/glpi-server.ts';
import type { SlowGlpiReport } from './slow-glpi.ts';

export class BenchSink {
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(answerMs = 5): Promise<BenchSink> {
    const child = fork(join(import.meta.dirname, 'slow-glpi.ts'), [String(answerMs)], { execPath: process.execPath });
    const [url] = (await once(child, 'message')) as [string];
    return new BenchSink(child, url);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get section(): object {
    const secrets = { appToken: '${env:GLPI_APP_TOKEN}', userToken: '${env:GLPI_USER_TOKEN}' };
    return { type: 'glpi', url: this.url, ...secrets, timeoutMs: 2_000, serverMaxMs: 0, concurrency: 8 };
  }

  readonly environment = { GLPI_APP_TOKEN: appToken, GLPI_USER_TOKEN: userToken };

  async report(): Promise<SlowGlpiReport> {
    const answered = once(this.#child, 'message') as Promise<[SlowGlpiReport]>;
    this.#child.send('report');
    return (await answered)[0];
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
