// What is there whenever something goes wrong nearby says little of this time: it stands aside, and comes back.
import { describe, expect, it } from 'vitest';
import { JudgingTable, start } from '../../tests/scenarios/judging-table.ts';

/** A web server needs an application, which needs a database; `far` has nothing to do with them. */
const shop = {
  cis: ['web', 'app', 'db', 'far'].map((id) => ({ id, class: 'server', name: id })),
  services: [{ id: 'shop', name: 'Shop', criticality: 'high', users: 50 }],
  relations: [
    { from: 'shop', to: 'web', type: 'depends_on' },
    { from: 'web', to: 'app', type: 'depends_on' },
    { from: 'app', to: 'db', type: 'depends_on' },
  ],
};
const hour = 3_600;

/** One outage of three alerts, over after five minutes. */
function outage(table: JudgingTable, second: number, names: readonly [string, string, string]): void {
  const ids = [
    table.open(second, { ci: 'web', name: names[0] }),
    table.open(second + 10, { ci: 'app', name: names[1] }),
    table.open(second + 20, { ci: 'db', name: names[2] }),
  ];
  ids.forEach((id, n) => {
    table.clear(second + 300 + n, id);
  });
  table.until(second + 1_000);
}

function seasoned(): JudgingTable {
  const table = new JudgingTable(shop);
  outage(table, 0, ['SlowPages', 'PoolErrors', 'LockTimeouts']);
  outage(table, hour, ['SlowPages', 'QueueGrowing', 'RestartLoop']);
  return table;
}

/** Names of the alerts that opened from `second` on, by the situation that they are in at last. */
function situationsOf(table: JudgingTable, second: number): string[][] {
  const home = new Map<string, string>();
  const merged = new Map<string, string>();
  for (const change of table.situationChanges()) {
    const into = change.situation?.mergedInto;
    if (change.situation && typeof into === 'string') merged.set(change.situation.id, into);
  }
  for (const { record } of table.out)
    for (const id of (record.body as { joined?: string[] }).joined ?? []) home.set(id, record.key);
  const found = new Map<string, string[]>();
  for (const [id, situation] of home) {
    if (Number(id.split('@')[1]) < start + second * 1000) continue;
    const last = merged.get(situation) ?? situation;
    found.set(last, [...(found.get(last) ?? []), /\/(.*)@/.exec(id)?.[1] ?? '']);
  }
  return [...found.values()].map((names) => names.sort());
}

describe('a chronic alert', () => {
  it('joins like any other while there is no history', () => {
    const table = new JudgingTable(shop);
    table.open(0, { ci: 'web', name: 'SlowPages' });
    table.open(10, { ci: 'app', name: 'PoolErrors' });
    expect(table.reasons()).not.toContain('chronic-set-aside');
    expect(table.reasons()).toContain('joined-topology');
  });

  it('stands aside once it was there in two of two situations, and what is new does not join it', () => {
    const table = seasoned();
    table.open(2 * hour, { ci: 'web', name: 'SlowPages' });
    table.open(2 * hour + 10, { ci: 'app', name: 'CrashLoop' });
    const aside = table.decisions().filter(({ reason }) => reason === 'chronic-set-aside');
    expect(aside.map(({ evidence }) => [evidence['share'], evidence['of']])).toEqual([[0.63, 2]]);
    expect(situationsOf(table, 2 * hour)).toEqual([['SlowPages'], ['CrashLoop']]);
  });

  it('comes back when its own CI has news', () => {
    const table = seasoned();
    table.open(2 * hour, { ci: 'web', name: 'SlowPages' });
    table.open(2 * hour + 10, { ci: 'web', name: 'DiskErrors' });
    expect(situationsOf(table, 2 * hour)).toEqual([['DiskErrors', 'SlowPages']]);
  });

  it('joins its own CI at once where that has fresh news', () => {
    const table = seasoned();
    table.open(2 * hour, { ci: 'web', name: 'DiskErrors' });
    table.open(2 * hour + 10, { ci: 'web', name: 'SlowPages' });
    expect(situationsOf(table, 2 * hour)).toEqual([['DiskErrors', 'SlowPages']]);
  });

  it('is evidence of impact for what runs beside it, and gets no ticket of its own meanwhile', () => {
    const table = seasoned();
    const before = table.incidents().length;
    table.open(2 * hour, { ci: 'web', name: 'SlowPages', severity: 'critical', more: { effect: 'down' } });
    expect(table.incidents()).toHaveLength(before + 1);
    const late = seasoned();
    late.open(2 * hour, { ci: 'db', name: 'CrashLoop', severity: 'warning' });
    late.open(2 * hour + 10, { ci: 'web', name: 'SlowPages', severity: 'warning', more: { effect: 'down' } });
    late.until(2 * hour + 400);
    const opened = late.incidents().slice(before);
    expect(opened.map(({ alertCount }) => alertCount)).toEqual([1]);
    expect(opened[0]?.services[0]).toMatchObject({ id: 'shop', state: 'down', because: [{ ci: 'web' }] });
  });

  it('is remembered over a restart', () => {
    const table = seasoned();
    table.restart();
    table.open(2 * hour, { ci: 'web', name: 'SlowPages' });
    expect(table.reasons()).toContain('chronic-set-aside');
  });

  it('never is a security alert', () => {
    const table = new JudgingTable(shop);
    const more = { category: 'security' as const };
    for (const n of [0, 1, 2]) {
      outage(table, n * hour, [`A${String(n)}`, `B${String(n)}`, `C${String(n)}`]);
      table.open(n * hour + 1_100, { ci: 'web', name: 'PasswordGuessing', more });
    }
    expect(table.reasons()).not.toContain('chronic-set-aside');
  });
});

describe('a problem that returns before its incident is resolved', () => {
  it('keeps the incident, in a situation of its own', () => {
    const table = new JudgingTable(shop);
    const first = table.open(0, { ci: 'far', name: 'HostDown' });
    table.clear(600, first);
    table.open(720, { ci: 'far', name: 'HostDown' });
    table.until(1_500);
    expect(table.incidents().map(({ number, state }) => [number, state])).toEqual([['I-1', 'open']]);
    expect(table.reasons()).toContain('problem-returned');
    expect(new Set(table.changes().map(({ incident }) => incident.situation)).size).toBe(2);
  });

  it('does not carry on what said something else', () => {
    const table = new JudgingTable(shop);
    const first = table.open(0, { ci: 'far', name: 'HostDown' });
    table.clear(600, first);
    table.open(720, { ci: 'far', name: 'HighLoad', severity: 'critical' });
    expect(table.incidents().map(({ number }) => number)).toEqual(['I-1', 'I-2']);
  });
});
