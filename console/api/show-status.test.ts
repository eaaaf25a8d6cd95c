import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toldConsole, type ToldConsole } from '../../tests/fakes/told-console.ts';
import { second, start, toldAlert, toldIncident, toldSituation } from '../../tests/fakes/told-facts.ts';
import { Status } from './status-contract.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
});
afterEach(() => desk.app.close());

const down = toldAlert('HostDown');
const read = async (path: string): Promise<Status> => Status.strict().parse((await desk.get(path)).body);

describe('GET /api/v1/status', () => {
  it('says why there are no tickets', async () => {
    const { told } = desk;
    await told.alerts(start, [
      { change: 'opened', alert: down },
      { change: 'opened', alert: toldAlert('HighErrorRate') },
    ]);
    await told.incident(start, {
      incident: toldIncident(1, { priority: 1, majorWatchSince: start }),
      changes: ['opened'],
    });
    const window = toldAlert('Patched');
    const silenced = toldAlert('DiskFull');
    const flapping = toldAlert('Link', { flapping: true });
    await told.alerts(start, [
      { change: 'opened', alert: window },
      { change: 'opened', alert: silenced },
      { change: 'updated', alert: flapping },
    ]);
    await told.situation(start, 'a', { aside: [{ alert: window.id, without: 'maintenance window m1' }] });
    await told.situation(start, 'a', { aside: [{ alert: silenced.id, without: 'silence 1a73436c' }] });
    await told.situation(start, 'a', { aside: [{ alert: flapping.id, without: 'informs' }] });
    await told.situation(start, 's9', { situation: toldSituation('s9', { without: 'held' }) });
    const status = await read('/api/v1/status?hash=1');
    expect(status.alerts).toEqual({ open: 5, held: 1, suppressed: 2, flapping: 1, stale: 0, aside: 1 });
    expect(status.incidents).toEqual({
      ...{ open: 1, majors: 0, majorWatch: 1 },
      byPriority: { '1': 1, '2': 0, '3': 0, '4': 0, '5': 0 },
    });
    expect(status.sources).toEqual([{ source: 'prometheus', lastEventAt: '2026-11-23T19:00:00.000Z', ageMs: 0 }]);
    expect(status.stateHash?.['projection-alerts']).toMatch(/^[0-9a-f]{64}$/);
    expect(status.now).toBe('2026-11-23T19:00:00.000Z');
  });

  it('hears of sources from the doors too, and counts again when counts are old', async () => {
    const sources = () => [{ source: 'zabbix', lastEventAt: start - second }];
    await desk.app.close();
    desk = await toldConsole({ sources });
    expect((await read('/api/v1/status')).sources).toEqual([
      { source: 'zabbix', lastEventAt: '2026-11-23T18:59:59.000Z', ageMs: second },
    ]);
    await desk.told.alerts(start, [{ change: 'opened', alert: down }]);
    expect((await read('/api/v1/status')).alerts.open).toBe(0);
    desk.pace.advanceTo(second);
    expect((await read('/api/v1/status')).alerts.open).toBe(1);
  });
});
