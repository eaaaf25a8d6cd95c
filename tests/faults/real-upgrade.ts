// A data folder of a real earlier program, killed with tickets on their way, is taken over by this one, and once more.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { VigieChild, writeSite, type ChildSite } from '../bench/vigie-child.ts';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { glpiSink } from './cluster-run.ts';
import { unpackProgram, type EarlierProgram } from './earlier-program.ts';
import { loneHosts, ToldProblems } from './told-problems.ts';

const perLife = 6;
const answerMs = 80;
const settleMs = 60_000;
/** In words that the earlier program knows too. */
const policy = { hold: { criticalMs: 0 }, resolve: { afterMs: 1_000 } };

export interface RealUpgrade {
  readonly tickets: number;
  readonly violations: readonly string[];
}

export async function upgradeFrom(earlier: EarlierProgram): Promise<RealUpgrade> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-earlier-'));
  const glpi = await FakeGlpi.start();
  glpi.fail({ on: /./, does: { kind: 'slow', ms: answerMs } });
  const { hosts, cmdb } = loneHosts(3 * perLife);
  const site = {
    ...{ folder: join(folder, 'site'), policy, cmdb },
    config: { sources: { generic: { type: 'generic' } }, ticketing: glpiSink(glpi.url, 1_000) },
    environment: { GLPI_APP_TOKEN: appToken, GLPI_USER_TOKEN: userToken },
  };
  writeSite(site);
  const lives = new Lives(site, new ToldProblems(glpi, hosts));
  try {
    const program = unpackProgram(earlier, join(folder, 'earlier'));
    // Not given back: an earlier program refuses a policy in the log that says what it does not know.
    await lives.live({ program, end: 'kill' });
    await lives.live({ end: 'kill' });
    await lives.live({ end: 'all' });
    return { tickets: glpi.store.tickets.size, violations: lives.told.violations() };
  } finally {
    await lives.over();
    await glpi.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Life {
  /** Absent: this version's. */
  readonly program?: string;
  /** Killed with tickets on their way; or every problem ends, and every ticket is solved. */
  readonly end: 'kill' | 'all';
}

class Lives {
  readonly told: ToldProblems;
  readonly #site: ChildSite;
  #vigie: VigieChild | null = null;
  #next = 0;

  constructor(site: ChildSite, told: ToldProblems) {
    this.#site = site;
    this.told = told;
  }

  /** Ends half of what the life before left burning, and begins new problems. */
  async live({ program, end }: Life): Promise<void> {
    const { told } = this;
    this.#vigie = VigieChild.launch({ ...this.#site, ...(program !== undefined && { program }) });
    told.door = await this.#vigie.ready();
    const before = told.hosts.slice(Math.max(0, this.#next - perLife), this.#next);
    const begun = told.hosts.slice(this.#next, this.#next + perLife);
    this.#next += perLife;
    for (const host of before.slice(0, perLife / 2)) await this.#say(host, 'ok');
    for (const host of begun) await this.#say(host, 'problem');
    if (end === 'kill') await told.untilTicket(begun[0] ?? '', settleMs);
    else await told.settle(settleMs);
    if (end === 'all') await told.end(settleMs);
    await (end === 'kill' ? this.#vigie.kill() : this.#vigie.stop());
  }

  async over(): Promise<void> {
    await this.#vigie?.kill();
  }

  async #say(host: string, state: 'problem' | 'ok'): Promise<void> {
    while (!(await this.told.say(host, state))) await pause(50);
  }
}
