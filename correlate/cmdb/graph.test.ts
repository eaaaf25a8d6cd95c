import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { buildGraph } from './graph.ts';

const storm = buildGraph(Cmdb.parse(JSON.parse(readFileSync('tests/fixtures/storm/cmdb.json', 'utf8'))));

function graphOf(parts: object): ReturnType<typeof buildGraph> {
  return buildGraph(Cmdb.parse({ version: 1, ...parts }));
}

describe('buildGraph on the recorded storm', () => {
  it('puts every CI but the application below the core switch', () => {
    const below = storm.cisBelow('sw-core-02');
    expect(below.size).toBe(36);
    expect(below.has('shop-web')).toBe(false);
    expect(below.has('sw-core-02')).toBe(false);
  });

  it('counts as leaves only what hosts nothing', () => {
    expect([...storm.leavesBelow('sw-acc-04')]).toEqual(['srv-07', 'srv-13', 'srv-19', 'web-01']);
    expect(storm.leavesBelow('sw-core-02').size).toBe(26);
  });

  it('walks up to the hosts, nearest first', () => {
    expect([...storm.cisAbove('web-01')]).toEqual(['srv-01', 'sw-acc-04', 'sw-core-02']);
  });

  it('counts direct dependents as fan-in', () => {
    expect(storm.fanIn('sw-core-02')).toBe(10);
    expect(storm.fanIn('web-01')).toBe(1);
    expect(storm.fanIn('log-01')).toBe(0);
  });

  it('expands an edge to a group to its members, group named', () => {
    const edges = storm.dependencies('lb-01').filter((edge) => edge.kind === 'functional');
    expect(edges.map((edge) => [edge.to, edge.group])).toEqual(
      ['web-01', 'web-02', 'web-03', 'web-04'].map((id) => [id, 'web-tier']),
    );
  });

  it('applies an edge from a group to each member', () => {
    const edges = storm.dependencies('web-03').filter((edge) => edge.kind === 'functional');
    expect(edges.map((edge) => [edge.to, edge.group, edge.replication])).toEqual([
      ['db-01', 'shop-db-cluster', false],
      ['db-02', 'shop-db-cluster', false],
    ]);
  });

  it('marks a relation inside one group as replication', () => {
    expect(storm.dependencies('db-02').find((edge) => edge.to === 'db-01')).toEqual({
      from: 'db-02',
      to: 'db-01',
      type: 'depends_on',
      kind: 'functional',
      group: null,
      replication: true,
    });
  });

  it('finds the services that reach a CI, through groups and hosts', () => {
    const names = (id: string): string[] => storm.servicesOf(id).map((service) => service.id);
    expect(names('db-01')).toEqual(['shop']);
    expect(names('srv-05')).toEqual(['batch']);
    expect(names('sw-core-02')).toEqual(['shop', 'batch', 'logs', 'remote-admin', 'internet-access']);
    expect(names('shop')).toEqual([]);
  });

  it('gives site, groups and the sum of users', () => {
    expect(storm.site('db-01')).toBe('dc1');
    expect(storm.groupsOf('srv-05').map((group) => group.id)).toEqual(['batch-farm']);
    expect(storm.users).toBe(1580);
  });
});

describe('buildGraph on a broken CMDB', () => {
  it('skips and reports dangling relations', () => {
    const graph = graphOf({ cis: [{ id: 'a' }], relations: [{ from: 'a', to: 'ghost', type: 'runs_on' }] });
    expect(graph.dependencies('a')).toEqual([]);
    expect(graph.dangling).toEqual([{ from: 'a', to: 'ghost', type: 'runs_on' }]);
  });

  it('ends on cycles and self references', () => {
    const graph = graphOf({
      cis: [{ id: 'a' }, { id: 'b' }],
      relations: [
        { from: 'a', to: 'b', type: 'runs_on' },
        { from: 'b', to: 'a', type: 'runs_on' },
        { from: 'a', to: 'a', type: 'runs_on' },
      ],
    });
    expect([...graph.cisBelow('a')]).toEqual(['b']);
    expect([...graph.leavesBelow('a')]).toEqual([]);
    expect(graph.dependencies('a')).toHaveLength(1);
  });

  it('flattens groups inside groups, cycles of groups included', () => {
    const graph = graphOf({
      cis: [{ id: 'a' }, { id: 'b' }],
      groups: [
        { id: 'g', members: ['a', 'h', 'ghost'], needs: 1 },
        { id: 'h', members: ['b', 'g'], needs: 1 },
      ],
    });
    expect(graph.group('g')?.members).toEqual(['a', 'b']);
    expect(graph.group('h')?.members).toEqual(['b', 'a']);
  });

  it('reads member_of a group as membership, not as dependency', () => {
    const graph = graphOf({
      cis: [{ id: 'a' }, { id: 'b' }],
      groups: [{ id: 'g', members: ['a'], needs: 1 }],
      relations: [{ from: 'b', to: 'g', type: 'member_of' }],
    });
    expect(graph.group('g')?.members).toEqual(['a', 'b']);
    expect(graph.dependencies('b')).toEqual([]);
  });

  it('knows nothing of ids such as __proto__ unless a CI has it', () => {
    expect(storm.ci('__proto__')).toBeUndefined();
    expect(storm.dependencies('constructor')).toEqual([]);
    expect(storm.groupsOf('toString')).toEqual([]);
  });

  it('keeps the first of two CIs of one id, and a CI before a service', () => {
    const graph = graphOf({
      cis: [
        { id: 'a', class: 'vm' },
        { id: 'a', class: 'server' },
      ],
      services: [{ id: 'a', name: 'A' }],
    });
    expect(graph.ci('a')?.class).toBe('vm');
    expect(graph.service('a')).toBeUndefined();
  });
});
