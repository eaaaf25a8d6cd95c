import { afterEach, describe, expect, it } from 'vitest';
import { JudgingTable } from '../../../tests/scenarios/judging-table.ts';
import { plant } from '../../../tests/scenarios/plant.ts';
import { measuredStrategy } from './cue.ts';
import { alike, templateOf } from './template.ts';

const down = (ci: string, more: object = {}) => ({ ci, name: 'HostDown', severity: 'critical' as const, ...more });
const open = (table: JudgingTable) => table.incidents().filter(({ state }) => state === 'open');

describe('what cues are worth together', () => {
  it('is the nearest place and every other cue, all of which must be wrong', () => {
    const { probability, parts } = measuredStrategy.believe([
      { cue: 'topology', cost: 1 },
      { cue: 'same-place', cost: 0 },
      { cue: 'learned', cost: 6 },
    ]);
    expect(parts.map(({ cue }) => cue)).toEqual(['same-place', 'learned']);
    expect(probability).toBeCloseTo(1 - 0.55 * 0.5, 1);
  });

  it('never is certain, and nothing without a cue', () => {
    expect(
      measuredStrategy.believe([
        { cue: 'group', cost: 0 },
        { cue: 'hub', cost: 0 },
      ]).probability,
    ).toBe(0.99);
    expect(measuredStrategy.believe([])).toEqual({ probability: 0, parts: [] });
  });

  it('stands in the decision', () => {
    const table = new JudgingTable(plant);
    table.open(0, down('srv-1'));
    table.open(1, { ci: 'srv-1', name: 'HighLoad' });
    const joined = table.decisions().find(({ reason }) => reason === 'joined-same-ci');
    expect(joined?.evidence).toMatchObject({ probability: 0.45, parts: [{ cue: 'same-place', chance: 0.45 }] });
  });
});

describe('a cue that is left out', () => {
  afterEach(() => measuredStrategy.cues.add('same-place'));

  it('links nothing', () => {
    measuredStrategy.cues.delete('same-place');
    const table = new JudgingTable(plant);
    table.open(0, down('island'));
    table.open(1, { ci: 'island', name: 'HighLoad', severity: 'critical' });
    expect(open(table)).toHaveLength(2);
  });
});

describe('a rule that groups', () => {
  const rule = { id: 'release', when: 'has(alert.labels.release)', group: 'alert.labels.release' };
  const of = (release: string) => ({ more: { labels: { release } } });

  it('joins what has the same key, whatever the topology says, also after a restart', () => {
    const table = new JudgingTable(plant, { rules: [rule] });
    table.open(0, down('island', of('v7')));
    table.restart();
    table.open(600, down('srv-1', of('v7')));
    table.open(601, down('lab-1', of('v8')));
    expect(open(table).map(({ cis }) => cis.map(({ ci }) => ci).sort())).toEqual([['island', 'srv-1'], ['lab-1']]);
    expect(table.decisions().find(({ reason }) => reason === 'joined-group')?.evidence).toMatchObject({
      ...{ rule: 'release', key: 'release/v7', probability: 0.99 },
    });
  });

  it('joins nothing to what has ended, nor by a key that says nothing', () => {
    const table = new JudgingTable(plant, { rules: [rule] });
    table.clear(60, table.open(0, down('island', of('v7'))));
    table.open(70, down('srv-1', of('v7')));
    table.open(80, down('lab-1', of('')));
    table.open(90, down('srv-8', of('')));
    expect(open(table).length).toBeGreaterThanOrEqual(3);
  });
});

describe('hosts that no CMDB knows', () => {
  const stranger = (host: string, message: string) => ({
    ...{ ci: null, host, name: `Log ${host}`, severity: 'critical' as const },
    more: { message },
  });

  it('join the one of several running situations that says the same', () => {
    const table = new JudgingTable(plant);
    table.open(0, stranger('alpha', 'connection to broker kafka-01 lost after 30 s'));
    table.open(1, down('island', { more: { message: 'island does not answer to ping any more' } }));
    table.open(5, stranger('beta', 'connection to broker kafka-02 lost after 45 s'));
    expect(table.reasons()).toContain('joined-text');
    expect(open(table)).toHaveLength(2);
  });

  it('begin their own where nothing running says the same', () => {
    const table = new JudgingTable(plant);
    table.open(0, stranger('alpha', 'connection to broker lost after a while'));
    table.open(1, down('island'));
    table.open(5, stranger('beta', 'license of the firewall expires soon'));
    expect(table.reasons()).not.toContain('joined-text');
  });
});

describe('templates', () => {
  it('leave out what varies, and say nothing of short texts', () => {
    expect(alike(templateOf('port Gi1/0/7 on switch went down'), templateOf('port Gi1/0/9 on switch went down'))).toBe(
      1,
    );
    expect(alike(templateOf('down'), templateOf('down'))).toBe(0);
    expect(templateOf(' '.repeat(5_000)).size).toBe(0);
  });
});
