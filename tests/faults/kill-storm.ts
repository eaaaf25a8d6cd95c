// Kills a Vigie again and again while the recorded storm goes on, then proves that nothing accepted was lost or doubled.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { PipelineStanding } from '../bench/pipeline-standing.ts';
import { VigieChild, writeSite, type ChildSite } from '../bench/vigie-child.ts';
import { freePort } from '../parts/server-process.ts';
import { replayCleanly, type StageProof } from './clean-replay.ts';
import { seededChance } from './seeded-chance.ts';
import { StormPlayer, type Played } from './storm-player.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
/** Holds and waits of the policy, short enough for a storm that is over in half a minute. */
const policy = {
  hold: { criticalMs: 0, highMs: 1_000, warningMs: 3_000 },
  alerts: { quietMs: 8_000 },
  resolve: { afterMs: 3_000, reopenMs: 60_000 },
  major: { declareMs: 2_000, downgradeMs: 4_000, standDownMs: 4_000 },
};
/** Long enough that kills fall between a create and its answer. */
const sinkAnswerMs = 60;

export interface KillWish {
  readonly seed: number;
  readonly kills: number;
  readonly speed: number;
  /** After ready, a kill falls within this time; one in five falls while Vigie starts. */
  readonly withinMs: number;
  readonly onKill?: (killed: number) => void;
}

export interface KillReport {
  readonly kills: number;
  readonly posts: number;
  readonly resent: number;
  readonly alerts: number;
  /** Marks of alerts that got 2xx and stand in no record. */
  readonly lost: readonly string[];
  readonly tickets: number;
  /** Ticket keys that stand in more than one ticket. */
  readonly doubled: readonly string[];
  readonly waitingOperations: number;
  readonly stages: readonly StageProof[];
  readonly grown: readonly string[];
  /** Kept where something did not hold, to be looked into. */
  readonly folder: string;
}

/** Stages whose rows, or the records that they wrote, a clean replay makes otherwise. */
export function differing({ stages }: Pick<KillReport, 'stages'>): string[] {
  return stages.flatMap(({ stage, left, replayed, leftChain, replayedChain }) => [
    ...(left === replayed ? [] : [`${stage} rows`]),
    ...(leftChain === replayedChain ? [] : [`${stage} records`]),
  ]);
}

/** Whether all that is promised held. */
function survived(report: KillReport): boolean {
  const { lost, doubled, waitingOperations, grown } = report;
  return lost.length + doubled.length + waitingOperations + grown.length + differing(report).length === 0;
}

export async function killStorm(wish: KillWish): Promise<KillReport> {
  const folder = mkdtempSync(join(process.env['VIGIE_BENCH_DIR'] ?? '/var/tmp', 'vigie-kill-'));
  const glpi = await FakeGlpi.start();
  glpi.fail({ on: /./, does: { kind: 'slow', ms: sinkAnswerMs } });
  const run = new KillRun(wish, siteIn(folder, glpi.url), await freePort());
  try {
    const played = await run.play();
    const waitingOperations = await run.settle();
    const { stages, grown, eventsText } = await replayCleanly(join(folder, 'kept'), join(folder, 'copy'));
    const found = reportOf(played, glpi, eventsText);
    const report = { ...found, kills: run.killed, waitingOperations, stages, grown, folder };
    if (survived(report)) rmSync(folder, { recursive: true, force: true });
    return report;
  } finally {
    await run.end();
    await glpi.stop();
  }
}

function reportOf(
  { posts, resent, accepted }: Played,
  glpi: FakeGlpi,
  eventsText: string,
): Pick<KillReport, 'posts' | 'resent' | 'alerts' | 'lost' | 'tickets' | 'doubled'> {
  const keys = [...glpi.store.tickets.values()].map(({ name }) => /\[([A-Z2-7]{13})\]/.exec(name)?.[1] ?? name);
  const doubled = [...new Set(keys.filter((key, n) => keys.indexOf(key) !== n))];
  const stored = new Set(eventsText.match(/vigie-mark-\d+-\d+\./g));
  const lost = accepted.filter((mark) => !stored.has(mark));
  return { posts, resent, alerts: accepted.length, lost, tickets: keys.length, doubled };
}

function siteIn(folder: string, url: string): Omit<ChildSite, 'config'> & { readonly glpiUrl: string } {
  const cmdb = JSON.parse(readFileSync(join(storm, 'cmdb.json'), 'utf8')) as object;
  return { folder, policy, cmdb, environment: { GLPI_APP_TOKEN: appToken, GLPI_USER_TOKEN: userToken }, glpiUrl: url };
}

class KillRun {
  readonly #wish: KillWish;
  readonly #site: ChildSite;
  readonly #syslogPort: number;
  readonly #chance: () => number;
  #vigie: VigieChild;
  #url: Promise<string>;
  #played: Played | null = null;
  killed = 0;

  constructor(wish: KillWish, site: ReturnType<typeof siteIn>, syslogPort: number) {
    this.#wish = wish;
    this.#syslogPort = syslogPort;
    this.#chance = seededChance(wish.seed);
    const at = `127.0.0.1:${syslogPort}`;
    const secrets = { appToken: '${env:GLPI_APP_TOKEN}', userToken: '${env:GLPI_USER_TOKEN}' };
    const { glpiUrl, ...rest } = site;
    const sink = { type: 'glpi', url: glpiUrl, ...secrets, timeoutMs: 1_000, serverMaxMs: 0 };
    const http = {
      prometheus: { type: 'prometheus' },
      alertmanager: { type: 'alertmanager' },
      zabbix: { type: 'zabbix' },
    };
    const sources = { ...http, syslog: { type: 'syslog', udp: at, tcp: at } };
    this.#site = { ...rest, config: { sources, ticketing: { sinks: { glpi: sink } } } };
    writeSite(this.#site);
    this.#vigie = VigieChild.launch(this.#site);
    this.#url = this.#comeUp(this.#vigie);
  }

  /** The storm, with kills from its first line to its last. */
  async play(): Promise<Played> {
    const doors = async (): Promise<{ url: string; syslogPort: number }> => {
      // A promise that ended with the process before: ask for the next one.
      for (;;) {
        const asked = this.#url;
        const url = await asked.catch((failed: unknown) => {
          if (this.#vigie.process.exitCode !== null) throw failed;
          return null;
        });
        if (url !== null && asked === this.#url) return { url, syslogPort: this.#syslogPort };
        await pause(5);
      }
    };
    await doors();
    const player = new StormPlayer({ recording: join(storm, 'storm-15min.ndjson'), speed: this.#wish.speed, doors });
    const playing = player.run().then((played) => (this.#played = played));
    await Promise.race([this.#killAll(), playing.then(() => new Promise<never>(() => undefined))]);
    return playing;
  }

  /** Lets it end what it has begun. Returns how many operations still wait, and stops it. */
  async settle(): Promise<number> {
    await this.#url;
    const standing = new PipelineStanding(join(this.#site.folder, 'kept'));
    try {
      let before = -1;
      for (let quiet = 0; quiet < 8;) {
        await pause(1_000);
        const ended = standing.endOf('incidents') + standing.endOf('tickets');
        const isQuiet = standing.waitingOperations() === 0 && ended - before <= 1;
        before = ended;
        quiet = isQuiet ? quiet + 1 : 0;
      }
      await this.#vigie.stop();
      return standing.waitingOperations();
    } finally {
      standing.close();
    }
  }

  async end(): Promise<void> {
    await this.#vigie.kill();
  }

  async #killAll(): Promise<void> {
    for (; this.killed < this.#wish.kills; this.#wish.onKill?.(this.killed)) {
      const whileStarting = this.#chance() < 0.2 && this.killed > 0;
      const afterMs = this.#chance() * this.#wish.withinMs;
      if (!whileStarting) await this.#url;
      await pause(afterMs);
      if (this.#played !== null) throw new Error('the storm was over before the last kill: play it slower');
      await this.#vigie.kill();
      this.killed += 1;
      this.#vigie = VigieChild.launch(this.#site);
      this.#url = this.#comeUp(this.#vigie);
    }
  }

  #comeUp(vigie: VigieChild): Promise<string> {
    const url = vigie.ready();
    url.catch(() => undefined);
    return url;
  }
}
