// Whether a Redis is set up so that state in it is all there or all gone, never a part of it.
import type { ProbeFinding } from '../../ticketing/probe.ts';
import { AdapterError } from '../../domain/errors.ts';
import { readRedisAddress } from './redis-address.ts';
import { connectRedis } from './redis-connection.ts';
import type { RedisClient } from './redis-connection.ts';
import { asStateFault } from './redis-faults.ts';

export interface RedisPlace {
  readonly url: string;
  readonly password: string | null;
}

interface Settings {
  readonly version: string;
  readonly maxmemory: number;
  readonly policy: string;
}

/** INFO, since CONFIG is often forbidden. */
async function settingsOf(client: RedisClient): Promise<Settings> {
  try {
    const text = `${await client.info('server')}\n${await client.info('memory')}`;
    const told = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1] ?? '';
    return { version: told('redis_version'), maxmemory: Number(told('maxmemory')), policy: told('maxmemory_policy') };
  } catch (thrown) {
    throw asStateFault(thrown);
  }
}

const evicts = ({ maxmemory, policy }: Settings): boolean => maxmemory > 0 && policy !== 'noeviction';
/** Scripts write after TIME, which older servers replicate wrongly. */
const oldestMajor = 7;

function memoryFinding({ maxmemory, policy }: Settings): ProbeFinding {
  if (policy === 'noeviction') return { level: 'fine', what: 'Redis keeps what it was given (noeviction)', cure: null };
  const cure = 'set maxmemory-policy noeviction';
  if (maxmemory > 0) return { level: 'fault', what: `Redis throws rows away when memory is short (${policy})`, cure };
  return { level: 'warning', what: `Redis would throw rows away if it had a memory limit (${policy})`, cure };
}

function versionFinding({ version }: Settings): ProbeFinding {
  if (Number.parseInt(version, 10) >= oldestMajor)
    return { level: 'fine', what: `Redis ${version} answers`, cure: null };
  return { level: 'warning', what: `Redis ${version} is older than what is tested`, cure: 'use Redis 7 or newer' };
}

/** Never rejects. */
export async function probeRedis(client: RedisClient): Promise<readonly ProbeFinding[]> {
  try {
    const settings = await settingsOf(client);
    return [versionFinding(settings), memoryFinding(settings)];
  } catch (thrown) {
    return [unreachable(thrown)];
  }
}

/** For `doctor`, from the address on. Never rejects. */
export async function probeRedisAt({ url, password }: RedisPlace): Promise<readonly ProbeFinding[]> {
  let client: RedisClient;
  try {
    client = await connectRedis({ address: readRedisAddress(url), password });
  } catch (thrown) {
    return [unreachable(thrown)];
  }
  try {
    return await probeRedis(client);
  } finally {
    client.disconnect();
  }
}

/** What it said tells which: nobody there, or a user or password that it does not know. */
function unreachable(thrown: unknown): ProbeFinding {
  const fault = asStateFault(thrown);
  const cure =
    fault.code === 'state-refused'
      ? 'check state.redis: the user in the url, and what the password reference holds; it needs +info, +eval and its keys'
      : 'check state.redis.url, that Redis runs, and that its port is reachable from here';
  return { level: 'fault', what: `${fault.message} (${fault.code})`, cure };
}

/** @throws AdapterError `state-evicts`: a row thrown away quietly would lead to a wrong answer. */
export async function refuseEviction(client: RedisClient): Promise<void> {
  const settings = await settingsOf(client);
  if (!evicts(settings)) return;
  const words = `Redis throws rows away when memory is short (${settings.policy}): set maxmemory-policy noeviction`;
  throw new AdapterError('state-evicts', words);
}
