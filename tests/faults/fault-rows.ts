// The fault matrix, row by row.
import type { FaultRow } from './fault-row.ts';
import { namedCrashes } from './rows/row-01-named-crashes.ts';
import { randomKills } from './rows/row-02-random-kills.ts';
import { brokerDown } from './rows/row-03-broker-down.ts';
import { redisLost } from './rows/row-04-redis-lost.ts';
import { slowAndRefusing } from './rows/row-05-slow-and-refusing.ts';
import { timeoutAfterCommit } from './rows/row-06-timeout-after-commit.ts';
import { commitAfterBound } from './rows/row-07-commit-after-bound.ts';
import { clockJumps } from './rows/row-08-clock-jumps.ts';
import { diskFull } from './rows/row-09-disk-full.ts';
import { poisonRecords } from './rows/row-10-poison.ts';
import { flooded } from './rows/row-11-flood.ts';
import { silentSource } from './rows/row-12-silent-source.ts';
import { halfOpen } from './rows/row-13-half-open.ts';
import { repeatedWebhooks } from './rows/row-14-repeated.ts';
import { restarts } from './rows/row-15-restarts.ts';
import { standstill } from './rows/row-16-standstill.ts';
import { damagedTail } from './rows/row-17-damaged-tail.ts';
import { upgrade } from './rows/row-18-upgrade.ts';
import { stalledConsumer } from './rows/row-19-stalled.ts';
import { stormOnProcesses } from './rows/row-20-storm-processes.ts';
import { clusterKills } from './rows/row-21-cluster-kills.ts';

export const faultRows: readonly FaultRow[] = [
  namedCrashes,
  randomKills,
  brokerDown,
  redisLost,
  slowAndRefusing,
  timeoutAfterCommit,
  commitAfterBound,
  clockJumps,
  diskFull,
  poisonRecords,
  flooded,
  silentSource,
  halfOpen,
  repeatedWebhooks,
  restarts,
  standstill,
  damagedTail,
  upgrade,
  stalledConsumer,
  stormOnProcesses,
  clusterKills,
];
