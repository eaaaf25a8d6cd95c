import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toldConsole, type ToldConsole } from '../../../tests/fakes/told-console.ts';
import { second, start, toldAlert } from '../../../tests/fakes/told-facts.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
});
afterEach(() => desk.app.close());

/** What a real Alertmanager answered. */
function recorded(name: string): unknown {
  const path = `tests/fixtures/captures/alertmanager/${name}.json`;
  return (JSON.parse(readFileSync(path, 'utf8')) as { response: { body: unknown } }).response.body;
}

/** Members and their types, all the way down; of an array, those of its first entry; labels and annotations are free. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  const free = new Set(['labels', 'annotations']);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]) => [key, free.has(key) ? 'free' : shapeOf(held)]));
}

const disk = toldAlert('DiskFull', { labels: { alertname: 'DiskFull', severity: 'critical', job: 'node' } });
const web = toldAlert('HighErrorRate', {
  ...{ fingerprint: 'prometheus:1:00ff', labels: { alertname: 'HighErrorRate', severity: 'warning' } },
});
const zabbix = toldAlert('Unavailable by ICMP ping', {
  ...{ source: 'zabbix', sources: ['zabbix'], labels: {}, host: 'srv-09', severity: 'critical' },
});

async function tell(): Promise<void> {
  const { told } = desk;
  await told.alerts(
    start,
    [disk, web, zabbix].map((alert) => ({ change: 'opened', alert })),
  );
  await told.situation(start, 'aside', { aside: [{ alert: web.id, without: 'maintenance window m1' }] });
}

const names = async (query: string): Promise<string[]> => {
  const { body } = await desk.get(`/api/v2/alerts${query}`);
  return (body as { labels: Record<string, string> }[]).map(({ labels }) => labels['alertname'] ?? '').sort();
};

describe('the reading half of the Alertmanager v2 API', () => {
  it.each([
    ['/api/v2/alerts?silenced=false', 'api-03-api-v-alerts-filter-severity-d-critical'],
    ['/api/v2/alerts/groups', 'api-04-api-v-alerts-groups'],
    ['/api/v2/status', 'api-06-api-v-status'],
    ['/api/v2/receivers', 'api-07-api-v-receivers'],
  ])('%s has the shape that a real one answered', async (path, capture) => {
    await tell();
    const { status, body } = await desk.get(path);
    expect(status).toBe(200);
    expect(shapeOf(body)).toEqual(shapeOf(recorded(capture)));
  });

  it('shows every open alert, and none that ended', async () => {
    await tell();
    const ended = { ...disk, clearedAt: start + second, endedBy: 'clear' as const };
    expect(await names('')).toEqual(['DiskFull', 'HighErrorRate', 'Unavailable by ICMP ping']);
    await desk.told.alerts(start + second, [{ change: 'cleared', alert: ended }]);
    expect(await names('')).toEqual(['HighErrorRate', 'Unavailable by ICMP ping']);
  });

  it('is an empty array where nothing is open', async () => {
    expect((await desk.get('/api/v2/alerts')).body).toEqual([]);
    expect((await desk.get('/api/v2/alerts/groups')).body).toEqual([]);
  });

  it('calls an alert in a maintenance window suppressed', async () => {
    await tell();
    expect(await names('?active=true&silenced=false&inhibited=false')).toEqual([
      'DiskFull',
      'Unavailable by ICMP ping',
    ]);
    expect(await names('?active=false')).toEqual(['HighErrorRate']);
    const { body } = await desk.get('/api/v2/alerts?active=false');
    expect(body).toMatchObject([{ status: { state: 'suppressed', silencedBy: ['m1'] }, fingerprint: '00ff' }]);
  });

  it.each([
    [['severity="critical"'], ['DiskFull', 'Unavailable by ICMP ping']],
    [['severity=critical', 'job="node"'], ['DiskFull']],
    [['job!=""'], ['DiskFull']],
    [['alertname=~"Disk.*|High.*"'], ['DiskFull', 'HighErrorRate']],
    [['alertname!~"isk"'], ['DiskFull', 'HighErrorRate', 'Unavailable by ICMP ping']],
    [['instance="srv-09"'], ['Unavailable by ICMP ping']],
    [['__proto__="x"'], []],
  ])('filters by %j', async (filters, expected) => {
    await tell();
    expect(await names(`?${filters.map((filter) => `filter=${encodeURIComponent(filter)}`).join('&')}`)).toEqual(
      expected,
    );
  });

  it.each(['nothing', 'a="x', 'a=~"("', 'a=~"(?=x)"', `a="${'x'.repeat(1_000)}"`])(
    'refuses the matcher %s',
    async (filter) => {
      const { status, body } = await desk.get(`/api/v2/alerts?filter=${encodeURIComponent(filter)}`);
      expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: 'bad-matcher', at: 'filter' } } });
    },
  );

  it('answers many alerts in portions, as one array', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => toldAlert(`A${String(at)}`));
    await desk.told.alerts(
      start,
      many.map((alert) => ({ change: 'opened', alert })),
    );
    expect(await names('')).toHaveLength(1_200);
  });
});
