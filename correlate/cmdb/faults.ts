// Finds what is wrong in a CMDB: told by `vigie check` and the quality list, never a reason to stop.
import { closest, distance } from 'fastest-levenshtein';
import type { Cmdb } from '../../domain/cmdb.ts';
import { appendTo } from './edges.ts';
import type { CmdbFault } from './cmdb-fault.ts';
import { findCycles } from './cycles.ts';
import { parseServiceHours } from '../../domain/service-hours.ts';
import { sharedNames } from './shared-names.ts';

const knownClasses: ReadonlySet<string> = new Set([
  'server',
  'vm',
  'switch',
  'router',
  'firewall',
  'loadbalancer',
  'storage',
  'database',
  'application',
  'container',
  'printer',
  'power',
  'link',
  'other',
]);

/** In file order within each kind of fault. `defaultZone`: for service hours that name none. */
export function findCmdbFaults(cmdb: Cmdb, defaultZone: string): CmdbFault[] {
  return [
    ...duplicateIds(cmdb),
    ...danglingReferences(cmdb),
    ...cycles(cmdb),
    ...groupSizes(cmdb),
    ...sharedNames(cmdb),
    ...hours(cmdb, defaultZone),
    ...classes(cmdb),
    ...windows(cmdb),
  ];
}

type Located = readonly { readonly id: string; readonly path: string }[];

function locate(name: string, entries: readonly { readonly id: string }[]): Located {
  return entries.map(({ id }, index) => ({ id, path: `${name}[${index}].id` }));
}

/** CIs, services and groups share one space, since relations name any of them. */
function duplicateIds({ cis, services, groups, sites, teams, maintenance }: Cmdb): CmdbFault[] {
  const nodes = [...locate('cis', cis), ...locate('services', services), ...locate('groups', groups)];
  const spaces = [nodes, locate('sites', sites), locate('teams', teams), locate('maintenance', maintenance)];
  return spaces.flatMap((space) => {
    const first = new Map<string, string>();
    return space.flatMap(({ id, path }): CmdbFault[] => {
      const before = first.get(id);
      if (before === undefined) first.set(id, path);
      if (before === undefined) return [];
      const message = `"${id}" is already the id at ${before}; this one is left out`;
      return [
        {
          ...{ code: 'duplicate-id', severity: 'error', path, message, names: [id, before] },
          fix: 'Give it an id of its own, or remove it.',
        },
      ];
    });
  });
}

interface Reference {
  readonly path: string;
  readonly id: string;
  readonly space: 'node' | 'ci' | 'site' | 'team';
}

function* references({ cis, services, groups, relations, maintenance }: Cmdb): Generator<Reference> {
  for (const [index, { site, owner }] of cis.entries()) {
    if (site !== undefined) yield { path: `cis[${index}].site`, id: site, space: 'site' };
    if (owner !== undefined) yield { path: `cis[${index}].owner`, id: owner, space: 'team' };
  }
  for (const [index, { owner }] of services.entries()) {
    if (owner !== undefined) yield { path: `services[${index}].owner`, id: owner, space: 'team' };
  }
  for (const [index, { from, to }] of relations.entries()) {
    yield { path: `relations[${index}].from`, id: from, space: 'node' };
    yield { path: `relations[${index}].to`, id: to, space: 'node' };
  }
  for (const [index, { members }] of groups.entries()) {
    for (const [at, id] of members.entries()) yield { path: `groups[${index}].members[${at}]`, id, space: 'node' };
  }
  for (const [index, { cis: named }] of maintenance.entries()) {
    for (const [at, id] of named.entries()) yield { path: `maintenance[${index}].cis[${at}]`, id, space: 'ci' };
  }
}

function danglingReferences(cmdb: Cmdb): CmdbFault[] {
  const idsOf = (...lists: (readonly { readonly id: string }[])[]): string[] => lists.flat().map(({ id }) => id);
  const spaces = {
    node: new Set(idsOf(cmdb.cis, cmdb.services, cmdb.groups)),
    ci: new Set(idsOf(cmdb.cis)),
    site: new Set(idsOf(cmdb.sites)),
    team: new Set(idsOf(cmdb.teams)),
  };
  const dangling: CmdbFault[] = [];
  for (const { path, id, space } of references(cmdb)) {
    if (spaces[space].has(id)) continue;
    const near = dangling.length < suggestedAtMost ? nearest(id, spaces[space]) : null;
    const fix = near === null ? `Add "${id}", or take it out here.` : `Did you mean "${near}"?`;
    const message = `nothing is called "${id}"; it is left out here`;
    dangling.push({ code: 'dangling-reference', severity: 'error', path, message, fix, names: [id, near ?? ''] });
  }
  for (const [index, { from, to }] of cmdb.relations.entries()) {
    if (from !== to) continue;
    const message = `"${from}" depends on itself; left out`;
    dangling.push({
      code: 'self-reference',
      severity: 'error',
      path: `relations[${index}]`,
      message,
      names: [from],
      fix: 'Remove it.',
    });
  }
  return dangling;
}

/** Each suggestion looks at every id. */
const suggestedAtMost = 50;

function nearest(id: string, known: ReadonlySet<string>): string | null {
  if (known.size === 0) return null;
  const near = closest(id, [...known]);
  return distance(id, near) <= Math.floor(id.length / 4) ? near : null;
}

function cycles({ services, groups, relations }: Cmdb): CmdbFault[] {
  const serviceIds = new Set(services.map(({ id }) => id));
  const groupIds = new Map(groups.map((group, index) => [group.id, { members: group.members, index }]));
  const needs = new Map<string, string[]>();
  for (const { from, to } of relations) if (serviceIds.has(from) && from !== to) appendTo(needs, from, to);
  const next = (id: string): readonly string[] => groupIds.get(id)?.members ?? needs.get(id) ?? [];
  return findCycles([...serviceIds, ...groupIds.keys()], next).map((cycle): CmdbFault => {
    const ring = [...cycle, cycle[0]].join(' → ');
    const ofGroups = cycle.every((id) => groupIds.has(id));
    const first = cycle[0] ?? '';
    const index = ofGroups
      ? groups.findIndex(({ id }) => id === first)
      : services.findIndex(({ id }) => cycle.includes(id));
    return {
      code: ofGroups ? 'group-cycle' : 'service-cycle',
      severity: 'error',
      path: `${ofGroups ? 'groups' : 'services'}[${index}]`,
      message: `depends on itself: ${ring}`,
      names: [ring],
      fix: 'Remove one of these dependencies; until then each is walked once.',
    };
  });
}

function groupSizes({ groups, relations }: Cmdb): CmdbFault[] {
  return groups.flatMap(({ id, members, needs }, index): CmdbFault[] => {
    const joined = relations.filter(({ to, type }) => to === id && type === 'member_of').map(({ from }) => from);
    const size = new Set([...members, ...joined]).size;
    if (needs <= size) return [];
    const message = `"${id}" needs ${needs} members and has ${size}: it never holds`;
    const fix = `Lower needs to at most ${Math.max(1, size)}, or add members.`;
    const names = [id, String(needs), String(size)];
    return [{ code: 'group-needs-too-many', severity: 'error', path: `groups[${index}].needs`, message, fix, names }];
  });
}

function hours({ services }: Cmdb, defaultZone: string): CmdbFault[] {
  return services.flatMap(({ hours: text }, index): CmdbFault[] => {
    const parsed = text === undefined ? null : parseServiceHours(text, defaultZone);
    if (parsed === null || !('fault' in parsed)) return [];
    const message = `${parsed.fault}; taken as always`;
    const fix = 'Write it as "Mo-Fr 07:00-20:00 Europe/Paris".';
    const names = [text ?? ''];
    return [{ code: 'unknown-hours', severity: 'error', path: `services[${index}].hours`, message, fix, names }];
  });
}

function classes({ cis }: Cmdb): CmdbFault[] {
  return cis.flatMap(({ class: ciClass }, index): CmdbFault[] => {
    if (knownClasses.has(ciClass)) return [];
    const near = nearest(ciClass, knownClasses);
    const fix = near === null ? `Known are ${[...knownClasses].join(', ')}.` : `Did you mean "${near}"?`;
    const message = `"${ciClass}" is no class that Vigie knows; treated as other`;
    const names = [ciClass, near ?? ''];
    return [{ code: 'unknown-class', severity: 'warning', path: `cis[${index}].class`, message, fix, names }];
  });
}

function windows({ maintenance }: Cmdb): CmdbFault[] {
  return maintenance.flatMap(({ from, to }, index): CmdbFault[] => {
    if (Date.parse(from) < Date.parse(to)) return [];
    const message = 'ends before it begins: it covers nothing';
    return [
      {
        ...{ code: 'empty-window', severity: 'error', path: `maintenance[${index}]`, message, names: [] },
        fix: 'Swap from and to.',
      },
    ];
  });
}
