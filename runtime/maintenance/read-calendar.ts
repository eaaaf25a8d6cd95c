// iCalendar (RFC 5545) to windows: single and repeated events, exceptions, moved occurrences; bounded.
import ICAL from 'ical.js';
import { ConfigError } from '../../domain/errors.ts';
import { instantOf, isZone } from '../../domain/zoned-time.ts';
import { mostWindows, type Horizon, type ToldWindow } from './told-window.ts';

/** Our own property: names of CIs, parted by commas. */
const namesProperty = 'x-vigie-cis';
const mostEvents = 5_000;
/** Five years of a daily window; each step of a rule costs about 0.1 ms. */
const mostSteps = 2_000;
const mostStepsInAll = 20_000;
const tooFine = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

/** @throws ConfigError `calendar-unreadable`, `calendar-too-long`. */
export function readCalendar(text: string, horizon: Horizon): ToldWindow[] {
  const events = masters(parse(text));
  const windows: ToldWindow[] = [];
  let left = mostStepsInAll;
  for (const event of events) {
    const steps = { most: Math.min(mostSteps, left), taken: 0 };
    try {
      windows.push(...windowsOf(event, horizon, steps));
    } catch (cause) {
      if (cause instanceof ConfigError) throw cause;
      throw unreadable(`event ${event.uid.slice(0, 100)}`, cause);
    }
    left -= steps.taken;
    if (windows.length > mostWindows) throw tooLong(`more than ${String(mostWindows)} windows at once`);
  }
  return windows;
}

function parse(text: string): ICAL.Component {
  try {
    const component = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]);
    if (component.name !== 'vcalendar') throw new Error(`${component.name} is no calendar`);
    return component;
  } catch (cause) {
    throw unreadable('not iCalendar', cause);
  }
}

/** Events with their moved occurrences; a cancelled one is none. */
function masters(calendar: ICAL.Component): ICAL.Event[] {
  const found = calendar.getAllSubcomponents('vevent');
  if (found.length > mostEvents) throw tooLong(`more than ${String(mostEvents)} events`);
  const events = found.map((component) => new ICAL.Event(component));
  const byUid = new Map(events.filter((each) => !each.isRecurrenceException()).map((each) => [each.uid, each]));
  for (const each of events) if (each.isRecurrenceException()) byUid.get(each.uid)?.relateException(each);
  return [...byUid.values()].filter((event) => !isCancelled(event));
}

function isCancelled({ component }: ICAL.Event): boolean {
  return component.getFirstPropertyValue('status') === 'CANCELLED';
}

interface Steps {
  readonly most: number;
  taken: number;
}

function* windowsOf(event: ICAL.Event, horizon: Horizon, steps: Steps): Generator<ToldWindow> {
  refuseFineRules(event);
  const iterator = event.iterator();
  for (let start = iterator.next() as ICAL.Time | null; start; start = iterator.next() as ICAL.Time | null) {
    steps.taken += 1;
    if (steps.taken > steps.most)
      throw tooLong(`event ${event.uid.slice(0, 100)} repeats too often: give its rule a later start`);
    // Its own types name a type that they do not bring.
    const { item, startDate, endDate } = event.getOccurrenceDetails(start) as unknown as Occurrence;
    if (instantIn(start, event, horizon.timezone) >= horizon.toMs) return;
    const window = windowOf({ item, startDate, endDate }, horizon);
    if (window !== null && window.fromMs < horizon.toMs && window.toMs > horizon.fromMs) yield window;
  }
}

function refuseFineRules({ uid, component }: ICAL.Event): void {
  for (const property of component.getAllProperties('rrule')) {
    const { freq } = property.getFirstValue() as unknown as { freq: string };
    if (tooFine.has(freq)) throw tooLong(`event ${uid.slice(0, 100)} repeats ${freq}: a window repeats DAILY at most`);
  }
}

interface Occurrence {
  readonly item: ICAL.Event;
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time;
}

function windowOf({ item: event, startDate, endDate }: Occurrence, { timezone }: Horizon): ToldWindow | null {
  if (isCancelled(event)) return null;
  const fromMs = instantIn(startDate, event, timezone);
  const toMs = instantIn(endDate, event, timezone);
  const names = namesOf(event);
  if (names.length === 0 || toMs <= fromMs) return null;
  return { id: `${event.uid}@${String(fromMs)}`, names, fromMs, toMs, reason: event.summary };
}

/** A zone that the file defines, else the IANA name that it gives, else the site's own. */
function instantIn(time: ICAL.Time, { component }: ICAL.Event, timezone: string): number {
  if (time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
  const named = component.getFirstProperty('dtstart')?.getParameter('tzid');
  const zone = typeof named === 'string' && isZone(named) ? named : timezone;
  const { year, month, day, hour, minute, second } = time;
  return instantOf(Date.UTC(year, month - 1, day, hour, minute, second), zone);
}

/** Our property; else categories; else what the summary has in square brackets. */
function namesOf({ component, summary }: ICAL.Event): string[] {
  const own = component.getAllProperties(namesProperty).flatMap((property) => parted(property.getFirstValue()));
  if (own.length > 0) return own;
  const categories = component.getAllProperties('categories').flatMap((property) => property.getValues().map(String));
  if (categories.length > 0) return categories;
  return [...(summary ?? '').slice(0, 1_000).matchAll(/\[([^[\]]{1,500})\]/g)].flatMap(([, names]) => parted(names));
}

function parted(text: unknown): string[] {
  return String(text)
    .split(/\\?,/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function unreadable(what: string, cause: unknown): ConfigError {
  const why = cause instanceof Error ? cause.message.slice(0, 200) : 'unreadable';
  return new ConfigError('calendar-unreadable', `${what}: ${why}`, { cause });
}

function tooLong(why: string): ConfigError {
  return new ConfigError('calendar-too-long', why);
}
