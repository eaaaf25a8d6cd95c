import { expect, it } from 'vitest';
import { readServerTime, serverTime } from './server-time.ts';

const at = Date.UTC(2026, 10, 23, 18, 59, 42);

it('goes to the server and back', () => {
  expect(serverTime(at, 'Europe/Paris')).toBe('2026-11-23 19:59:42');
  expect(readServerTime('2026-11-23 19:59:42', 'Europe/Paris')).toBe(at);
  expect(readServerTime('2026-11-23 18:59:42', 'UTC')).toBe(at);
});

it('takes the earlier of an hour that comes twice', () => {
  expect(readServerTime('2026-10-25 02:30:00', 'Europe/Paris')).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

it.each(['', 'garbage', '2026-11-23', '2026-11-23T18:59:42Z', '2026-02-31 00:00:00', '0000-00-00 00:00:00'])(
  'reads %j as none',
  (text) => {
    expect(readServerTime(text, 'UTC')).toBeNull();
  },
);
