import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { findCmdbFaults } from './faults.ts';

function faultsOf(parts: object): string[] {
  return findCmdbFaults(Cmdb.parse({ version: 1, ...parts }), 'UTC').map(
    ({ code, path, fix }) => `${code} ${path}: ${fix}`,
  );
}

describe('findCmdbFaults', () => {
  it('finds nothing in the recorded CMDB', () => {
    const storm: unknown = JSON.parse(readFileSync('tests/fixtures/storm/cmdb.json', 'utf8'));
    expect(faultsOf(storm as object)).toEqual([]);
  });

  const ab = { cis: [{ id: 'web-01' }, { id: 'web-02' }] };
  it.each<[string, object, string[]]>([
    [
      'dangling relation',
      { ...ab, relations: [{ from: 'web-01', to: 'web-03', type: 'runs_on' }] },
      ['dangling-reference relations[0].to: Did you mean "web-01"?'],
    ],
    [
      'far dangling relation',
      { ...ab, relations: [{ from: 'nowhere', to: 'web-01', type: 'runs_on' }] },
      ['dangling-reference relations[0].from: Add "nowhere", or take it out here.'],
    ],
    [
      'relation to itself',
      { ...ab, relations: [{ from: 'web-01', to: 'web-01', type: 'runs_on' }] },
      ['self-reference relations[0]: Remove it.'],
    ],
    [
      'unknown site and team',
      { cis: [{ id: 'a', site: 'x', owner: 'y' }] },
      [
        'dangling-reference cis[0].site: Add "x", or take it out here.',
        'dangling-reference cis[0].owner: Add "y", or take it out here.',
      ],
    ],
    [
      'unknown member',
      { ...ab, groups: [{ id: 'g', members: ['web-01', 'q'], needs: 1 }] },
      ['dangling-reference groups[0].members[1]: Add "q", or take it out here.'],
    ],
    [
      'unknown CI in a window',
      { ...ab, maintenance: [{ id: 'm', cis: ['zzz'], from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }] },
      ['dangling-reference maintenance[0].cis[0]: Add "zzz", or take it out here.'],
    ],
    [
      'window that ends first',
      { ...ab, maintenance: [{ id: 'm', cis: ['web-01'], from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }] },
      ['empty-window maintenance[0]: Swap from and to.'],
    ],
    [
      'one id twice',
      { cis: [{ id: 'a' }], services: [{ id: 'a', name: 'A' }] },
      ['duplicate-id services[0].id: Give it an id of its own, or remove it.'],
    ],
    [
      'alias of two',
      {
        cis: [
          { id: 'a', aliases: ['X'] },
          { id: 'b', aliases: ['x'] },
        ],
      },
      ['duplicate-alias cis[1].aliases[0]: Leave it with the one CI that it names.'],
    ],
    [
      'alias that is another name',
      {
        cis: [
          { id: 'a', name: 'b.example.net' },
          { id: 'c', aliases: ['b.example.net'] },
        ],
      },
      [
        'duplicate-alias cis[1].aliases[0]: Leave it with the one CI that it names.',
        'ambiguous-name cis[1].aliases[0]: Add "b" as an alias of the one that it should mean.',
      ],
    ],
    [
      'short name of two',
      {
        cis: [
          { id: '1', name: 'a.x' },
          { id: '2', name: 'a.y' },
        ],
      },
      ['ambiguous-name cis[1].name: Add "a" as an alias of the one that it should mean.'],
    ],
    [
      'loopback',
      { cis: [{ id: 'a', aliases: ['127.0.0.1', '127.0.0.1:9100'] }] },
      ['loopback-alias cis[0].aliases[0]: Name it with its port, as 127.0.0.1:9100.'],
    ],
    [
      'hours',
      { services: [{ id: 's', name: 'S', hours: 'always' }] },
      ['unknown-hours services[0].hours: Write it as "Mo-Fr 07:00-20:00 Europe/Paris".'],
    ],
    ['class', { cis: [{ id: 'a', class: 'swich' }] }, ['unknown-class cis[0].class: Did you mean "switch"?']],
    [
      'group that never holds',
      {
        ...ab,
        groups: [{ id: 'g', members: ['web-01'], needs: 3 }],
        relations: [{ from: 'web-02', to: 'g', type: 'member_of' }],
      },
      ['group-needs-too-many groups[0].needs: Lower needs to at most 2, or add members.'],
    ],
    [
      'cycle of services',
      {
        services: [
          { id: 's', name: 'S' },
          { id: 't', name: 'T' },
        ],
        relations: [
          { from: 's', to: 't', type: 'depends_on' },
          { from: 't', to: 's', type: 'depends_on' },
        ],
      },
      ['service-cycle services[0]: Remove one of these dependencies; until then each is walked once.'],
    ],
    [
      'cycle through a group',
      {
        services: [{ id: 's', name: 'S' }],
        groups: [{ id: 'g', members: ['s'], needs: 1 }],
        relations: [{ from: 's', to: 'g', type: 'depends_on' }],
      },
      ['service-cycle services[0]: Remove one of these dependencies; until then each is walked once.'],
    ],
    [
      'cycle of groups',
      {
        groups: [
          { id: 'g', members: ['h'], needs: 1 },
          { id: 'h', members: ['g'], needs: 1 },
        ],
      },
      ['group-cycle groups[0]: Remove one of these dependencies; until then each is walked once.'],
    ],
  ])('%s', (_name, parts, expected) => {
    expect(faultsOf(parts)).toEqual(expected);
  });

  it('takes a short name that one CI has as its own for that one', () => {
    const cis = [
      { id: 'a', name: 'a.paris.example.net' },
      { id: 'b', name: 'a.lyon.example.net' },
    ];
    expect(faultsOf({ cis })).toEqual([]);
  });

  it('walks a chain of 50,000 services', () => {
    const services = Array.from({ length: 50_000 }, (_none, index) => ({ id: `s${index}`, name: 'S' }));
    const relations = services.slice(1).map(({ id }, index) => ({ from: `s${index}`, to: id, type: 'depends_on' }));
    expect(faultsOf({ services, relations })).toEqual([]);
  });
});
