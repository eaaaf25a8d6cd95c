import { describe, expect, it } from 'vitest';
import { readRedisAddress } from './redis-address.ts';

describe('readRedisAddress', () => {
  it.each([
    ['redis://localhost', 'single', [{ host: 'localhost', port: 6379 }], '', 0, false],
    ['rediss://cache.example.net:6380/3', 'single', [{ host: 'cache.example.net', port: 6380 }], '', 3, true],
    ['redis://[::1]:7000', 'single', [{ host: '::1', port: 7000 }], '', 0, false],
    [
      'redis+sentinel://one,two:26380/vigie/2',
      'sentinel',
      [
        { host: 'one', port: 26_379 },
        { host: 'two', port: 26_380 },
      ],
      'vigie',
      2,
      false,
    ],
    [
      'rediss+cluster://one:6379,two:6380',
      'cluster',
      [
        { host: 'one', port: 6379 },
        { host: 'two', port: 6380 },
      ],
      '',
      0,
      true,
    ],
  ])('reads %s', (url, kind, nodes, primary, database, tls) => {
    expect(readRedisAddress(url)).toEqual({ kind, nodes, primary, database, tls, username: null });
  });

  it('knows a user', () => {
    expect(readRedisAddress('redis://vigie@localhost').username).toBe('vigie');
  });

  it.each(['', 'localhost:6379', 'http://localhost', 'redis://', 'redis://a,b', 'redis://a:99999', 'redis://a/x'])(
    'refuses "%s"',
    (url) => {
      expect(() => readRedisAddress(url)).toThrow(expect.objectContaining({ code: 'redis-url-invalid' }) as Error);
    },
  );

  it('refuses a Sentinel address without a primary, and a cluster with a database', () => {
    expect(() => readRedisAddress('redis+sentinel://a')).toThrow('no address of Redis');
    expect(() => readRedisAddress('redis+cluster://a/1')).toThrow('no address of Redis');
  });

  it('refuses a password in the URL, and does not repeat it', () => {
    expect(() => readRedisAddress('redis://:hunter2@a')).toThrow(
      expect.objectContaining({ code: 'secret-plain' }) as Error,
    );
    expect(() => readRedisAddress('redis://:hunter2@a:x:y')).toThrow(/^(?!.*hunter2)/);
  });
});
