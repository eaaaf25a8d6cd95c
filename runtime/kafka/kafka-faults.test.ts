import { expect, test } from 'vitest';
import { AdapterError, ConfigError } from '../../domain/errors.ts';
import { diagnoseKafka, kafkaDiagnoses, kafkaFault } from './kafka-faults.ts';

function thrown(
  name: string,
  over: { type?: string; message?: string; cause?: unknown; errors?: unknown[] } = {},
): Error {
  return Object.assign(new Error(over.message ?? 'it failed'), { name, ...over });
}

test.each([
  ['a wrong password', thrown('KafkaJSSASLAuthenticationError'), 'kafka-credentials-refused', false],
  [
    'a wrong password, wrapped by retries',
    thrown('KafkaJSNonRetriableError', { cause: thrown('KafkaJSSASLAuthenticationError') }),
    'kafka-credentials-refused',
    false,
  ],
  [
    'a topic that is not ours',
    thrown('KafkaJSProtocolError', { type: 'TOPIC_AUTHORIZATION_FAILED' }),
    'kafka-rights-missing',
    false,
  ],
  [
    'a group that is not ours',
    thrown('KafkaJSProtocolError', { type: 'GROUP_AUTHORIZATION_FAILED' }),
    'kafka-rights-missing',
    false,
  ],
  [
    'a session shorter than the brokers take',
    thrown('KafkaJSProtocolError', { type: 'INVALID_SESSION_TIMEOUT' }),
    'kafka-session-refused',
    false,
  ],
  [
    'one of several topics that could not be made',
    thrown('KafkaJSAggregateError', {
      errors: [thrown('KafkaJSCreateTopicError', { type: 'TOPIC_AUTHORIZATION_FAILED' })],
    }),
    'kafka-rights-missing',
    false,
  ],
  [
    'an unknown authority',
    thrown('KafkaJSConnectionError', { message: 'Connection error: self-signed certificate' }),
    'kafka-tls-refused',
    false,
  ],
  [
    'a record beyond the limit',
    thrown('KafkaJSProtocolError', { type: 'MESSAGE_TOO_LARGE' }),
    'record-too-large',
    false,
  ],
  [
    'a topic that was deleted',
    thrown('KafkaJSProtocolError', { type: 'UNKNOWN_TOPIC_OR_PARTITION' }),
    'kafka-topic-missing',
    false,
  ],
  ['too few replicas', thrown('KafkaJSProtocolError', { type: 'NOT_ENOUGH_REPLICAS' }), 'kafka-not-durable', true],
  [
    'nobody there',
    thrown('KafkaJSConnectionError', { message: 'connect ECONNREFUSED 127.0.0.1:9' }),
    'kafka-unreachable',
    true,
  ],
  ['what nobody knows', 'a text', 'kafka-unreachable', true],
])('%s', (_what, what, code, retryable) => {
  expect(diagnoseKafka(what)).toMatchObject({ code, retryable });
});

test('a fault says what was tried, what was said, and how to cure it', () => {
  const fault = kafkaFault(thrown('KafkaJSConnectionError', { message: 'ECONNREFUSED' }), 'connect to b1:9092');
  expect(fault).toBeInstanceOf(AdapterError);
  expect(fault.message).toMatch(/connect to b1:9092: ECONNREFUSED\. Cure: check log\.kafka\.brokers/);
  expect(kafkaDiagnoses.every(({ cure }) => cure.length > 20)).toBe(true);
});

test('a fault of ours stays what it is', () => {
  const ours = new ConfigError('kafka-partitions-differ', 'no');
  expect(kafkaFault(ours, 'anything')).toBe(ours);
});
