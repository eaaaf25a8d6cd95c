// Row 20: the storm through Kafka and Redis, three correlate processes, one killed every 20 s; held to the embedded replay.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeReplayOutput } from '../../../console/replay-output/write-replay-output.ts';
import type { Cmdb } from '../../../domain/cmdb.ts';
import type { Policy } from '../../../domain/policy.ts';
import { readCmdb } from '../../../runtime/cmdb/read-cmdb.ts';
import { KafkaSettings } from '../../../runtime/kafka/kafka-settings.ts';
import { openKafkaLog } from '../../../runtime/kafka/open-kafka-log.ts';
import { openRedisStore } from '../../../runtime/redis/open-redis-store.ts';
import { runReplay } from '../../../runtime/replay/run-replay.ts';
import { tenantView } from '../../../runtime/wiring/tenant-view.ts';
import type { VigieChild } from '../../bench/vigie-child.ts';
import { Cluster } from '../../parts/kafka/cluster.ts';
import { freePort } from '../../parts/server-process.ts';
import { clusterMissing } from '../cluster-run.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { quickerPolicy, writeQuickerStorm } from '../quicker-storm.ts';
import { seededChance } from '../seeded-chance.ts';
import { pairsShared, stormEndingIn, type StormEnding } from '../storm-ending.ts';
import { StormPlayer } from '../storm-player.ts';

const storm = join(import.meta.dirname, '../../fixtures/storm');
const recording = join(storm, 'storm-15min.ndjson');
/** Four times as quick, policy and all: 15 minutes in less than four. Rounds with and without deaths alike. */
const speed = 4;
const killEveryMs = 20_000;
const correlating = 3;
const partitions = { events: 6, alerts: 2 };
/** The major stands down a quarter of 15 minutes after its last symptom; then all is resolved. */
const longestRestMs = 8 * 60_000;
const tenant = 'default';

class StormOnProcesses {
  readonly #cluster: Cluster;
  readonly #chance: () => number;
  readonly #syslogPort: number;
  #correlating: VigieChild[] = [];
  startedMs = 0;
  kills = 0;
  alerts = 0;
  resent = 0;

  constructor(cluster: Cluster, syslogPort: number, chance: () => number) {
    this.#cluster = cluster;
    this.#chance = chance;
    this.#syslogPort = syslogPort;
  }

  async play(): Promise<void> {
    this.#correlating = Array.from({ length: correlating }, () => this.#cluster.launch('correlate'));
    const others = ['ingest', 'ticketing', 'console'].map((role) => this.#cluster.launch(role));
    const [url = ''] = await Promise.all([...others, ...this.#correlating].map((child) => child.ready()));
    this.startedMs = Date.now();
    const doors = { url, syslogPort: this.#syslogPort };
    const playing = new StormPlayer({ recording, speed, doors: () => Promise.resolve(doors) }).run();
    const over = new AbortController();
    const killing = this.#kill(over.signal);
    const { accepted, resent } = await playing;
    over.abort();
    await killing;
    [this.alerts, this.resent] = [accepted.length, resent];
  }

  async #kill(signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(killEveryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const [victim] = this.#correlating.splice(Math.floor(this.#chance() * this.#correlating.length), 1);
      await victim?.kill();
      this.kills += 1;
      this.#correlating.push(this.#cluster.launch('correlate'));
    }
  }
}

/** What the processes left in Kafka and Redis, once nothing but ticks is written any more. */
async function endingOf(cluster: Cluster, folder: string, known: { policy: Policy; cmdb: Cmdb }): Promise<StormEnding> {
  const settings = KafkaSettings.parse({ brokers: [cluster.kafka.address()], partitions });
  const log = await openKafkaLog({ settings, keep: {} });
  const store = await openRedisStore({ url: cluster.redis.url, prefix: 'vigie' }, log);
  try {
    let [before, quiet] = [-1, 0];
    for (const end = performance.now() + longestRestMs; quiet < 12 && performance.now() < end;) {
      await pause(10_000);
      const now = (await log.end('tickets', 0)) + (await openIncidents(cluster));
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      if (quiet >= 2 && (await openIncidents(cluster)) === 0) break;
    }
    const { language, timezone } = known.policy;
    const view = tenantView(store, log, tenant);
    await writeReplayOutput({ store: view, dir: folder, cmdb: known.cmdb, language, timezone, stages: [], events: 0 });
    return stormEndingIn(folder);
  } finally {
    await store.close();
    await log.close();
  }
}

async function openIncidents(cluster: Cluster): Promise<number> {
  const address = /listening on (http:\/\/[^\s"]+)/.exec(cluster.outputOf('console'))?.[1] ?? '';
  const answer = await fetch(`${address}/api/v1/incidents?state=open`);
  return ((await answer.json()) as { items: unknown[] }).items.length;
}

function compare(found: StormEnding, wanted: StormEnding): string[] {
  const violations: string[] = [];
  const share = pairsShared(found, wanted);
  if (share < 1) violations.push(`of pairs of episodes, ${(share * 100).toFixed(1)} % are together in both`);
  const words = ({ incidents }: StormEnding): string[] =>
    incidents.map(({ alerts, root, priority, isMajor }) => {
      const told = `P${String(priority)}${isMajor ? ' major' : ''}, cause ${root ?? 'none'}`;
      return `${String(alerts.length)} alerts from ${alerts[0] ?? ''}: ${told}`;
    });
  const [seen, due] = [words(found), words(wanted)];
  violations.push(...seen.filter((one) => !due.includes(one)).map((one) => `found: ${one}`));
  violations.push(...due.filter((one) => !seen.includes(one)).map((one) => `missing: ${one}`));
  const sorted = (operations: StormEnding['operations']): string => JSON.stringify(Object.entries(operations).sort());
  if (sorted(found.operations) !== sorted(wanted.operations))
    violations.push(`operations ${sorted(found.operations)} for ${sorted(wanted.operations)}`);
  return violations;
}

async function run({ seed }: RowWish): Promise<RowReport> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-storm-'));
  const known = { policy: quickerPolicy(speed), cmdb: readCmdb(join(storm, 'cmdb.json')) };
  const syslogPort = await freePort();
  const at = `127.0.0.1:${String(syslogPort)}`;
  const sources = Object.fromEntries(['prometheus', 'alertmanager', 'zabbix'].map((type) => [type, { type }]));
  const { hold, alerts, join: joining, chronic, root, resolve, major } = known.policy;
  const cluster = await Cluster.start({
    config: { sources: { ...sources, syslog: { type: 'syslog', udp: at, tcp: at } } },
    policy: { hold, alerts, join: joining, chronic, root, resolve, major },
    cmdb: JSON.parse(readFileSync(join(storm, 'cmdb.json'), 'utf8')) as object,
    partitions,
  });
  try {
    const live = new StormOnProcesses(cluster, syslogPort, seededChance(seed));
    await live.play();
    const found = await endingOf(cluster, join(folder, 'live'), known);
    const quicker = join(folder, 'quicker.ndjson');
    writeQuickerStorm({ recording, speed, startedMs: live.startedMs, to: quicker });
    const out = join(folder, 'embedded');
    const sinks = [{ name: 'desk', language: 'en' as const }];
    await runReplay({ recording: quicker, startMs: null, tailMs: 30 * 60_000, out, tenant, ...known, sinks });
    const wanted = stormEndingIn(out);
    return {
      counts: {
        kills: live.kills,
        'alerts acknowledged': live.alerts,
        resent: live.resent,
        incidents: found.incidents.length,
        'incidents embedded': wanted.incidents.length,
        tickets: found.operations['open'] ?? 0,
      },
      violations: compare(found, wanted),
    };
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const stormOnProcesses: FaultRow = {
  row: 20,
  fault: 'the storm on three correlate processes, one of them killed every 20 s',
  missing: clusterMissing,
  wholeOnly: true,
  run,
};
