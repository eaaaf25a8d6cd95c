// What sets two conditions of one host apart, and how they end.
import { expect, test } from 'vitest';
import { defaultSources } from './registry.ts';
import { readOrReject } from '../read-or-reject.ts';
import type { Event } from '../../domain/event.ts';

const source = defaultSources('UTC', 'default').find(({ profile }) => profile.type === 'generic');

function read(...events: object[]): readonly Event[] {
  if (source === undefined) throw new Error('no generic source');
  const body = events.map((event) => ({ host: 'web', check: 'call', state: 'problem', ...event }));
  return readOrReject(source, Buffer.from(JSON.stringify(body)), Date.UTC(2026, 0, 1)).events ?? [];
}

test('the same check towards another peer is another condition; its clear names the same peer', () => {
  const [one, other, none, clear] = read(
    { labels: { peer: 'db' } },
    { labels: { peer: 'cache' } },
    {},
    { state: 'ok', labels: { peer: 'db' } },
  );
  expect(new Set([one?.fingerprint, other?.fingerprint, none?.fingerprint]).size).toBe(3);
  expect(clear?.fingerprint).toBe(one?.fingerprint);
  expect(one?.peer).toBe('db');
});

test('a key of its own stands above host, check and peer', () => {
  const [one, other] = read({ key: 'k', labels: { peer: 'db' } }, { key: 'k', host: 'app' });
  expect(one?.fingerprint).toBe(other?.fingerprint);
});

test('it ends by a clear unless the sender says that none will come', () => {
  expect(read({}, { ends: 'quiet' }, { ends: 'never' }).map(({ ending }) => ending)).toEqual([
    { by: 'clear' },
    { by: 'quiet' },
  ]);
});
