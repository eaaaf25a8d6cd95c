import { describe, expect, test } from 'vitest';
import { plant } from './plant.ts';
import { clockTime, timeline } from './timeline.ts';
import type { Moment } from './timeline.ts';

const site = { cmdb: { version: 1 as const, ...plant } as never };
const down = { host: 'srv-8', check: 'ping', severity: 'high' } as const;

describe('one alert, told twice', () => {
  const labels = { alertname: 'HostDown', instance: 'srv-8:9100', severity: 'critical' };
  const startsAt = clockTime('0:00');
  const direct = (now: Moment, ends: Moment): object => ({
    labels,
    annotations: { summary: 'srv-8 does not answer' },
    startsAt,
    endsAt: clockTime(ends),
    generatorURL: `http://p/${now}`,
  });

  test('Prometheus and Alertmanager with the same labels are one alert, one incident, one ticket', async () => {
    const told = await timeline(site)
      .at('0:01')
      .prometheus(direct('0:01', '4:01'))
      .at('0:05')
      .alertmanager({
        status: 'firing',
        labels: { ...labels, replica: 'b' },
        annotations: {},
        startsAt,
        endsAt: '0001-01-01T00:00:00Z',
        fingerprint: 'f',
      })
      .at('1:01')
      .prometheus(direct('1:01', '5:01'))
      .runUntil('2:00');
    expect(told.alerts).toMatchObject([
      { name: 'HostDown', source: 'prometheus', sources: ['prometheus', 'alertmanager'] },
    ]);
    expect(told.reasons().filter((reason) => reason === 'alert-opened')).toHaveLength(1);
    expect([...told.incidents.keys()]).toEqual(['I-1']);
    told.expectBetween('0:01', '0:02', 'I-1 opened').expectBetween('0:01', '0:02', 'I-1 ticket-open');
  });
});

describe('holds', () => {
  test('what clears inside its hold is a blip: no incident, no ticket, but a reason', async () => {
    const told = await timeline(site)
      .at('0:10')
      .generic(down)
      .at('0:40')
      .generic({ ...down, state: 'ok' })
      .runUntil('10:00');
    expect(told.incidents.size).toBe(0);
    expect(told.reasons()).toContain('blip');
    told.expectNever('I-1 ticket-open');
  });

  test('what outlives its hold is promoted when the hold is over, not before', async () => {
    const told = await timeline(site).at('0:10').generic(down).runUntil('5:00');
    told.expectBetween('1:10', '1:11', 'I-1 opened').expectBetween('1:10', '1:11', 'I-1 ticket-open');
    expect(told.reasons()).toEqual(expect.arrayContaining(['held', 'incident-opened']));
  });

  test('critical waits for nothing', async () => {
    const told = await timeline(site)
      .at('0:10')
      .generic({ ...down, severity: 'critical' })
      .runUntil('1:00');
    told.expectBetween('0:10', '0:10', 'I-1 opened');
  });
});

describe('the end', () => {
  const ended = timeline(site)
    .at('0:00')
    .generic(down)
    .at('10:00')
    .generic({ ...down, state: 'ok' });

  test('resolved when all has been clear for five minutes', async () => {
    const told = await ended.runUntil('20:00');
    told.expectBetween('15:00', '15:01', 'I-1 resolved').expectBetween('15:00', '15:01', 'I-1 ticket-resolve');
    expect(told.incidents.get('I-1')).toMatchObject({ state: 'resolved', resolvedBy: 'clear' });
  });

  test('a clear that comes hours late still ends it', async () => {
    const told = await timeline(site)
      .at('0:00')
      .generic(down)
      .at('3:00:00')
      .generic({ ...down, state: 'ok' })
      .runUntil('3:10:00');
    told.expectBetween('3:05:00', '3:05:01', 'I-1 resolved');
  });

  test('a clear without problem opens nothing and says so', async () => {
    const told = await timeline(site)
      .at('0:00')
      .generic({ ...down, state: 'ok' })
      .runUntil('10:00');
    expect(told.alerts).toEqual([]);
    expect(told.incidents.size).toBe(0);
    expect(told.reasons()).toContain('clear-without-problem');
  });
});

describe('the return', () => {
  const returningAt = (moment: Moment): ReturnType<typeof timeline> =>
    timeline(site)
      .at('0:00')
      .generic(down)
      .at('10:00')
      .generic({ ...down, state: 'ok' })
      .at(moment)
      .generic(down);

  test('before it is resolved, it never was resolved', async () => {
    const told = await returningAt('12:00').runUntil('25:00');
    told.expectNever('I-1 resolved').expectNever('I-1 ticket-resolve').expectNever('I-2 opened');
    expect(told.incidents.get('I-1')).toMatchObject({ state: 'open' });
  });

  test('within thirty minutes of being resolved: the same incident and ticket, opened again', async () => {
    const told = await returningAt('40:00').runUntil('50:00');
    told.expectBetween('15:00', '15:01', 'I-1 ticket-resolve');
    told.expectBetween('40:00', '41:01', 'I-1 reopened').expectBetween('40:00', '41:01', 'I-1 ticket-reopen');
    expect([...told.incidents.keys()]).toEqual(['I-1']);
  });

  test('later: a new incident, linked to the old one, whose ticket stays closed', async () => {
    const told = await returningAt('50:00').runUntil('1:00:00');
    told
      .expectNever('I-1 reopened')
      .expectBetween('50:00', '51:01', 'I-2 opened')
      .expectBetween('50:00', '51:01', 'I-2 ticket-open');
    expect(told.incidents.get('I-2')?.continues).toBe(told.incidents.get('I-1')?.id);
    expect(told.reasons()).toContain('incident-linked');
  });
});

test('the same timeline gives the same story', async () => {
  const tell = async (): Promise<string> =>
    (
      await timeline(site)
        .at('0:00')
        .generic(down)
        .at('0:20')
        .syslog('<2>Nov 23 19:00:20 srv-7 app: broken')
        .runUntil('30:00')
    ).story();
  expect(await tell()).toBe(await tell());
});
