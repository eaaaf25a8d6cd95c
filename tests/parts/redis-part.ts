// A real Redis: the one that the environment names, else in a container, else a child process of this machine's redis-server.
import { mkdirSync } from 'node:fs';
import { Redis } from 'ioredis';
import { engineAnswers, startContainer } from './container.ts';
import { findBinary } from './part.ts';
import { eventually, freePort, launch, type ServerProcess } from './server-process.ts';

export const redisBinary = findBinary('redis-server');
const given = process.env['VIGIE_TEST_REDIS'];

/** What a suite lacks where Redis can't be had; a suite that kills it needs one of its own. */
export function redisMissing(own = false): string[] {
  if (!own && (given !== undefined || engineAnswers)) return [];
  return redisBinary === null ? ['redis-server'] : [];
}

export interface RedisPart {
  readonly port: number;
  readonly url: string;
  /** A connection of the test's own, to look and to harm. */
  readonly client: Redis;
  stop(): Promise<void>;
}

export interface OwnRedis extends RedisPart {
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port, from what is in its folder. */
  start(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

export async function openRedis(folder: string): Promise<RedisPart> {
  if (given !== undefined) return redisAt(given);
  if (!engineAnswers) return startRedis(folder);
  const container = await startContainer({ image: 'redis:7-bookworm', port: 6379 });
  const part = redisAt(container.address);
  const stop = async (): Promise<void> => {
    await part.stop();
    await container.stop();
  };
  return { ...part, stop };
}

function redisAt(address: string): RedisPart {
  const [host = '127.0.0.1', port = '6379'] = address.split(':');
  const client = new Redis(Number(port), host);
  const stop = (): Promise<void> => Promise.resolve(client.disconnect());
  return { port: Number(port), url: `redis://${address}`, client, stop };
}

/** Keeps nothing by itself: `SAVE` writes a snapshot into the folder. */
export async function startRedis(folder: string, more: readonly string[] = [], password = ''): Promise<OwnRedis> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...more];
  const begin = (): ServerProcess => launch({ command: redisBinary ?? 'redis-server', args, folder });
  let server = begin();
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, password });
  client.on('error', () => undefined);
  const isUp = (): Promise<true> =>
    eventually('redis', 15_000, async () => ((await client.ping()) === 'PONG' ? true : null));
  await isUp();
  return {
    port,
    url: `redis://127.0.0.1:${String(port)}`,
    client,
    kill: () => server.kill(),
    async start() {
      server = begin();
      await isUp();
    },
    signal: (signal) => server.signal(signal),
    async stop() {
      client.disconnect();
      await server.kill();
    },
  };
}
