// What a year holds besides faults: backups that load a machine at the same hour every night, some that do not end, and
// conditions that come and go. From a chance of its own, so that the faults of a seed stay what they were.
import type { ToldEvent } from '../story.ts';
import type { Chance } from './chance.ts';
import type { Estate } from './estate.ts';
import type { Fault } from './faults.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const backups = 6;
/** One night in fifty the backup hangs until somebody comes: that deserves a ticket. */
const hangs = 0.02;
const flappingPerYear = 24;

export interface Span {
  readonly startsAt: number;
  readonly days: number;
}

export function everydayYear(estate: Estate, chance: Chance, span: Span): Fault[] {
  const machines = estate.sites.flatMap(({ machinesOn }) => [...machinesOn.values()].flat());
  const saved = [...Array(backups).keys()].map(() => chance.pick(machines));
  const nights = saved.flatMap((machine) => nightsOf(machine, chance, span));
  const flaps = [...Array(Math.max(1, Math.round((flappingPerYear * span.days) / 365))).keys()].map(() =>
    flapping(chance.pick(machines), chance, span),
  );
  return [...nights, ...flaps].map((fault, at) => ({ ...fault, id: -1 - at }));
}

type Unnumbered = Omit<Fault, 'id'>;

function nightsOf(machine: string, chance: Chance, { startsAt, days }: Span): Unnumbered[] {
  const hour = chance.between(0.5, 4);
  return [...Array(Math.floor(days)).keys()].map((day) => {
    const at = startsAt + day * dayMs + Math.round(hour * 60 * minuteMs + chance.between(-10, 10) * minuteMs);
    const isHung = chance.holds(hangs);
    const lastsMs = (isHung ? chance.between(240, 480) : chance.between(20, 50)) * minuteMs;
    const told: ToldEvent[] = [];
    const event = { host: machine, check: 'Host disk IO saturation', message: 'Host disk IO saturation' };
    for (let now = at; now < at + lastsMs; now += 5 * minuteMs)
      told.push({ ...event, at: now, state: 'problem', severity: 'warning' });
    told.push({ ...event, at: at + lastsMs, state: 'ok', severity: 'info' });
    const kind = isHung ? ('hung backup' as const) : ('nightly' as const);
    return { kind, at, lastsMs, cause: machine, major: false, deserves: isHung, told };
  });
}

/** One ticket, not one for each time. */
function flapping(machine: string, chance: Chance, { startsAt, days }: Span): Unnumbered {
  const at = startsAt + Math.round(chance.between(0, days * dayMs));
  const lastsMs = chance.between(30, 90) * minuteMs;
  const event = { host: machine, check: 'Host Network Bond Degraded', message: 'Host Network Bond Degraded' };
  const told: ToldEvent[] = [];
  for (let now = at; now < at + lastsMs; now += Math.round(chance.between(60_000, 150_000))) {
    told.push({ ...event, at: now, state: 'problem', severity: 'high' });
    told.push({ ...event, at: now + Math.round(chance.between(20_000, 55_000)), state: 'ok', severity: 'info' });
  }
  return { kind: 'flapping', at, lastsMs, cause: machine, major: false, deserves: true, told };
}
