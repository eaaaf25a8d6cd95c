// A whole Vigie under libfaketime: its wall clock jumps while an incident waits for its ticket, and while it waits for its end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { VigieChild, writeSite } from '../bench/vigie-child.ts';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { eventually } from '../parts/server-process.ts';
import { glpiSink } from './cluster-run.ts';
import { loneHosts } from './told-problems.ts';

const solvedStatus = 5;
const longestMs = 60_000;

/** What a child needs whose wall is what stands in the file `stamp`, as `+1d`; monotonic time stays. */
export function jumpingWall(library: string, stamp: string): Record<string, string> {
  const faketime = { FAKETIME_TIMESTAMP_FILE: stamp, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  return { LD_PRELOAD: library, ...faketime };
}

export class ClockJumpHouse {
  readonly #folder: string;
  readonly #glpi: FakeGlpi;
  readonly #vigie: VigieChild;
  readonly #address: string;
  readonly #hosts: string[];

  private constructor(parts: { folder: string; glpi: FakeGlpi; vigie: VigieChild; address: string; hosts: string[] }) {
    this.#folder = parts.folder;
    this.#glpi = parts.glpi;
    this.#vigie = parts.vigie;
    this.#address = parts.address;
    this.#hosts = parts.hosts;
  }

  /** Holds before a ticket, and before it is solved, last `waitMs`. */
  static async open(library: string, waitMs: number): Promise<ClockJumpHouse> {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-clock-'));
    const glpi = await FakeGlpi.start();
    const { hosts, cmdb } = loneHosts(20);
    const site = {
      ...{ folder, cmdb, policy: { hold: { criticalMs: waitMs }, resolve: { afterMs: waitMs } } },
      config: { sources: { generic: { type: 'generic' } }, ticketing: glpiSink(glpi.url) },
      environment: {
        ...{ GLPI_APP_TOKEN: appToken, GLPI_USER_TOKEN: userToken },
        ...jumpingWall(library, join(folder, 'faketime')),
      },
    };
    writeFileSync(join(folder, 'faketime'), '+0s');
    writeSite(site);
    const vigie = VigieChild.launch(site);
    return new ClockJumpHouse({ folder, glpi, vigie, address: await vigie.ready(), hosts: [...hosts] });
  }

  /** How long a new problem waited for its ticket and then for its end, in ms; the wall stands so far off meanwhile. */
  async outage(
    during: { readonly hold: string; readonly end: string },
    jumpAfterMs: number,
  ): Promise<[number, number]> {
    const host = this.#hosts.shift() ?? '';
    const statusOf = (): number | undefined =>
      [...this.#glpi.store.tickets.values()].find(({ name }) => name.includes(host))?.status;
    const held = await this.#timed(
      host,
      'problem',
      { offset: during.hold, jumpAfterMs },
      () => statusOf() !== undefined,
    );
    const ended = await this.#timed(host, 'ok', { offset: during.end, jumpAfterMs }, () => statusOf() === solvedStatus);
    return [held, ended];
  }

  /** Jumps that Vigie told of in its log. */
  get toldJumps(): number {
    return this.#vigie.output.match(/the wall clock jumped/g)?.length ?? 0;
  }

  async close(): Promise<void> {
    await this.#vigie.kill();
    await this.#glpi.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #timed(
    host: string,
    state: 'problem' | 'ok',
    { offset, jumpAfterMs }: { readonly offset: string; readonly jumpAfterMs: number },
    isThere: () => boolean,
  ): Promise<number> {
    const body = JSON.stringify([{ host, check: 'ping', state, severity: 'critical', message: `${host} ${state}` }]);
    const headers = { 'content-type': 'application/json' };
    const began = performance.now();
    const answer = await fetch(`${this.#address}/ingest/generic`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`the door answered ${String(answer.status)}`);
    await pause(jumpAfterMs);
    writeFileSync(join(this.#folder, 'faketime'), offset);
    await eventually(`${state} of ${host}`, longestMs, () => (isThere() ? true : null));
    return performance.now() - began;
  }
}
