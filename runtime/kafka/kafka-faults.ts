// Decides what a failure of Kafka means for us, and what a person can do about it.
import { AdapterError, isFault } from '../../domain/errors.ts';
import type { VigieFault } from '../../domain/errors.ts';

export type KafkaCode =
  | 'kafka-unreachable'
  | 'kafka-credentials-refused'
  | 'kafka-rights-missing'
  | 'kafka-tls-refused'
  | 'kafka-topic-missing'
  | 'kafka-not-durable'
  | 'kafka-session-refused'
  | 'record-too-large';

interface Diagnosis {
  readonly code: KafkaCode;
  readonly retryable: boolean;
  readonly cure: string;
}

/** Told to people at start and by whoever checks a site, in this order: the first that fits. */
export const kafkaDiagnoses: readonly (Diagnosis & { readonly fits: (link: Link) => boolean })[] = [
  {
    code: 'kafka-credentials-refused',
    retryable: false,
    cure: 'check log.kafka.sasl: mechanism, username, and what the password reference holds',
    fits: ({ name }) => name === 'KafkaJSSASLAuthenticationError',
  },
  {
    code: 'kafka-rights-missing',
    retryable: false,
    cure: 'let this user read, write, describe and create topics <prefix>.*, and read groups <prefix>.*',
    fits: ({ type }) => type.endsWith('_AUTHORIZATION_FAILED'),
  },
  {
    code: 'kafka-tls-refused',
    retryable: false,
    cure: 'check log.kafka.tls: the authority (ca), the name in the certificate, and whether this port speaks TLS at all',
    fits: ({ name, text }) =>
      name !== 'KafkaJSConnectionClosedError' && /certificate|SSL|TLS|self.signed|altname/i.test(text),
  },
  {
    code: 'record-too-large',
    retryable: false,
    cure: 'raise max.message.bytes of the topic: Vigie makes its topics with 4 MB',
    fits: ({ type }) => type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE',
  },
  {
    code: 'kafka-topic-missing',
    retryable: false,
    cure: 'somebody deleted the topic: start again, and it is made anew',
    fits: ({ type }) => type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'UNKNOWN_TOPIC_ID',
  },
  {
    code: 'kafka-not-durable',
    retryable: true,
    cure: 'too few replicas are in sync: bring the other brokers back',
    fits: ({ type }) => type.startsWith('NOT_ENOUGH_REPLICAS'),
  },
  {
    code: 'kafka-session-refused',
    retryable: false,
    cure: 'set log.kafka.sessionMs between group.min.session.timeout.ms and group.max.session.timeout.ms of the brokers',
    fits: ({ type }) => type === 'INVALID_SESSION_TIMEOUT',
  },
];

const unreachable: Diagnosis = {
  code: 'kafka-unreachable',
  retryable: true,
  cure: 'check log.kafka.brokers, that the brokers run, and that their advertised addresses are reachable from here',
};

interface Link {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** kafkajs wraps what happened, sometimes several times over. */
function linksOf(thrown: unknown, depth = 0): Link[] {
  if (!(thrown instanceof Error) || depth > 5) return [];
  const { name, message, type, cause, errors } = thrown as Error & { type?: unknown; errors?: unknown };
  const inner = Array.isArray(errors) ? (errors as unknown[]) : [];
  const link = { name, type: typeof type === 'string' ? type : '', text: message };
  return [link, ...[cause, ...inner].flatMap((one) => linksOf(one, depth + 1))];
}

export function diagnoseKafka(thrown: unknown): Diagnosis {
  const links = linksOf(thrown);
  return kafkaDiagnoses.find(({ fits }) => links.some(fits)) ?? unreachable;
}

/** `doing`: what was tried, such as `append to vigie.events`. A fault of ours stays what it is. */
export function kafkaFault(thrown: unknown, doing: string): VigieFault {
  if (isFault(thrown)) return thrown;
  const { code, retryable, cure } = diagnoseKafka(thrown);
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new AdapterError(code, `Kafka: ${doing}: ${said}. Cure: ${cure}`, {
    at: 'log.kafka',
    retryable,
    cause: thrown,
  });
}
