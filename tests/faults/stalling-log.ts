// Loaded into a real process before Vigie: once the file VIGIE_STALL is there, a read of events never comes back.
import { existsSync } from 'node:fs';
import { KafkaEventLog } from '../../runtime/kafka/kafka-event-log.ts';

const sign = process.env['VIGIE_STALL'] ?? '';
const { read } = Object.getOwnPropertyDescriptors(KafkaEventLog.prototype);
const whole = read.value as KafkaEventLog['read'];

KafkaEventLog.prototype.read = function (this: KafkaEventLog, ...asked: Parameters<KafkaEventLog['read']>) {
  return asked[0] === 'events' && existsSync(sign) ? new Promise(() => undefined) : whole.apply(this, asked);
};
