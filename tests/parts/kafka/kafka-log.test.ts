// The contract of the log on a real Kafka.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { openKafkaLog } from '../../../runtime/kafka/open-kafka-log.ts';
import { KafkaSettings } from '../../../runtime/kafka/kafka-settings.ts';
import { describeEventLog } from '../../contracts/event-log.ts';
import type { OpenLog } from '../../contracts/event-log.ts';
import { describeSnapshots } from '../../contracts/snapshots.ts';
import { describeParts } from '../part.ts';
import { startWithinMs } from './kafka-libs.ts';
import { lacksKafka, openKafka, type KafkaPart } from './kafka-part.ts';

interface OpenKafka extends OpenLog {
  readonly prefix: string;
}

describeParts('log on Kafka', lacksKafka(), () => {
  let kafka: KafkaPart | null = null;
  beforeAll(async () => {
    kafka = await openKafka();
  }, startWithinMs);
  afterAll(() => kafka?.stop());

  const openAs = async (prefix: string, partitions: number): Promise<OpenKafka> => {
    const settings = KafkaSettings.parse({
      brokers: [kafka?.broker ?? ''],
      prefix,
      partitions: { events: partitions, alerts: 1 },
    });
    const log = await openKafkaLog({ settings, keep: {} });
    return { log, prefix, dispose: () => log.close() };
  };
  const subject = (partitions: number): Parameters<typeof describeEventLog>[1] => ({
    open: () => openAs(`t-${randomUUID()}`, partitions),
    reopen: async (open) => {
      await open.log.close();
      return openAs((open as OpenKafka).prefix, partitions);
    },
  });

  describeEventLog('Kafka, one partition', subject(1));
  describeEventLog('Kafka, three partitions', subject(3));
  describeSnapshots('Kafka', subject(1));
});
