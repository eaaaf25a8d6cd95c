// Asks a Kafka whether Vigie could work there, for `doctor`: reads only, makes nothing.
import type { Admin } from 'kafkajs';
import { isFault } from '../../domain/errors.ts';
import { streams } from '../../domain/record.ts';
import type { ProbeFinding } from '../../ticketing/probe.ts';
import { BrokerLink } from './broker-link.ts';
import type { DescribedTopic } from './describe-topics.ts';
import { kafkaClient } from './kafka-client.ts';
import { diagnoseKafka } from './kafka-faults.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { acceptTopic, topicConfig, topicOf } from './topics.ts';

/** Codes of Kafka's protocol. */
const unknownTopic = 3;
const notAuthorized = 29;
/** One stands for all: rights on groups go by prefix. */
const group = 'correlate';

/** Never rejects. */
export async function probeKafka(settings: KafkaSettings): Promise<readonly ProbeFinding[]> {
  const link = new BrokerLink({ settings });
  const admin = kafkaClient({ settings }).admin();
  try {
    await link.connect();
    await admin.connect();
    const there = await link.describe(streams.map((stream) => topicOf(settings, stream)));
    const reached: ProbeFinding = {
      level: 'fine',
      what: `Kafka answers at ${settings.brokers.join(', ')}`,
      cure: null,
    };
    return [reached, ...topicFindings(settings, there), ...(await rightFindings({ admin, link }, settings, there))];
  } catch (thrown) {
    return [found(thrown, `Kafka at ${settings.brokers.join(', ')}`)];
  } finally {
    await Promise.allSettled([link.close(), admin.disconnect()]);
  }
}

function topicFindings(settings: KafkaSettings, there: readonly DescribedTopic[]): ProbeFinding[] {
  return streams.flatMap((stream): ProbeFinding[] => {
    const name = topicOf(settings, stream);
    const topic = there.find((one) => one.name === name);
    if (topic === undefined || topic.errorCode === unknownTopic) {
      return [{ level: 'fine', what: `topic ${name} will be made at the first start`, cure: null }];
    }
    if (topic.errorCode === notAuthorized) {
      const cure = `let this user describe, read, write and create topics ${settings.prefix}.*`;
      return [{ level: 'fault', what: `this user may not see topic ${name}`, cure }];
    }
    try {
      acceptTopic(settings, stream, topic);
      return [];
    } catch (thrown) {
      return [found(thrown, name)];
    }
  });
}

/** Whether what is missing could be made, and a group be joined: both asked without doing it. */
async function rightFindings(
  { admin, link }: { readonly admin: Admin; readonly link: BrokerLink },
  settings: KafkaSettings,
  there: readonly DescribedTopic[],
): Promise<ProbeFinding[]> {
  const missing = streams.filter((stream) =>
    there.some(({ name, errorCode }) => name === topicOf(settings, stream) && errorCode === unknownTopic),
  );
  const topics = missing.map((stream) => topicConfig({ settings, keep: {} }, stream));
  const asked = [
    ...(topics.length === 0
      ? []
      : [
          {
            what: `make topics ${settings.prefix}.*`,
            ask: () => admin.createTopics({ topics, validateOnly: true, waitForLeaders: false }),
          },
        ]),
    {
      what: `join groups ${settings.prefix}.*`,
      ask: () => link.seeGroup(`${settings.prefix}.${group}`),
    },
  ];
  const findings: ProbeFinding[] = [];
  for (const { what, ask } of asked) {
    try {
      await ask();
      findings.push({ level: 'fine', what: `this user may ${what}`, cure: null });
    } catch (thrown) {
      findings.push(found(thrown, what));
    }
  }
  return findings;
}

function found(thrown: unknown, doing: string): ProbeFinding {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  // A fault of ours says itself what to do.
  if (isFault(thrown)) return { level: 'fault', what: said, cure: null };
  const { code, cure } = diagnoseKafka(thrown);
  return { level: 'fault', what: `${doing}: ${said} (${code})`, cure };
}
