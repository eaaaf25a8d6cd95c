// What a year holds besides faults: jobs that load a machine at the same hour every night, week or month, some that do not
// end, and conditions that come and go. From chances of their own, so that what a seed gave before stays what it was.
import type { ToldEvent } from '../story.ts';
import type { Chance } from './chance.ts';
import type { Estate } from './estate.ts';
import type { Fault } from './faults.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const flappingPerYear = 24;

/** A job that loads its machine, and sometimes hangs until somebody comes: that deserves a ticket. */
interface Job {
  readonly kind: Fault['kind'];
  readonly hung: Fault['kind'];
  readonly machines: number;
  /** Share of its runs. */
  readonly hangs: number;
  readonly minutes: readonly [low: number, high: number];
  /** Whether it runs on this day of the span; `of` sets machines of one job apart. */
  readonly isOn: (day: Date, of: number) => boolean;
}

const nightly: Job = {
  ...{ kind: 'nightly', hung: 'hung backup', machines: 6, hangs: 0.02, minutes: [20, 50] },
  isOn: () => true,
};
const weekly: Job = {
  ...{ kind: 'weekly', hung: 'hung weekly', machines: 6, hangs: 0.04, minutes: [60, 120] },
  isOn: (day, of) => day.getUTCDay() === of % 7,
};
/** On the first, or on the last. */
const monthly: Job = {
  ...{ kind: 'monthly', hung: 'hung monthly', machines: 4, hangs: 0.04, minutes: [40, 90] },
  isOn: (day, of) => (of % 2 === 0 ? day : new Date(day.getTime() + dayMs)).getUTCDate() === 1,
};

export interface Span {
  readonly startsAt: number;
  readonly days: number;
}

export function everydayYear(estate: Estate, chance: Chance, span: Span): Fault[] {
  const machines = machinesOf(estate);
  const nights = runsOf(nightly, machines, chance, span);
  const flaps = [...Array(Math.max(1, Math.round((flappingPerYear * span.days) / 365))).keys()].map(() =>
    flapping(chance.pick(machines), chance, span),
  );
  return numbered([...nights, ...flaps], -1);
}

/** What comes every week and every month. */
export function rarerRhythms(estate: Estate, chance: Chance, span: Span): Fault[] {
  const machines = machinesOf(estate);
  return numbered(
    [weekly, monthly].flatMap((job) => runsOf(job, machines, chance, span)),
    rarerFrom,
  );
}

/** Ids of faults are above 0, of what comes every night and of flaps below, of rarer rhythms at most this. */
export const rarerFrom = -100_000;

function numbered(faults: readonly Unnumbered[], from: number): Fault[] {
  return faults.map((fault, at) => ({ ...fault, id: from - at }));
}

type Unnumbered = Omit<Fault, 'id'>;

function machinesOf({ sites }: Estate): string[] {
  return sites.flatMap(({ machinesOn }) => [...machinesOn.values()].flat());
}

function runsOf(job: Job, machines: readonly string[], chance: Chance, span: Span): Unnumbered[] {
  const chosen = [...Array(job.machines).keys()].map(() => chance.pick(machines));
  return chosen.flatMap((machine, of) => {
    const hour = chance.between(0.5, 4);
    const days = [...Array(Math.floor(span.days)).keys()].map((day) => span.startsAt + day * dayMs);
    return days
      .filter((day) => job.isOn(new Date(day), of))
      .map((day) => runOf(job, machine, day + hour * 60 * minuteMs, chance));
  });
}

function runOf(job: Job, machine: string, planned: number, chance: Chance): Unnumbered {
  const at = Math.round(planned + chance.between(-10, 10) * minuteMs);
  const isHung = chance.holds(job.hangs);
  const lastsMs = (isHung ? chance.between(240, 480) : chance.between(...job.minutes)) * minuteMs;
  const told: ToldEvent[] = [];
  const event = { host: machine, check: 'Host disk IO saturation', message: 'Host disk IO saturation' };
  for (let now = at; now < at + lastsMs; now += 5 * minuteMs)
    told.push({ ...event, at: now, state: 'problem', severity: 'warning' });
  told.push({ ...event, at: at + lastsMs, state: 'ok', severity: 'info' });
  return { kind: isHung ? job.hung : job.kind, at, lastsMs, cause: machine, major: false, deserves: isHung, told };
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
