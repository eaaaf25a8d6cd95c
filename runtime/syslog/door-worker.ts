// A syslog door in a worker of its own: it frames, parses and matches; the main thread makes durable what came of it.
import { parentPort, workerData } from 'node:worker_threads';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { deliveryRecords } from '../../ingest/delivery.ts';
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import { createSyslogDecoder } from '../../ingest/syslog/decoder.ts';
import { openSyslogListener } from '../../ingest/syslog/listener.ts';
import type { SyslogListener } from '../../ingest/syslog/listener.ts';
import type { Gathered } from '../../ingest/syslog/read-gatherer.ts';
import { SystemClock } from '../clock/system-clock.ts';
import type { DoorMessage, DoorOrder, DoorSettings, StreamLines } from './door-protocol.ts';
import { faultTold, tellFault } from './told-fault.ts';

const { name, tenant, settings, timezone, partitions } = workerData as DoorSettings;
const waiting = new Map<number, PromiseWithResolvers<undefined>>();
let lastId = 0;

const say = (message: DoorMessage): void => parentPort?.postMessage(message);

/** Resolves once the main thread says that all of it is durable. */
async function append({ read, receivedAt, body }: Gathered): Promise<void> {
  const source = { name, tenant, type: 'syslog' } as const;
  const { deadLetters, unmatched, events } = deliveryRecords({ source, receivedAt, body, partitions }, read);
  const parts = [linesOf('dead-letters', deadLetters), linesOf('unmatched', unmatched), linesOf('events', events)];
  const id = ++lastId;
  const stored = Promise.withResolvers<undefined>();
  waiting.set(id, stored);
  say({ say: 'store', id, parts: parts.filter(({ lines }) => lines.length > 0) });
  await stored.promise;
}

function linesOf(stream: StreamName, records: readonly LogRecord[]): StreamLines {
  return { stream, lines: records.map((record) => JSON.stringify(record)) };
}

function open(): Promise<SyslogListener> {
  return openSyslogListener({
    name,
    settings,
    decoder: createSyslogDecoder({ profiles: loadProfiles(settings), timezone, clock: settings.clock }),
    sink: { append },
    clock: new SystemClock(),
    onFault: (thrown) => say({ say: 'fault', fault: tellFault(thrown) }),
  });
}

async function obey(listener: SyslogListener, order: DoorOrder): Promise<void> {
  if (order.order === 'close') {
    await listener.close();
    say({ say: 'closed' });
    parentPort?.close();
    return;
  }
  const stored = waiting.get(order.id);
  waiting.delete(order.id);
  if (order.order === 'stored') stored?.resolve(undefined);
  else stored?.reject(faultTold(order.fault));
}

try {
  const listener = await open();
  parentPort?.on('message', (order: DoorOrder) => void obey(listener, order));
  say({ say: 'open', udp: listener.udp, tcp: listener.tcp });
} catch (thrown) {
  say({ say: 'failed', fault: tellFault(thrown) });
  parentPort?.close();
}
