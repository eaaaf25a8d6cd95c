import { describe, expect, it } from 'vitest';
import { AlertingTable } from '../../tests/scenarios/alerting-table.ts';
import { isEveryday, tell, untold, type Rate } from './everyday.ts';
import { hearHost, silenceMs, type Pace } from './host-pace.ts';

const start = Date.parse('2026-11-23T19:00:00Z');
const second = 1_000;
const minute = 60 * second;
const at = (ms: number): number => start + ms;
const line = (n: string, host = 'srv-01') =>
  ({ fingerprint: `test:1:${n}`, name: n, host, ending: { by: 'quiet' } }) as const;
const policy = { quietMs: 10 * minute, sessionGaps: 15, sessionLeastMs: 6 * second, everydaySlots: 10, burst: 20 };

describe('the silence that ends a session', () => {
  const paced = (...gaps: number[]): Pace => {
    let now = start;
    let pace = hearHost(undefined, 'acme', now);
    for (const gap of gaps) pace = hearHost(pace, 'acme', (now += gap));
    return pace;
  };

  it('is the quiet time until five gaps are known', () => {
    expect(silenceMs(paced(second, second, second, second), policy)).toBe(10 * minute);
    expect(silenceMs(paced(second, second, second, second, second), policy)).toBe(15 * second);
  });

  it('never is shorter than the least, nor longer than the quiet time', () => {
    expect(silenceMs(paced(1, 1, 1, 1, 1), policy)).toBe(6 * second);
    expect(silenceMs(paced(minute, minute, minute, minute, minute), policy)).toBe(10 * minute);
  });
});

describe('everyday noise', () => {
  const often = (rate: Rate, times: number, from: number, stepMs: number): Rate => {
    let told = rate;
    for (let n = 0; n < times; n += 1) told = tell(told, from + n * stepMs, policy);
    return told;
  };

  it('is what was told in ten ten-minute slots, however far apart', () => {
    expect(isEveryday(often(untold, 9, start, 30 * minute), policy)).toBe(false);
    expect(isEveryday(often(untold, 10, start, 30 * minute), policy)).toBe(true);
    expect(isEveryday(often(untold, 500, start, second), policy)).toBe(false);
  });

  it('is news while it bursts, twice its former most, and noise again afterwards', () => {
    const noisy = often(often(untold, 10, start, 30 * minute), 15, at(600 * minute), 100);
    const burst = often(noisy, 30, at(700 * minute), 100);
    expect([isEveryday(noisy, policy), isEveryday(burst, policy)]).toEqual([true, false]);
    expect(isEveryday(tell(burst, at(720 * minute), policy), policy)).toBe(true);
  });
});

describe('problems that nobody ends', () => {
  const chatty = (table: AlertingTable): AlertingTable => {
    for (let n = 0; n < 6; n += 1) table.problem(at(n * second), line('a'));
    return table;
  };

  it('end together, when their host has been silent for as long as its rhythm gives', () => {
    const table = chatty(new AlertingTable()).problem(at(6 * second), line('b'));
    expect(table.stage.nextDueAt()).toBe(at(21 * second));
    table.tick(at(21 * second));
    expect(table.story.slice(-2)).toEqual([`cleared test:1:a@${at(0)}`, `cleared test:1:b@${at(6 * second)}`]);
    expect(table.decisions.at(-1)).toMatchObject({
      reason: 'quiet-ended',
      evidence: { quietMs: 15 * second, hostQuietMs: 15 * second },
    });
    table.problem(at(30 * second), line('a'));
    expect(table.story.at(-1)).toBe(`opened test:1:a@${at(30 * second)}`);
  });

  it('of another host keep their own time, also after a restart', () => {
    const table = chatty(new AlertingTable()).problem(at(6 * second), line('c', 'srv-02'));
    table.restart();
    expect(table.stage.nextDueAt()).toBe(at(20 * second));
    table.tick(at(20 * second));
    expect(table.story.filter((told) => told.startsWith('cleared'))).toEqual([`cleared test:1:a@${at(0)}`]);
    expect(table.stage.nextDueAt()).toBe(at(6 * second + 10 * minute));
  });

  it('become everyday noise, one alert for hours, and news again in a burst', () => {
    const table = new AlertingTable();
    for (let n = 0; n < 12; n += 1) {
      table.problem(at(n * 30 * minute), line('a'));
      if (n === 5) table.restart();
      table.tick(at(n * 30 * minute + 10 * minute));
    }
    const noise = table.changes.filter(({ change, alert }) => change === 'opened' && alert.everyday === true);
    expect(noise.map(({ alert }) => alert.openedAt)).toEqual([at(9 * 30 * minute)]);
    expect(table.stage.nextDueAt()).toBe(at((11 * 30 + 120) * minute));
    for (let n = 0; n < 25; n += 1) table.problem(at(345 * minute + n * 100), line('a'));
    expect(table.reasons().filter((reason) => reason === 'burst-began')).toHaveLength(1);
    expect(table.changes.at(-1)?.alert).not.toHaveProperty('everyday');
  });

  it('turn into noise in the middle of a session without a gap', () => {
    const table = new AlertingTable();
    for (let n = 0; n <= 9; n += 1) table.problem(at((5 + n * 9.9) * minute), line('a'));
    expect(table.story.filter((told) => told.startsWith('opened')).length).toBe(
      table.story.filter((told) => told.startsWith('cleared')).length + 1,
    );
    expect(table.changes.at(-1)?.alert.everyday).toBe(true);
    expect(table.reasons()).toContain('became-everyday');
  });

  it('forgets the rhythm of a host that said nothing for a day', () => {
    const table = chatty(new AlertingTable()).tick(at(minute));
    expect([...table.rows.values()].some((row) => row.table === 'pace')).toBe(true);
    table.tick(at(25 * 60 * minute));
    expect([...table.rows.values()].some((row) => row.table === 'pace')).toBe(false);
  });

  it('keep the time that their profile gives', () => {
    const table = new AlertingTable();
    for (let n = 0; n < 6; n += 1)
      table.problem(at(n * second), { ...line('a'), ending: { by: 'quiet', withinMs: 3 * minute } });
    expect(table.stage.nextDueAt()).toBe(at(5 * second + 3 * minute));
  });
});
