import { describe, expect, it } from 'vitest';
import { hoursReader, inHours, parseServiceHours } from './service-hours.ts';

function isIn(text: string, at: string, zone = 'UTC'): boolean {
  const parsed = parseServiceHours(text, zone);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return inHours(parsed.hours, Date.parse(at));
}

describe('parseServiceHours', () => {
  // 2026-11-23 is a Monday; Paris is UTC+1 then.
  it.each([
    ['Mo-Fr 07:00-20:00 Europe/Paris', '2026-11-23T06:00:00Z', true],
    ['Mo-Fr 07:00-20:00 Europe/Paris', '2026-11-23T05:59:59Z', false],
    ['Mo-Fr 07:00-20:00 Europe/Paris', '2026-11-23T18:59:59Z', true],
    ['Mo-Fr 07:00-20:00 Europe/Paris', '2026-11-23T19:00:00Z', false],
    ['Mo-Fr 07:00-20:00 Europe/Paris', '2026-11-22T10:00:00Z', false],
    ['Mo-Su 00:00-24:00 Europe/Paris', '2026-11-22T23:30:00Z', true],
    ['24/7', '2026-11-22T23:30:00Z', true],
    ['24/7 Europe/Paris', '2026-11-22T23:30:00Z', true],
    ['08:00-12:00', '2026-11-22T11:59:00Z', true],
    ['Mo-Fr 08:00-12:00,13:00-18:00 UTC', '2026-11-23T12:30:00Z', false],
    ['Mo-Fr 08:00-12:00,13:00-18:00 UTC', '2026-11-23T13:30:00Z', true],
    ['Mo-Fr 08:00-18:00; Sa 09:00-12:00 UTC', '2026-11-28T11:00:00Z', true],
    ['Mo-Fr 08:00-18:00, Sa 09:00-12:00 UTC', '2026-11-28T11:00:00Z', true],
    ['Mo,We 08:00-18:00', '2026-11-24T11:00:00Z', false],
    ['mo, we 08:00-18:00', '2026-11-25T11:00:00Z', true],
    ['Sa-Mo 08:00-18:00', '2026-11-23T11:00:00Z', true],
    ['Sa-Mo 08:00-18:00', '2026-11-24T11:00:00Z', false],
  ])('%s at %s: %s', (text, at, expected) => {
    expect(isIn(text, at)).toBe(expected);
  });

  it.each([
    ['2026-11-23T23:00:00Z', true],
    ['2026-11-24T05:59:00Z', true],
    ['2026-11-24T06:00:00Z', false],
    ['2026-11-23T05:00:00Z', false],
  ])('over midnight belongs to the day it starts on: %s', (at, expected) => {
    expect(isIn('Mo 22:00-06:00', at)).toBe(expected);
  });

  it('follows the wall clock over the change to summer time', () => {
    expect(isIn('Su 08:00-09:00 Europe/Paris', '2026-03-29T06:30:00Z')).toBe(true);
    expect(isIn('Su 08:00-09:00 Europe/Paris', '2026-03-22T06:30:00Z')).toBe(false);
  });

  it('takes the default zone where none is named', () => {
    expect(isIn('Mo 07:00-08:00', '2026-11-23T06:30:00Z', 'Europe/Paris')).toBe(true);
  });

  it.each([
    '',
    'always',
    'Mo-Fr',
    'Xx 07:00-20:00',
    'Mo-Fr 7-20',
    'Mo 25:00-26:00',
    'Mo 08:00-08:00',
    'Mo 08:61-09:00',
    'Mo 08:00-24:01',
    'Mo-Fr 07:00-20:00 Europe/Atlantis',
    'Mo-We-Fr 08:00-09:00',
    'Mo 08:00-09:00; PH off',
    '__proto__',
    `Mo 08:00-09:00${' '.repeat(180)}x`,
  ])('refuses %j', (text) => {
    expect(parseServiceHours(text, 'UTC')).toHaveProperty('fault');
  });
});

describe('hoursReader', () => {
  it('takes a service without hours, or with hours nobody can read, as always served', () => {
    expect(hoursReader(undefined, 'UTC')(0)).toBe(true);
    expect(hoursReader('whenever', 'UTC')(0)).toBe(true);
  });

  it('answers by the minute', () => {
    const read = hoursReader('Mo 08:00-09:00', 'UTC');
    const nine = Date.parse('2026-11-23T09:00:00Z');
    expect([read(nine - 1), read(nine - 30_000), read(nine), read(nine - 1)]).toEqual([true, true, false, true]);
  });
});
