import { describe, expect, it } from 'vitest';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

const noise = {
  ci: 'srv-1',
  name: 'Refused',
  severity: 'warning' as const,
  more: { endsBy: 'quiet' as const, everyday: true as const },
};
const news = { ci: 'srv-1', name: 'HostDown', more: { endsBy: 'quiet' as const } };

function homes(table: JudgingTable): Map<string, string> {
  return new Map(
    [...table.rows.values()]
      .filter((row) => row.table === 'member' && row.json?.includes('"situation"'))
      .map(({ json }) => JSON.parse(json ?? '{}') as { id: string; situation: string })
      .map(({ id, situation }) => [id, situation]),
  );
}

describe('everyday noise of a host', () => {
  it('stays apart from news of the same CI, whichever comes first', () => {
    for (const sketches of [
      [noise, news],
      [news, noise],
    ]) {
      const table = new JudgingTable(plant);
      sketches.forEach((sketch, n) => table.open(n * 5, sketch));
      expect(new Set(homes(table).values()).size).toBe(2);
      expect(table.reasons()).toContain('everyday-set-aside');
    }
  });

  it('is silenced by nobody: alone, it gets its ticket after its hold', () => {
    const table = new JudgingTable(plant);
    table.open(0, noise);
    table.until(301);
    expect(table.incidents()).toHaveLength(1);
  });
});

describe('problems that nobody ends', () => {
  it('join what is open of their host for as long as its session lasts', () => {
    const table = new JudgingTable(plant);
    table.open(0, news);
    table.open(400, { ...news, name: 'HighLoad' });
    expect(new Set(homes(table).values()).size).toBe(1);
  });

  it('begin anew after it, without a grace', () => {
    const table = new JudgingTable(plant);
    const first = table.open(0, news);
    table.clear(20, first);
    const second = table.open(30, { ...news, name: 'HighLoad' });
    expect(homes(table).get(second)).not.toBe(undefined);
    expect(table.reasons().filter((reason) => reason === 'situation-opened')).toHaveLength(2);
  });

  it('keep their ticket until the quiet time since they were told last is over', () => {
    const table = new JudgingTable(plant);
    const first = table.open(0, { ...news, severity: 'critical' });
    table.clear(20, first);
    table.until(599);
    expect(table.incidents()[0]?.state).toBe('open');
    table.until(600);
    expect(table.incidents()[0]?.state).toBe('resolved');
  });
});
