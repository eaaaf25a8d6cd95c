// Opens the log on Kafka: connects, makes the topics that are missing, refuses those that are not as the site says.
import type { EventLog } from '../../domain/ports/event-log.ts';
import { streams } from '../../domain/record.ts';
import { pause } from '../clock/pause.ts';
import { BrokerLink } from './broker-link.ts';
import { kafkaClient } from './kafka-client.ts';
import type { ClientOptions } from './kafka-client.ts';
import { KafkaEventLog } from './kafka-event-log.ts';
import { kafkaFault } from './kafka-faults.ts';
import { acceptTopics, createMissing, topicOf } from './topics.ts';
import type { TopicPlan } from './topics.ts';

/** A broker may need a moment before it knows of topics that were just made. */
const spreadMs = 100;
const spreadTries = 50;

export interface KafkaLogOptions extends ClientOptions, TopicPlan {}

/**
 * @throws AdapterError `kafka-unreachable`, `kafka-credentials-refused`, `kafka-rights-missing`, `kafka-tls-refused`.
 * @throws ConfigError `kafka-partitions-differ`, `kafka-tls-unreadable`.
 */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const kafka = kafkaClient(options);
  const admin = kafka.admin();
  const [link, tailLink] = [new BrokerLink(options), new BrokerLink(options)];
  try {
    const names = streams.map((stream) => topicOf(options.settings, stream));
    await link.connect();
    await admin.connect();
    const made = await createMissing(admin, options, await link.describe(names));
    const topics = acceptTopics(options.settings, await described(link, names, made));
    await Promise.all([admin.disconnect(), link.connect(names), tailLink.connect(names)]);
    return new KafkaEventLog({ kafka, link, tailLink, topics });
  } catch (thrown) {
    await Promise.allSettled([admin.disconnect(), link.close(), tailLink.close()]);
    throw kafkaFault(thrown, `connect to ${options.settings.brokers.join(', ')}`);
  }
}

async function described(
  link: BrokerLink,
  names: readonly string[],
  made: boolean,
): ReturnType<BrokerLink['describe']> {
  for (let asked = 1; ; asked += 1) {
    const there = await link.describe(names);
    if (!made || asked === spreadTries || there.every(({ errorCode }) => errorCode === 0)) return there;
    await pause(spreadMs, new AbortController().signal);
  }
}
