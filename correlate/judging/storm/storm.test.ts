import { describe, expect, it } from 'vitest';
import { allFlags } from '../../../domain/flags.ts';
import type { Incident } from '../../../domain/incident.ts';
import { JudgingTable, start } from '../../../tests/scenarios/judging-table.ts';

const hosts = (site: string, count: number): string[] =>
  Array.from({ length: count }, (_none, n) => `${site}-${String(n + 1).padStart(2, '0')}`);

/** Hosts that have nothing to do with one another; four of them are a tier that needs two. */
const plant = {
  sites: [{ id: 'lyon', name: 'Lyon' }, { id: 'paris' }],
  cis: [
    ...hosts('lyon', 60).map((id) => ({ id, class: 'server', site: 'lyon' })),
    ...hosts('paris', 5).map((id) => ({ id, class: 'server', site: 'paris' })),
    { id: 'lab-1', class: 'server', site: 'lyon', environment: 'test' },
    { id: 'lab-2', class: 'server', site: 'lyon', environment: 'test' },
    { id: 'till', class: 'application', criticality: 'critical', site: 'lyon' },
  ],
  services: [
    { id: 'shop', name: 'Web shop', criticality: 'high', users: 2000 },
    { id: 'tills', name: 'Tills', criticality: 'critical', users: 10 },
  ],
  groups: [{ id: 'tier', members: hosts('lyon', 60).slice(30, 34), needs: 2 }],
  relations: [
    { from: 'shop', to: 'tier', type: 'depends_on' },
    { from: 'tills', to: 'till', type: 'depends_on' },
  ],
};
const down = (ci: string) => ({ ci, name: 'HostDown', severity: 'high' as const, more: { effect: 'down' as const } });

/** One host a second from `from` on; a hold of nothing, so that each begins an incident at once. */
function storm(count: number, policy: object = {}): { table: JudgingTable; ids: string[] } {
  const table = new JudgingTable(plant, { flags: [...allFlags], hold: { highMs: 0 }, ...policy });
  const ids = hosts('lyon', 60)
    .slice(0, count)
    .map((ci, n) => table.open(n, down(ci)));
  table.until(count + 5);
  return { table, ids };
}

const open = (table: JudgingTable): Incident[] => table.incidents().filter(({ state }) => state === 'open');
const summaries = (table: JudgingTable): Incident[] => table.incidents().filter((incident) => incident.storm);
const summaryOf = (table: JudgingTable): Incident => {
  const [summary] = summaries(table);
  if (summary === undefined) throw new Error('no summary');
  return summary;
};

describe('more new incidents than anybody reads', () => {
  it('leaves those that are open, and gathers what comes above twenty a minute', () => {
    const { table } = storm(30);
    expect(open(table)).toHaveLength(21);
    const { storm: told, number } = summaryOf(table);
    expect(number).toBe('I-21');
    expect(told).toMatchObject({ place: { by: 'site', name: 'Lyon' }, since: start, count: 10, open: 10 });
    expect(told?.members.map(({ cause }) => cause?.ci)).toEqual(hosts('lyon', 30).slice(20));
    expect(summaryOf(table)).toMatchObject({ alertCount: 10, openAlertCount: 10, ciCount: 10 });
    const gathered = table.decisions().filter(({ reason }) => reason === 'storm-gathered');
    expect(gathered).toHaveLength(10);
    expect(gathered[0]).toMatchObject({ outcome: 'gathered in I-21', evidence: { newPerMinute: 20, place: 'Lyon' } });
  });

  it('is none at twenty a minute, over an hour, or where a site has set it off', () => {
    expect(summaries(storm(20).table)).toEqual([]);
    expect(summaries(storm(40, { flags: [1, 2] }).table)).toEqual([]);
    expect(summaries(storm(40, { storm: { newPerMinute: null } }).table)).toEqual([]);
    const slow = new JudgingTable(plant, { flags: [...allFlags], hold: { highMs: 0 } });
    hosts('lyon', 60).forEach((ci, n) => slow.open(n * 4, down(ci)));
    expect(summaries(slow)).toEqual([]);
    expect(open(slow)).toHaveLength(60);
  });

  it('tells the first of another site by itself, and what is not production apart', () => {
    const { table } = storm(25);
    table.open(31, down('paris-01'));
    table.open(32, down('lab-1'));
    table.open(33, down('lab-2'));
    table.open(34, down('paris-02'));
    table.until(40);
    expect(summaries(table).map(({ storm: told }) => [told?.place.id, told?.place.environment, told?.count])).toEqual([
      ['lyon', undefined, 5],
      ['lyon', 'test', 1],
      ['paris', undefined, 1],
    ]);
    expect(open(table).some(({ cis, storm: told }) => told === undefined && cis[0]?.ci === 'paris-01')).toBe(true);
  });

  it('goes by the source where no site is known', () => {
    const table = new JudgingTable({}, { flags: [...allFlags], hold: { highMs: 0 }, join: { unmatchedWithinMs: 0 } });
    hosts('x', 25).forEach((host, n) => table.open(n, { ci: null, host, name: 'HostDown' }));
    table.until(30);
    expect(summaryOf(table).storm).toMatchObject({ place: { by: 'source', id: 'generic' }, count: 5 });
    expect(summaryOf(table).storm?.members[0]).toMatchObject({ cause: null, lead: { host: 'x-21' } });
  });

  it('never hides priority 1 or what may be a major', () => {
    const { table } = storm(25);
    table.open(31, down('till'));
    table.until(35);
    expect(open(table).at(-1)).toMatchObject({ priority: 1, services: [{ id: 'tills' }] });
    expect(open(table).at(-1)?.storm).toBeUndefined();
  });

  it('is as bad as all of it together: a tier that fails one by one', () => {
    const { table } = storm(34);
    table.until(60);
    expect(summaryOf(table)).toMatchObject({ users: 2000, impact: 'high', services: [{ id: 'shop', state: 'down' }] });
    table.until(200);
    expect(summaryOf(table).major).toMatchObject({ declaredAt: expect.any(Number) as number });
  });

  it('decides the same after a restart at any moment', () => {
    const told = storm(30).table;
    const again = new JudgingTable(plant, { flags: [...allFlags], hold: { highMs: 0 } });
    hosts('lyon', 60)
      .slice(0, 30)
      .forEach((ci, n) => {
        again.open(n, down(ci));
        again.restart();
      });
    again.until(35);
    told.until(700);
    again.restart();
    again.until(700);
    expect(again.out).toEqual(told.out);
  });
});

describe('a storm that is over', () => {
  it('splits out what still burns, at the pace that is no storm, and tells the rest ended', () => {
    const { table, ids } = storm(30);
    for (const id of ids.slice(20, 25)) table.clear(60, id);
    table.until(29 + 299);
    expect(open(table)).toHaveLength(21);
    table.until(29 + 301);
    const parts = table.incidents().filter(({ splitFrom }) => splitFrom?.storm === true);
    expect(parts.map(({ cis }) => cis[0]?.ci).sort()).toEqual(hosts('lyon', 30).slice(25));
    const summary = summaryOf(table);
    expect(summary.splitInto?.map(({ incident }) => incident)).toEqual(parts.map(({ id }) => id));
    table.until(60 + 310);
    expect(summaryOf(table)).toMatchObject({ state: 'resolved', resolvedBy: 'storm-over' });
    expect(summaryOf(table).storm).toMatchObject({ count: 5, open: 0 });
    expect(parts.every(({ state }) => state === 'open')).toBe(true);
  });

  it('splits no more a minute than would be a storm, the worst first', () => {
    const { table } = storm(30, { storm: { newPerMinute: 5, calmMs: 60_000 } });
    const worse = table.open(31, { ...down('till'), severity: 'warning', more: { effect: 'degraded' } });
    table.until(31 + 62);
    const parts = (): Incident[] => table.incidents().filter(({ splitFrom }) => splitFrom?.storm === true);
    expect(parts()).toHaveLength(5);
    expect(parts().map(({ leadAlerts }) => leadAlerts[0]?.alert)).toContain(worse);
    table.until(31 + 122);
    expect(parts()).toHaveLength(10);
    table.until(31 + 400);
    expect(parts()).toHaveLength(26);
    expect(summaryOf(table)).toMatchObject({ state: 'resolved', resolvedBy: 'storm-over' });
  });

  it('resolves by itself where all of it ended', () => {
    const { table, ids } = storm(30);
    for (const id of ids) table.clear(100, id);
    table.until(100 + 305);
    expect(open(table)).toEqual([]);
    expect(summaryOf(table)).toMatchObject({ state: 'resolved', resolvedBy: 'clear' });
    expect(summaryOf(table).splitInto).toBeUndefined();
    expect([...table.rows.values()].filter(({ table: of }) => of === 'situation')).toEqual([]);
  });

  it('goes on while half of the limit keeps coming', () => {
    const { table } = storm(30);
    hosts('lyon', 60)
      .slice(30)
      .forEach((ci, n) => table.open(60 + n * 5, down(ci)));
    table.until(200 + 250);
    expect(summaryOf(table).splitInto).toBeUndefined();
    expect(summaryOf(table).storm?.count).toBe(40);
  });

  it('keeps a major together: it is worked as one', () => {
    const { table } = storm(34);
    table.until(900);
    expect(summaryOf(table).major).not.toBeNull();
    expect(summaryOf(table).splitInto).toBeUndefined();
  });
});

describe('what is gathered', () => {
  it('gets an incident of its own as soon as it wakes people', () => {
    const { table } = storm(30);
    const slow = table.open(31, { ...down('till'), more: { effect: 'degraded' } });
    table.until(35);
    expect(summaryOf(table).storm?.members[0]).toMatchObject({
      priority: 2,
      services: ['Tills'],
      cause: { ci: 'till' },
    });
    table.change(40, slow, { effect: 'down' });
    table.until(45);
    expect(summaryOf(table).storm?.count).toBe(10);
    expect(summaryOf(table).services).toEqual([]);
    expect(open(table).at(-1)).toMatchObject({ priority: 1, splitFrom: { number: 'I-21', storm: true } });
    expect(table.decisions().find(({ reason }) => reason === 'storm-split-out')?.evidence).toMatchObject({
      why: 'urgent',
    });
  });

  it('joins an incident that turns out to be the same, and its summary counts it no more', () => {
    const linked = {
      ...plant,
      relations: [...plant.relations, { from: 'lyon-30', to: 'lyon-31', type: 'depends_on' }],
    };
    const table = new JudgingTable(linked, { flags: [...allFlags], hold: { highMs: 0 }, join: { costLimit: 2 } });
    hosts('lyon', 30).forEach((ci, n) => table.open(n, down(ci)));
    table.until(40);
    const before = summaryOf(table).storm?.count ?? 0;
    table.open(41, down('lyon-31'));
    table.until(50);
    expect(summaryOf(table).storm?.count).toBe(before);
    expect(summaryOf(table).storm?.members.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(before + 1);
  });

  it('goes on where it was when it returns before it is over', () => {
    const { table, ids } = storm(30);
    table.clear(60, ids[29] ?? '');
    table.open(200, down('lyon-30'));
    table.until(210);
    expect(summaryOf(table).storm).toMatchObject({ count: 10, open: 10 });
    expect(table.reasons()).toContain('problem-returned');
  });

  it('is split out by a person who names its CI, and refused where nothing is gathered', () => {
    const { table } = storm(30);
    const { id } = summaryOf(table);
    const split = { command: 'split' as const, by: 'Ada', reason: 'mine', incident: id };
    table.command(60, { ...split, cis: ['lyon-25'] });
    table.command(61, { ...split, cis: ['lyon-01'] });
    table.until(70);
    const parts = table.incidents().filter(({ splitFrom }) => splitFrom?.storm === true);
    expect(parts.map(({ cis }) => cis[0]?.ci)).toEqual(['lyon-25']);
    expect(table.decisions().filter(({ reason }) => reason === 'split-refused')).toHaveLength(1);
    expect(table.decisions().find(({ reason }) => reason === 'storm-split-out')?.evidence).toMatchObject({
      why: 'person',
    });
  });

  it('ends with its summary where a person resolves it', () => {
    const { table } = storm(30);
    table.command(60, { command: 'resolve', by: 'Ada', reason: 'power is back', incident: summaryOf(table).id });
    table.until(400);
    expect(summaryOf(table)).toMatchObject({ state: 'resolved', resolvedBy: 'person' });
    expect(open(table)).toHaveLength(20);
  });
});
