// The door to Freshservice's API v2: its key, its budget of calls, and how it speaks of trouble.
import type { Clock } from '../../../domain/ports/clock.ts';
import { CallBudget } from '../http/call-budget.ts';
import type { Dialect } from '../http/sink-reply.ts';
import { SystemDoor } from '../http/system-door.ts';
import { troubleOf } from './freshservice-answers.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';

const dialect: Dialect = {
  system: 'freshservice',
  problem: (json, status) => (status < 400 ? null : troubleOf(json)),
  isLockedOut: (status) => status === 401,
};

export function openFreshserviceDoor(config: FreshserviceConfig, clock: Pick<Clock, 'now'>): SystemDoor {
  return new SystemDoor({
    base: `${config.url}/api/v2`,
    headers: { Authorization: `Basic ${Buffer.from(`${config.apiKey}:X`).toString('base64')}` },
    dialect,
    clock,
    timeoutMs: config.timeoutMs,
    concurrency: config.concurrency,
    budget: new CallBudget(clock, config.callsPerMinute),
  });
}
