import { describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { JudgingTable, start } from '../../tests/scenarios/judging-table.ts';

/** b calls a and c, d calls c too; z is far away. */
const chain = {
  cis: ['a', 'b', 'c', 'd', 'z'].map((id) => ({ id, class: 'application' })),
  relations: [
    { from: 'b', to: 'a', type: 'depends_on' },
    { from: 'b', to: 'c', type: 'depends_on' },
    { from: 'd', to: 'c', type: 'depends_on' },
  ],
};
/** Two calls are too far: what stands between must complain itself. */
const policy = { join: { costLimit: 1 }, hold: { highMs: 0 } };
const failing = (ci: string) => ({ ci, name: 'ErrorRateHigh' });

function bridged(): { readonly table: JudgingTable; readonly bridge: string } {
  const table = new JudgingTable(chain, policy);
  table.open(0, failing('a'));
  const bridge = table.open(5, failing('b'));
  table.open(10, failing('c'));
  return { table, bridge };
}

const open = (table: JudgingTable): Incident[] => table.incidents().filter(({ state }) => state === 'open');
const cisOf = (incident: Incident | undefined): string[] => (incident?.cis ?? []).map(({ ci }) => ci).sort();

describe('a situation that falls apart', () => {
  it('stays one while something links it, and for half an hour after', () => {
    const { table, bridge } = bridged();
    expect(open(table)).toHaveLength(1);
    table.clear(60, bridge);
    table.until(60 + 29 * 60);
    expect(open(table)).toHaveLength(1);
  });

  it('is two from then on, each with its own key, and each names the other', () => {
    const { table, bridge } = bridged();
    table.clear(60, bridge);
    table.restart();
    table.until(60 + 31 * 60);
    const [old, part] = open(table);
    expect(part?.splitFrom).toEqual({ incident: old?.id, number: old?.number });
    expect(old?.splitInto).toEqual([{ incident: part?.id, number: part?.number }]);
    expect(part?.id).not.toBe(old?.id);
    expect([...cisOf(old), ...cisOf(part)].filter((ci) => ci !== 'b').sort()).toEqual(['a', 'c']);
    expect(table.reasons().filter((reason) => reason === 'incident-split')).toHaveLength(2);
  });

  it('is linked again by what opens in between', () => {
    const { table, bridge } = bridged();
    table.clear(60, bridge);
    table.open(20 * 60, failing('b'));
    table.until(50 * 60);
    expect(open(table)).toHaveLength(1);
  });

  it('stays one where one cause explains both, whatever has recovered in between', () => {
    const table = new JudgingTable(chain, policy);
    table.open(0, failing('c'));
    const bridge = table.open(5, failing('b'));
    table.open(10, failing('d'));
    table.clear(60, bridge);
    table.until(90 * 60);
    expect(open(table)).toHaveLength(1);
  });

  it('comes together again when a path does, under the older key', () => {
    const { table, bridge } = bridged();
    table.clear(60, bridge);
    table.until(60 + 31 * 60);
    const [old, part] = open(table);
    table.open(60 * 60, failing('b'));
    expect(open(table).map(({ id }) => id)).toEqual([old?.id]);
    expect(table.incidents().find(({ id }) => id === part?.id)).toMatchObject({ state: 'merged', mergedInto: old?.id });
  });
});

describe('two that do not belong together, as a person says', () => {
  const split = { command: 'split' as const, by: 'Ada', reason: 'two faults' };

  it('are two at once, and no path brings them together again', () => {
    const { table } = bridged();
    const [whole] = open(table);
    table.command(60, { ...split, incident: whole?.id ?? '', cis: ['c'] });
    expect(open(table).map(cisOf)).toEqual([['a', 'b'], ['c']]);
    table.restart();
    table.open(70, { ci: 'b', name: 'HighLatency' });
    table.open(80, failing('d'));
    expect(open(table).map(cisOf)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(table.decisions().find(({ reason }) => reason === 'situation-split')?.evidence).toMatchObject({
      ...{ by: 'person', person: 'Ada', why: 'two faults' },
    });
  });

  it.each([[['z']], [['a', 'b', 'c']], [[]]])('stay one where nothing is open at %j, or nothing would stay', (cis) => {
    const { table } = bridged();
    const [whole] = open(table);
    table.command(60, { ...split, incident: whole?.id ?? '', cis });
    expect(open(table)).toHaveLength(1);
    expect(table.reasons()).toContain('split-refused');
  });

  it('resolve by themselves', () => {
    const { table, bridge } = bridged();
    const [whole] = open(table);
    table.command(60, { ...split, incident: whole?.id ?? '', cis: ['a'] });
    const [, part] = open(table);
    table.clear(100, bridge);
    table.clear(100, `test:1:c/ErrorRateHigh@${String(start + 10_000)}`);
    table.until(500);
    expect(open(table).map(({ id }) => id)).toEqual([part?.id]);
  });
});
