// Where Redis is: one server, a primary that Sentinels name, or a cluster. Read from one URL.
import { ConfigError } from '../../domain/errors.ts';

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

export interface RedisAddress {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  /** Of the server; of the Sentinels; or of some members of the cluster. */
  readonly nodes: readonly RedisNode[];
  readonly tls: boolean;
  readonly username: string | null;
  /** As the Sentinels call the primary; '' elsewhere. */
  readonly primary: string;
  readonly database: number;
}

const shape = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/@]+)(?:\/([^?#]*))?$/;
const nodeShape = /^(\[[0-9a-fA-F:.]+\]|[^:\s[\]]+)(?::(\d{1,5}))?$/;
const ports = { single: 6379, sentinel: 26_379, cluster: 6379 };

/**
 * `redis://host:6379/0`, `rediss://` with TLS, `redis+sentinel://one:26379,two:26379/primary/0`,
 * `redis+cluster://one:6379,two:6379`. A user name may stand before `@`; a password never.
 * @throws ConfigError `redis-url-invalid`, `secret-plain`.
 */
export function readRedisAddress(url: string): RedisAddress {
  const [, scheme, form, user, hosts = '', path = ''] = shape.exec(url) ?? invalid(url);
  if (user?.includes(':') === true) {
    throw new ConfigError(
      'secret-plain',
      'the password of Redis does not stand in its URL: write `password:` beside it',
    );
  }
  const kind = (form ?? 'single') as RedisAddress['kind'];
  const nodes = hosts.split(',').map((text) => readNode(text, kind) ?? invalid(url));
  if (kind === 'single' && nodes.length > 1) invalid(url);
  const username = user === undefined || user === '' ? null : decodeURIComponent(user);
  return { kind, nodes, tls: scheme === 'rediss', username, ...readPath(kind, path, url) };
}

function readNode(text: string, kind: RedisAddress['kind']): RedisNode | null {
  const [, host = '', port] = nodeShape.exec(text) ?? [];
  if (host === '' || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? ports[kind] : Number(port) };
}

function readPath(kind: RedisAddress['kind'], path: string, url: string): { primary: string; database: number } {
  const parts = path.split('/').filter((part) => part !== '');
  const primary = kind === 'sentinel' ? (parts.shift() ?? invalid(url)) : '';
  const [database = '0', ...more] = parts;
  const isUsual = /^\d{1,4}$/.test(database) && more.length === 0;
  if (!isUsual || (kind === 'cluster' && database !== '0')) invalid(url);
  return { primary, database: Number(database) };
}

function invalid(url: string): never {
  const forms = 'redis://host:6379/0, redis+sentinel://host:26379/primary or redis+cluster://host:6379';
  throw new ConfigError('redis-url-invalid', `"${url.replace(/\/\/.*@/, '//…@')}" is no address of Redis: ${forms}`);
}
