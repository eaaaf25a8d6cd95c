import { describe, expect, it } from 'vitest';
import { formatDuration } from './format-duration.ts';
import { counted, formatNumber, formatShare } from './format-number.ts';
import { formatDay, formatMinute, formatMoment, formatSecond, zoneWord } from './format-time.ts';
import { joinWords, oneLine } from './join-words.ts';

describe('numbers', () => {
  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [1_200, '1,200', '1\u202f200'],
    [1_234_567, '1,234,567', '1\u202f234\u202f567'],
    [-4_500, '-4,500', '-4\u202f500'],
    [0.94, '0.94', '0,94'],
    [4.5849, '4.58', '4,58'],
    [2.999, '3', '3'],
    [1_000.5, '1,000.5', '1\u202f000,5'],
    [Number.NaN, '?', '?'],
    [Number.POSITIVE_INFINITY, '?', '?'],
  ])('%d', (value, en, fr) => {
    expect([formatNumber(value, 'en'), formatNumber(value, 'fr')]).toEqual([en, fr]);
  });

  it.each([
    [0, '0 alerts', '0 alerte'],
    [1, '1 alert', '1 alerte'],
    [2, '2 alerts', '2 alertes'],
  ])('counts %d', (count, en, fr) => {
    expect([counted(count, 'en', 'alert', 'alerts'), counted(count, 'fr', 'alerte', 'alertes')]).toEqual([en, fr]);
  });

  it('says shares', () => {
    expect([formatShare(0.354, 'en'), formatShare(0.2, 'fr')]).toEqual(['35\u00a0%', '20\u00a0%']);
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [40, '40 ms'],
    [999.6, '1 s'],
    [1_000, '1 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [366_000, '6 min 6 s'],
    [3_600_000, '1 h'],
    [3_900_000, '1 h 5 min'],
    [3_601_000, '1 h'],
    [86_400_000, '1 day'],
    [2 * 86_400_000 + 3 * 3_600_000, '2 days 3 h'],
    [-5, '0 s'],
    [Number.NaN, '?'],
  ])('%d ms', (span, text) => {
    expect(formatDuration(span, 'en')).toBe(text);
  });

  it('has French days', () => {
    expect([formatDuration(86_400_000, 'fr'), formatDuration(2 * 86_400_000, 'fr')]).toEqual(['1 jour', '2 jours']);
  });
});

describe('times', () => {
  const winter = Date.UTC(2026, 10, 23, 18, 16, 5);
  const summer = Date.UTC(2026, 6, 1, 22, 30, 0);

  it('knows zones and seasons', () => {
    expect(formatMinute(winter, 'Europe/Paris', 'en')).toBe('19:16');
    expect(formatMinute(winter, 'Europe/Paris', 'fr')).toBe('19\u00a0h\u00a016');
    expect(formatSecond(summer, 'Europe/Paris', 'fr')).toBe('00:30:00');
    expect(formatDay(summer, 'Europe/Paris', 'fr')).toBe('2 juillet 2026');
    expect(formatDay(summer, 'America/New_York', 'en')).toBe('1 July 2026');
    expect(formatMoment(winter, 'UTC', 'en')).toBe('23 November 2026, 18:16:05 (UTC)');
  });

  it.each([
    ['UTC', 'UTC', 'UTC'],
    ['Europe/Paris', 'Paris time', 'heure de Paris'],
    ['America/New_York', 'New York time', 'heure de New York'],
  ])('%s', (zone, en, fr) => {
    expect([zoneWord(zone, 'en'), zoneWord(zone, 'fr')]).toEqual([en, fr]);
  });
});

describe('lists and lines', () => {
  it.each([
    [[], '', ''],
    [['a'], 'a', 'a'],
    [['a', 'b'], 'a and b', 'a et b'],
    [['a', 'b', 'c'], 'a, b and c', 'a, b et c'],
    [['a', 'b', 'c', 'd'], 'a, b, c and d', 'a, b, c et d'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more', 'a, b, c et 2 autres'],
  ])('%j', (words, en, fr) => {
    expect([joinWords(words, 'en', 3), joinWords(words, 'fr', 3)]).toEqual([en, fr]);
  });

  it('cuts at a word and never inside a character', () => {
    expect(oneLine('one two three four', 14)).toBe('one two three…');
    expect(oneLine('🚨'.repeat(30), 5)).toBe('🚨🚨🚨🚨…');
    expect(oneLine(' a\r\n\tb\u2028c ')).toBe('a b c');
  });
});
