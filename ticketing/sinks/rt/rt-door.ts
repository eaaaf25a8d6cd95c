// The door to RT's REST 2.0, and how RT speaks of trouble.
import { z } from 'zod';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Dialect } from '../http/sink-reply.ts';
import { SystemDoor } from '../http/system-door.ts';
import type { RtConfig } from './rt-config.ts';

const Trouble = z.object({ message: z.string() });

const dialect: Dialect = {
  system: 'rt',
  problem: (json) => {
    const trouble = Trouble.safeParse(json);
    return trouble.success ? trouble.data.message.replace(/\s+/g, ' ').slice(0, 200) : null;
  },
  // 403 is a right of one queue; 401 is the token.
  isLockedOut: (status) => status === 401,
};

export function openRtDoor(config: RtConfig, clock: Pick<Clock, 'now'>): SystemDoor {
  return new SystemDoor({
    base: `${config.url}/REST/2.0`,
    headers: { Authorization: `token ${config.token}` },
    dialect,
    clock,
    timeoutMs: config.timeoutMs,
    concurrency: config.concurrency,
  });
}
