// The recorded storm through Kafka and Redis while correlate processes die ends as the embedded replay of it does.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeReplayOutput } from '../../../console/replay-output/write-replay-output.ts';
import { Policy } from '../../../domain/policy.ts';
import { readCmdb } from '../../../runtime/cmdb/read-cmdb.ts';
import { driveToEnd, type ReplayInput } from '../../../runtime/replay-driver.ts';
import { RecordedDoor } from '../../../runtime/replay/recorded-door.ts';
import { readRecording } from '../../../runtime/replay/recording.ts';
import { runReplay } from '../../../runtime/replay/run-replay.ts';
import { pipelineStages } from '../../../runtime/wiring/pipeline-stages.ts';
import { SiteControls } from '../../../runtime/wiring/site-controls.ts';
import { tenantView } from '../../../runtime/wiring/tenant-view.ts';
import { createSimulatedDelivery } from '../../../ticketing/delivery/simulated.ts';
import { describeParts } from '../part.ts';
import { redisMissing, startRedis, type OwnRedis } from '../redis-part.ts';
import { lacksOwnKafka, startWithinMs } from './kafka-libs.ts';
import { KafkaServer } from './kafka-server.ts';
import { StormProcesses } from './storm-processes.ts';

const storm = join(import.meta.dirname, '../../fixtures/storm');
const recording = join(storm, 'storm-15min.ndjson');
const [tenant, policy, cmdb] = ['default', Policy.parse({}), readCmdb(join(storm, 'cmdb.json'))];
const sinks = [{ name: 'desk', language: 'en' as const }];
const tailMs = 30 * 60_000;
/** Of 1,131 deliveries: a dozen kills in the storm. */
const killEvery = 90;

interface Ending {
  readonly incidents: readonly { alerts: string[]; root: string | undefined; priority: number; isMajor: boolean }[];
  readonly operations: Readonly<Record<string, number>>;
}

/** What has to be the same: who belongs together, the first cause, priority, major, and the operations by kind. */
function endingIn(folder: string): Ending {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const found = JSON.parse(text('incidents.json')) as {
    alerts: { id: string }[];
    rootCandidates: { ci: string }[];
    priority: number;
    major: object | null;
  }[];
  const incidents = found.map(({ alerts, rootCandidates: [first], priority, major }) => {
    return { alerts: alerts.map(({ id }) => id).sort(), root: first?.ci, priority, isMajor: major !== null };
  });
  const operations: Record<string, number> = {};
  for (const line of text('tickets.ndjson').trimEnd().split('\n')) {
    const { op } = JSON.parse(line) as { op: string };
    operations[op] = (operations[op] ?? 0) + 1;
  }
  return { incidents: incidents.sort((a, b) => ((a.alerts[0] ?? '') < (b.alerts[0] ?? '') ? -1 : 1)), operations };
}

describeParts('the storm on a cluster', [...lacksOwnKafka(), ...redisMissing(true)], () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-storm-cluster-'));
  let kafka: KafkaServer;
  let redis: OwnRedis;
  beforeAll(async () => {
    kafka = await KafkaServer.start();
    redis = await startRedis(join(folder, 'redis'));
  }, startWithinMs);
  afterAll(async () => {
    await redis?.stop();
    await kafka?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function* deliveries(door: RecordedDoor, onRecord: () => Promise<void>): AsyncGenerator<ReplayInput> {
    for await (const line of readRecording({ path: recording, startMs: null })) {
      for (const record of door.take(line).events) {
        yield { stream: 'events', record };
        await onRecord();
      }
    }
  }

  it('ends with the same incidents, causes, priorities, majors and ticket operations as the embedded replay', async () => {
    const embedded = join(folder, 'embedded');
    await runReplay({ recording, startMs: null, tailMs, out: embedded, tenant, policy, cmdb, sinks });

    const partitions = { events: 6, alerts: 2 };
    const first = await readRecording({ path: recording, startMs: null }).next();
    const startMs = first.done === true ? 0 : first.value.receivedAt;
    const cluster = new StormProcesses({ broker: kafka.address(), redisUrl: redis.url, partitions }, startMs);
    await cluster.open(3);
    const controls = await SiteControls.open(cluster.log, tenant);
    const stages = pipelineStages({ tenant, sinks, inForce: () => controls.inForce });
    const participants = [];
    const delivery = { role: 'ticketing', input: 'tickets', ticks: false, create: createSimulatedDelivery } as const;
    for (const { role, ...stage } of [...stages, delivery])
      participants.push(...(await cluster.seat(stage, role === 'correlate')));
    await controls.announce({ kind: 'policy', body: policy }, startMs);
    await controls.announce({ kind: 'cmdb', body: cmdb }, startMs);

    let told = 0;
    const door = new RecordedDoor({ tenant, timezone: policy.timezone, partitions: partitions.events });
    const records = deliveries(door, async () => {
      told += 1;
      if (told % killEvery === 0) cluster.killAtNextAppend();
    });
    await driveToEnd({ log: cluster.doorLog, clock: cluster.clock, participants, records, tailMs });
    const { language, timezone } = policy;
    const dir = join(folder, 'cluster');
    mkdirSync(dir);
    const store = tenantView(cluster.store, cluster.log, tenant);
    await writeReplayOutput({ store, dir, cmdb, language, timezone, stages: [], events: told });
    const repeats = await cluster.repeats(['alerts', 'incidents']);
    process.stderr.write(`${told} records told, ${cluster.kills} kills, ${repeats} repeats in the log passed over\n`);
    await cluster.close();
    expect(cluster.kills).toBeGreaterThanOrEqual(10);
    const wanted = endingIn(embedded);
    expect(wanted.operations['open']).toBe(2);
    expect(endingIn(dir)).toEqual(wanted);
  });
});
