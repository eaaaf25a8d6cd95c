// Row 20: the storm through Kafka and Redis, three correlate processes, one killed every 20 s; held to the embedded replay.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { replayShared, type SharedReplay } from '../replay-shared-log.ts';
import { pairsShared, stormEndingIn, type StormEnding, type StormIncident } from '../storm-ending.ts';
import { StormPlayer } from '../storm-player.ts';

const storm = join(import.meta.dirname, '../../fixtures/storm');
const recording = join(storm, 'storm-15min.ndjson');
/** Four times as quick, policy and all: 15 minutes in less than four. Rounds with and without deaths alike. */
const speed = 4;
const killEveryMs = 20_000;
const correlating = 3;
const partitions = { events: 6, alerts: 2 };
/** The major stands down a quarter of 15 minutes after its last symptom; then all is resolved. */
const longestRestMs = 5 * 60_000;
const tenant = 'default';
const sinks = [{ name: 'desk', language: 'en' as const }];

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

interface Left {
  readonly ending: StormEnding;
  readonly replay: SharedReplay;
}

/** What the processes left in Kafka and Redis, once all is resolved; and the same records through one process. */
async function leftBy(cluster: Cluster, folder: string, known: { policy: Policy; cmdb: Cmdb }): Promise<Left> {
  const settings = KafkaSettings.parse({ brokers: [cluster.kafka.address()], partitions });
  const log = await openKafkaLog({ settings, keep: {} });
  const store = await openRedisStore({ url: cluster.redis.url, prefix: 'vigie' }, log);
  try {
    for (const end = performance.now() + longestRestMs; performance.now() < end;) {
      await pause(10_000);
      if ((await openIncidents(cluster)) === 0) break;
    }
    await pause(10_000);
    await cluster.stopAll();
    const { language, timezone } = known.policy;
    const view = tenantView(store, log, tenant);
    mkdirSync(folder);
    await writeReplayOutput({ store: view, dir: folder, cmdb: known.cmdb, language, timezone, stages: [], events: 0 });
    return { ending: stormEndingIn(folder), replay: await replayShared({ log, store }, tenant, sinks) };
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

/**
 * What a death delays, it delays by the session of 10 s: its partitions are read that much later than the others, and
 * ticks come late. What stands at the edge of a window may then fall on its other side, so that of the partition into
 * incidents a share is asked. First cause, priority and major of the outage must be the same.
 */
const leastShare = 0.85;

const largest = ({ incidents }: StormEnding): StormIncident | undefined =>
  [...incidents].sort((a, b) => b.alerts.length - a.alerts.length)[0];

function compare(found: StormEnding, wanted: StormEnding): string[] {
  const share = pairsShared(found, wanted);
  const told = (ending: StormEnding): string => {
    const { root, priority, isMajor } = largest(ending) ?? {};
    return JSON.stringify({ root, priority, isMajor });
  };
  return [
    ...(share < leastShare ? [`of pairs of episodes, only ${(share * 100).toFixed(1)} % are together in both`] : []),
    ...(told(found) === told(wanted) ? [] : [`the outage is ${told(found)} for ${told(wanted)}`]),
  ];
}

const operationCounts = (side: string, { operations }: StormEnding): Record<string, number> =>
  Object.fromEntries(Object.entries(operations).map(([op, count]) => [`${op} ${side}`, count]));

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
    const { ending: found, replay } = await leftBy(cluster, join(folder, 'live'), known);
    const quicker = join(folder, 'quicker.ndjson');
    writeQuickerStorm({ recording, speed, startedMs: live.startedMs, to: quicker });
    const out = join(folder, 'embedded');
    await runReplay({ recording: quicker, startMs: null, tailMs: 30 * 60_000, out, tenant, ...known, sinks });
    const wanted = stormEndingIn(out);
    return {
      counts: {
        kills: live.kills,
        'alerts acknowledged': live.alerts,
        resent: live.resent,
        'seats held to an undisturbed process': replay.seats,
        incidents: found.incidents.length,
        'incidents embedded': wanted.incidents.length,
        'pairs of episodes together in both, %': Math.round(pairsShared(found, wanted) * 1_000) / 10,
        ...operationCounts('live', found),
        ...operationCounts('embedded', wanted),
      },
      violations: [...replay.differences, ...compare(found, wanted)],
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
