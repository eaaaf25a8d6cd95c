// A fortnight of smaller troubles on the shared plant: nights, flaps, blips, returns, two back ends of one page, a fault in
// planned work, a host that no CMDB knows.
import type { ToldCmdb, ToldEvent } from '../bench/judgement/story.ts';
import { plant } from './plant.ts';

export const fortnightStart = Date.UTC(2026, 10, 23, 0, 0, 0);

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each calls the next: the first and the last are too far apart, unless the middle one complains as well. */
const steps = [...Array(7).keys()].map((n) => `step-${n + 1}`);

export const fortnightCmdb: ToldCmdb = {
  ...plant,
  cis: [
    ...plant.cis,
    { id: 'page' },
    { id: 'back-1' },
    { id: 'back-2' },
    { id: 'front' },
    { id: 'store' },
    ...steps.map((id) => ({ id })),
  ],
  relations: [
    ...plant.relations,
    ...steps.slice(1).map((to, n) => ({ from: steps[n] ?? '', to, type: 'depends_on' })),
    { from: 'page', to: 'back-1', type: 'depends_on' },
    { from: 'page', to: 'back-2', type: 'depends_on' },
    { from: 'front', to: 'store', type: 'depends_on' },
  ],
  maintenance: [
    { id: 'm1', cis: ['lab-1'], from: '2026-11-24T08:00:00Z', to: '2026-11-24T09:00:00Z', reason: 'kernel update' },
  ],
};

type Trouble = Pick<ToldEvent, 'host' | 'check' | 'severity'> & { readonly from: number; readonly lastsMs: number };

export function fortnight(): ToldEvent[] {
  const troubles = [...nights(), ...returns(), ...pages(), ...alwaysSlow(), ...fallingApart(), ...others()];
  const notice: ToldEvent = {
    ...{ at: fortnightStart + 5 * hourMs, host: 'srv-7', check: 'deployed' },
    ...{ state: 'info' as const, severity: 'info' as const, message: 'release 12' },
  };
  return [notice, ...troubles.flatMap(tell)].sort((a, b) => a.at - b.at);
}

function tell({ host, check, severity, from, lastsMs }: Trouble): ToldEvent[] {
  const event = { host, check, message: check };
  const at = fortnightStart + from;
  return [
    { ...event, at, state: 'problem', severity },
    { ...event, at: at + lastsMs, state: 'ok', severity: 'info' },
  ];
}

/** A backup, every night. */
function nights(): Trouble[] {
  return [...Array(8).keys()].map((day) => ({
    ...{ host: 'srv-3', check: 'HighLoad', severity: 'warning' },
    ...{ from: day * dayMs + 2 * hourMs, lastsMs: 40 * minuteMs },
  }));
}

/** It comes and goes within minutes, then once more after it was resolved; elsewhere it flaps, or is over at once. */
function returns(): Trouble[] {
  const flap = [...Array(8).keys()].map((n) => ({
    ...{ host: 'srv-4', check: 'HostDown', severity: 'high' as const },
    ...{ from: 6 * hourMs + n * 70 * secondMs, lastsMs: 35 * secondMs },
  }));
  const island = [0, 20].map((minutes) => ({
    ...{ host: 'island', check: 'ErrorRateHigh', severity: 'critical' as const },
    ...{ from: 9 * hourMs + minutes * minuteMs, lastsMs: 2 * minuteMs },
  }));
  const blip = {
    host: 'srv-7',
    check: 'HighLoad',
    severity: 'high' as const,
    from: 12 * hourMs,
    lastsMs: 20 * secondMs,
  };
  return [...flap, ...island, blip];
}

/** A page fails with both of its back ends and is well again before they are: four times. */
function pages(): Trouble[] {
  return [...Array(4).keys()].flatMap((round) => {
    const from = dayMs + round * 5 * hourMs;
    const back = { check: 'ErrorRateHigh', severity: 'high' as const, lastsMs: 90 * minuteMs };
    return [
      { host: 'page', check: 'Slow', severity: 'high' as const, from, lastsMs: 10 * minuteMs },
      { ...back, host: 'back-1', from: from + 5 * secondMs },
      { ...back, host: 'back-2', from: from + 9 * secondMs },
    ];
  });
}

/** A front end complains, in two ways, in every incident of its store: it says little. */
function alwaysSlow(): Trouble[] {
  return [...Array(4).keys()].flatMap((round) => {
    const from = 9 * dayMs + round * 5 * hourMs;
    const front = { host: 'front', severity: 'high' as const, lastsMs: 20 * minuteMs };
    return [
      { ...front, check: 'Slow', from },
      { ...front, check: 'ErrorRateHigh', from: from + 2 * secondMs },
      { ...front, host: 'store', check: 'ErrorRateHigh', from: from + 5 * secondMs },
    ];
  });
}

function fallingApart(): Trouble[] {
  const failing = { check: 'ErrorRateHigh', severity: 'high' as const };
  const from = 6 * dayMs + 12 * hourMs;
  return [
    { ...failing, host: 'step-1', from, lastsMs: 2 * hourMs },
    { ...failing, host: 'step-4', from: from + 5 * secondMs, lastsMs: 10 * minuteMs },
    { ...failing, host: 'step-7', from: from + 9 * secondMs, lastsMs: 2 * hourMs },
  ];
}

function others(): Trouble[] {
  const noon = 12 * hourMs;
  const high = 'high' as const;
  return [
    // A major that is one no longer while its incident goes on.
    { host: 'shop-web', check: 'ShopDown', severity: 'critical', from: 3 * dayMs + noon, lastsMs: 15 * minuteMs },
    { host: 'srv-1', check: 'HighLoad', severity: high, from: 3 * dayMs + noon + 10_000, lastsMs: 60 * minuteMs },
    { host: 'srv-8', check: 'FilesDown', severity: 'critical', from: 4 * dayMs + noon, lastsMs: 20 * minuteMs },
    { host: 'lab-1', check: 'HostDown', severity: high, from: dayMs + 8 * hourMs + minuteMs, lastsMs: 10 * minuteMs },
    { host: 'nobody-knows', check: 'HostDown', severity: high, from: 5 * dayMs, lastsMs: 10 * minuteMs },
  ];
}
