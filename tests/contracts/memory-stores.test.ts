// The contracts of log and store on the memory adapters.
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { describeEventLog } from './event-log.ts';
import { describeSnapshots } from './snapshots.ts';
import { describeStateStore } from './state-store.ts';

const reopen = { skip: 'memory is gone with its process' };

function open(): Promise<{ log: MemoryEventLog; store: MemoryStateStore; dispose: () => Promise<void> }> {
  const log = new MemoryEventLog();
  return Promise.resolve({ log, store: new MemoryStateStore(log), dispose: () => log.close() });
}

describeEventLog('memory', { open, reopen });
describeStateStore('memory', { open, reopen });
describeSnapshots('memory', { open, reopen });

describeEventLog('memory, several partitions', {
  open: () => {
    const log = new MemoryEventLog({ partitions: { events: 3 } });
    return Promise.resolve({ log, dispose: () => log.close() });
  },
  reopen,
});
