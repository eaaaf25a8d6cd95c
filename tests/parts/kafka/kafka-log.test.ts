// The contract of the log on a real Kafka.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { openKafkaLog } from '../../../runtime/kafka/open-kafka-log.ts';
import { KafkaSettings } from '../../../runtime/kafka/kafka-settings.ts';
import { describeEventLog } from '../../contracts/event-log.ts';
import type { OpenLog } from '../../contracts/event-log.ts';
import { describeSnapshots } from '../../contracts/snapshots.ts';
import { describeParts } from '../part.ts';
import { lacksKafka, startWithinMs } from './kafka-libs.ts';
import { KafkaServer } from './kafka-server.ts';

interface OpenKafka extends OpenLog {
  readonly prefix: string;
}

describeParts('log on Kafka', lacksKafka(), () => {
  let server: KafkaServer | null = null;
  beforeAll(async () => {
    if (process.env['VIGIE_TEST_KAFKA'] === undefined) server = await KafkaServer.start();
  }, startWithinMs);
  afterAll(() => server?.stop());

  const openAs = async (prefix: string, partitions: number): Promise<OpenKafka> => {
    const broker = process.env['VIGIE_TEST_KAFKA'] ?? server?.address() ?? '';
    const settings = KafkaSettings.parse({ brokers: [broker], prefix, partitions: { events: partitions, alerts: 1 } });
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
