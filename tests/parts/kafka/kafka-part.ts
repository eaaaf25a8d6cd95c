// A real Kafka to share: the one that the environment names, else in a container, else a server of our own.
import { engineAnswers, startContainer } from '../container.ts';
import { freePort } from '../server-process.ts';
import { lacksOwnKafka } from './kafka-libs.ts';
import { KafkaServer } from './kafka-server.ts';

const given = process.env['VIGIE_TEST_KAFKA'];

export interface KafkaPart {
  /** `host:port` */
  readonly broker: string;
  stop(): Promise<void>;
}

/** What this machine lacks for one. */
export function lacksKafka(): string[] {
  return given !== undefined || engineAnswers ? [] : lacksOwnKafka();
}

export async function openKafka(): Promise<KafkaPart> {
  if (given !== undefined) return { broker: given, stop: () => Promise.resolve() };
  if (engineAnswers) return containedKafka();
  const server = await KafkaServer.start();
  return { broker: server.address(), stop: () => server.stop() };
}

/** One node, as in deploy/compose.yaml, that tells clients where it is seen from here. */
async function containedKafka(): Promise<KafkaPart> {
  const port = await freePort();
  const { stop } = await startContainer({
    ...{ image: 'apache/kafka:4.0.0', port, isFixed: true },
    environment: {
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: `PLAINTEXT://:${String(port)},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${String(port)}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    },
  });
  return { broker: `127.0.0.1:${String(port)}`, stop };
}
