import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cmdbFaultCodes } from '../../correlate/cmdb/cmdb-fault.ts';
import { cmdbFaultInFrench } from '../../ticketing/wording/cmdb-fault-words.ts';
import { Cmdb } from '../../domain/cmdb.ts';
import { toldConsole, type ToldConsole } from '../../tests/fakes/told-console.ts';
import { start, toldAlert } from '../../tests/fakes/told-facts.ts';
import { outage } from '../../tests/fakes/outage-incident.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { CmdbQuality } from './cmdb-contract.ts';

const faulty = Cmdb.parse({
  version: 1,
  cis: [{ id: 'srv-01', class: 'server' }],
  relations: [{ from: 'srv-01', to: 'nowhere', type: 'runs_on' }],
});

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole({ cmdb: () => faulty });
});
afterEach(() => desk.app.close());

const quality = async (): Promise<CmdbQuality> => CmdbQuality.parse((await desk.get('/api/v1/cmdb/quality')).body);

describe('CMDB quality', () => {
  it('lists what does not fit together, with a cure', async () => {
    expect(await quality()).toMatchObject({
      ...{ cis: 1, alerts: 0, truncated: false },
      items: [{ kind: 'dangling-reference', severity: 'error', at: 'relations[0].to', incidents: [] }],
    });
  });

  it('says it in French to who reads French', async () => {
    const asked = await desk.get('/api/v1/cmdb/quality?language=fr');
    const [line] = CmdbQuality.parse(asked.body).items;
    expect(line?.message.replace(/[\u00a0\u202f]/g, ' ')).toBe("rien ne s'appelle « nowhere » ; c'est ignoré ici");
    for (const code of cmdbFaultCodes) {
      const words = cmdbFaultInFrench(code, ['a', 'b', '3']);
      expect(`${words?.message ?? ''} ${words?.fix ?? ''}`, code).toMatch(/^\p{Ll}|^«/u);
      expect(words?.fix, code).toMatch(/[.?]$/);
    }
  });

  it('lists hosts that no CI fits, those with most alerts first, with the incidents that they harmed', async () => {
    const unknown = (name: string, host: string) =>
      toldAlert(name, { host, binding: null, fingerprint: `g:1:${name}` });
    const alerts = [
      unknown('A', 'db-9.example.net:9100'),
      unknown('B', 'db-9.example.net:9100'),
      unknown('C', '192.0.2.77'),
      toldAlert('D', { host: 'srv-01' }),
    ];
    await desk.told.alerts(
      start,
      alerts.map((alert) => ({ change: 'opened', alert })),
    );
    const { items } = await quality();
    expect(items.slice(0, 2)).toMatchObject([
      {
        ...{ kind: 'unmatched', at: 'db-9.example.net:9100', alerts: 2, lastSeenAt: rfc3339(alerts[0]!.lastSeenAt) },
        fix: '- { id: db-9, class: other, aliases: ["db-9.example.net:9100"] }',
      },
      { at: '192.0.2.77', fix: '- { id: "192.0.2.77", class: other, aliases: ["192.0.2.77"] }' },
    ]);
    expect(items).toHaveLength(3);
  });

  it('shows what a source wrote as text that cannot break out of its line', async () => {
    const alert = toldAlert('A', { host: 'x" ], y: "<script>\n', binding: null });
    await desk.told.alerts(start, [{ change: 'opened', alert }]);
    const [line] = (await quality()).items;
    expect(line?.fix.split('\n')).toHaveLength(1);
    expect(line?.fix).toContain(String.raw`x\" ], y: \"<script>\n`);
  });

  it('lists CIs that nothing has spoken of for months, those that were a probable cause first', async () => {
    const day = 86_400_000;
    const clock = new ToldClock(start);
    const other = await toldConsole({ clock });
    const silent = async (): Promise<CmdbQuality['items']> => {
      const { items } = CmdbQuality.parse((await other.get('/api/v1/cmdb/quality')).body);
      return items.filter(({ kind }) => kind === 'silent');
    };
    const say = (ci: string, at: number): Promise<unknown> => {
      const alert = toldAlert('HostDown', { host: ci, binding: { ci, by: 'alias', value: ci, confidence: 1 } });
      return other.told.alerts(at, [{ change: 'opened', alert: { ...alert, fingerprint: `g:1:${ci}:${at}` } }]);
    };
    await say('srv-01', start);
    clock.advanceTo(start + 89 * day);
    expect(await silent()).toEqual([]);
    await say('srv-02', start + 80 * day);
    const cause = { ...outage().rootCandidates[0]!, ci: 'sw-1' };
    await other.told.incident(start + 80 * day, { incident: outage({ id: 'known', rootCandidates: [cause] }) });
    other.told.restart();
    await say('srv-02', start + 80 * day + 1_000);
    clock.advanceTo(start + 100 * day);
    const named = { kind: 'silent', severity: 'warning', alerts: 0 };
    expect(await silent()).toMatchObject([
      {
        ...named,
        at: 'sw-1',
        message: 'no source has spoken of it for 100 days',
        lastSeenAt: null,
        incidents: ['known'],
      },
      { ...named, at: 'srv-01', lastSeenAt: rfc3339(Math.floor(start / day) * day), incidents: [] },
    ]);
    await other.app.close();
  });
});
