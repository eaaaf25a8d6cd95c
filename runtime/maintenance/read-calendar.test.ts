// Calendars as people and change systems write them, and as hostile ones do.
import { describe, expect, test } from 'vitest';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { readCalendar } from './read-calendar.ts';

const horizon = { fromMs: Date.UTC(2026, 10, 23), toMs: Date.UTC(2026, 11, 28), timezone: 'Europe/Paris' };
const event = (...lines: string[]): string => ['BEGIN:VEVENT', 'UID:e1', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...events, 'END:VCALENDAR', ''].join('\r\n');
const read = (...lines: string[]): string[] =>
  readCalendar(calendar(event(...lines)), horizon).map(
    ({ names, fromMs, toMs }) => `${names.join('+')} ${rfc3339(fromMs)} ${rfc3339(toMs)}`,
  );
const one = ['DTSTART:20261124T200000Z', 'DTEND:20261124T220000Z'];

describe('names of CIs stand', () => {
  test.each([
    [['X-VIGIE-CIS:srv-1\\, srv-2', 'CATEGORIES:other', 'SUMMARY:[no]'], 'srv-1+srv-2'],
    [['CATEGORIES:srv-1,srv-2', 'SUMMARY:[no]'], 'srv-1+srv-2'],
    [['SUMMARY:Kernel [srv-1, srv-2] tonight'], 'srv-1+srv-2'],
  ])('in %j', (lines, names) => {
    expect(read(...one, ...lines)).toEqual([`${names} 2026-11-24T20:00:00.000Z 2026-11-24T22:00:00.000Z`]);
  });
  test('nowhere: no window', () => {
    expect(read(...one, 'SUMMARY:lunch')).toEqual([]);
  });
});

describe('times', () => {
  test('of a named zone keep the wall clock over the year', () => {
    const lines = ['DTSTART;TZID=Europe/Paris:20260901T020000', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1'];
    expect(read(...lines, 'CATEGORIES:db')).toEqual(['db 2026-12-01T01:00:00.000Z 2026-12-01T02:00:00.000Z']);
  });
  test('without a zone are the site’s', () => {
    expect(read('DTSTART:20261124T200000', 'DTEND:20261124T210000', 'CATEGORIES:db')).toEqual([
      'db 2026-11-24T19:00:00.000Z 2026-11-24T20:00:00.000Z',
    ]);
  });
  test('of a whole day are its 24 hours', () => {
    expect(read('DTSTART;VALUE=DATE:20261124', 'CATEGORIES:db')).toEqual([
      'db 2026-11-23T23:00:00.000Z 2026-11-24T23:00:00.000Z',
    ]);
  });
  test('a repeat has exceptions, ends, and moved occurrences', () => {
    const weekly = event(
      ...['DTSTART:20261124T200000Z', 'DTEND:20261124T210000Z', 'RRULE:FREQ=WEEKLY;COUNT=4'],
      ...['EXDATE:20261201T200000Z', 'CATEGORIES:db'],
    );
    const moved = event(
      ...['RECURRENCE-ID:20261208T200000Z', 'DTSTART:20261209T050000Z', 'DTEND:20261209T060000Z', 'CATEGORIES:db'],
    );
    const gone = event('RECURRENCE-ID:20261215T200000Z', 'DTSTART:20261215T200000Z', 'STATUS:CANCELLED');
    const windows = readCalendar(calendar(weekly, moved, gone), horizon);
    expect(windows.map(({ fromMs }) => rfc3339(fromMs))).toEqual([
      '2026-11-24T20:00:00.000Z',
      '2026-12-09T05:00:00.000Z',
    ]);
    expect(new Set(windows.map(({ id }) => id)).size).toBe(2);
  });
  test('outside what is looked at are left out, and so is a cancelled event', () => {
    expect(read('DTSTART:20251124T200000Z', 'DTEND:20251124T210000Z', 'CATEGORIES:db')).toEqual([]);
    expect(read(...one, 'CATEGORIES:db', 'STATUS:CANCELLED')).toEqual([]);
    expect(read('DTSTART:20261124T200000Z', 'DTEND:20261124T190000Z', 'CATEGORIES:db')).toEqual([]);
  });
});

describe('what is hostile or broken is refused, by a code', () => {
  test.each([
    ['no calendar', 'hello', 'calendar-unreadable'],
    ['nothing', '', 'calendar-unreadable'],
    ['another component', event(...one), 'calendar-unreadable'],
    ['a rule that is none', calendar(event(...one, 'RRULE:FREQ=SOMETIMES', 'CATEGORIES:db')), 'calendar-unreadable'],
    ['a window a second', calendar(event(...one, 'RRULE:FREQ=SECONDLY', 'CATEGORIES:db')), 'calendar-too-long'],
    [
      'a rule since 1970',
      calendar(event('DTSTART:19700101T000000Z', 'RRULE:FREQ=DAILY', 'CATEGORIES:db')),
      'calendar-too-long',
    ],
    ['very many events', calendar(...Array<string>(5_001).fill(event(...one))), 'calendar-too-long'],
  ])('%s', (_what, text, code) => {
    expect(() => readCalendar(text, horizon)).toThrow(expect.objectContaining({ code }) as Error);
  });
  test('a rule that never comes true ends', () => {
    expect(read(...one, 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'CATEGORIES:db').length).toBeLessThanOrEqual(1);
  });
});
