// The CMDB as judging and binding walk it: immutable, indexed, in file order, safe on cycles and dangling ends.
import type { Ci, Cmdb, RedundancyGroup, Relation, Service } from '../../domain/cmdb.ts';
import { appendTo, buildMembership, expandRelations } from './edges.ts';
import type { Edge } from './edges.ts';

export interface CmdbGraph {
  readonly cmdb: Cmdb;
  ci(id: string): Ci | undefined;
  service(id: string): Service | undefined;
  /** Its members are CIs and services: inner groups flattened, `member_of` relations counted, unknown ids left out. */
  group(id: string): RedundancyGroup | undefined;
  cis(): readonly Ci[];
  services(): readonly Service[];
  /** What it depends on: one edge per target, members of a group each with `group` set. */
  dependencies(id: string): readonly Edge[];
  /** Who depends on it. */
  dependents(id: string): readonly Edge[];
  /** Number of distinct CIs that depend on it directly, replication included. */
  fanIn(id: string): number;
  /** Every CI that reaches it through hosting edges, itself left out. Memoised. */
  cisBelow(id: string): ReadonlySet<string>;
  /** Those of `cisBelow` on which nothing is hosted. Memoised. */
  leavesBelow(id: string): ReadonlySet<string>;
  /** Every CI that it reaches through hosting edges, nearest first, itself left out. Memoised. */
  cisAbove(id: string): ReadonlySet<string>;
  /** Services that reach it by any edges, in file order; a service is not its own. Memoised. */
  servicesOf(id: string): readonly Service[];
  /** Redundancy groups that it is a member of. */
  groupsOf(id: string): readonly RedundancyGroup[];
  /** The CI's site, null if it has none. */
  site(id: string): string | null;
  /** Users summed over all services: an upper bound, a user may use several. */
  readonly users: number;
  /** Relations that name something unknown, skipped. */
  readonly dangling: readonly Relation[];
}

export function buildGraph(cmdb: Cmdb): CmdbGraph {
  const cis = indexById(cmdb.cis);
  const services = indexById(cmdb.services.filter((service) => !cis.has(service.id)));
  const nodes = new Set([...cis.keys(), ...services.keys()]);
  const membership = buildMembership(cmdb, nodes);
  const { edges, dangling } = expandRelations(cmdb, nodes, membership);
  const down = new Map<string, Edge[]>();
  const up = new Map<string, Edge[]>();
  for (const edge of edges) {
    appendTo(down, edge.from, edge);
    appendTo(up, edge.to, edge);
  }
  return {
    cmdb,
    dangling,
    users: cmdb.services.reduce((sum, service) => sum + service.users, 0),
    ...nodeLookups(cis, services, membership),
    ...edgeLookups({ cis, services, down, up }),
  };
}

type NodeLookups = Pick<CmdbGraph, 'ci' | 'service' | 'group' | 'cis' | 'services' | 'groupsOf' | 'site'>;

function nodeLookups(
  cis: ReadonlyMap<string, Ci>,
  services: ReadonlyMap<string, Service>,
  membership: ReturnType<typeof buildMembership>,
): NodeLookups {
  const lists = { cis: [...cis.values()], services: [...services.values()] };
  const none: readonly RedundancyGroup[] = [];
  const groupsOf = new Map<string, readonly RedundancyGroup[]>();
  for (const [member, ids] of membership.groupsOf) {
    groupsOf.set(
      member,
      ids.flatMap((id) => membership.groups.get(id) ?? []),
    );
  }
  return {
    ci: (id) => cis.get(id),
    service: (id) => services.get(id),
    group: (id) => membership.groups.get(id),
    cis: () => lists.cis,
    services: () => lists.services,
    groupsOf: (id) => groupsOf.get(id) ?? none,
    site: (id) => cis.get(id)?.site ?? null,
  };
}

interface Adjacency {
  readonly cis: ReadonlyMap<string, Ci>;
  readonly services: ReadonlyMap<string, Service>;
  readonly down: ReadonlyMap<string, readonly Edge[]>;
  readonly up: ReadonlyMap<string, readonly Edge[]>;
}

type EdgeLookups = Pick<
  CmdbGraph,
  'dependencies' | 'dependents' | 'fanIn' | 'cisBelow' | 'leavesBelow' | 'cisAbove' | 'servicesOf'
>;

function edgeLookups({ cis, services, down, up }: Adjacency): EdgeLookups {
  const none: readonly Edge[] = [];
  const dependencies = (id: string): readonly Edge[] => down.get(id) ?? none;
  const dependents = (id: string): readonly Edge[] => up.get(id) ?? none;
  const hostedOn = (id: string): string[] =>
    dependents(id)
      .filter((edge) => edge.kind === 'hosting')
      .map((edge) => edge.from);
  const hostOf = (id: string): string[] =>
    dependencies(id)
      .filter((edge) => edge.kind === 'hosting')
      .map((edge) => edge.to);
  const isCi = (id: string): boolean => cis.has(id);
  const cisBelow = memoise((id) => new Set([...reach(id, hostedOn)].filter(isCi)));
  const order = new Map([...services.keys()].map((id, position) => [id, position]));
  return {
    dependencies,
    dependents,
    cisBelow,
    fanIn: memoise(
      (id) =>
        new Set(
          dependents(id)
            .map((edge) => edge.from)
            .filter(isCi),
        ).size,
    ),
    leavesBelow: memoise((id) => new Set([...cisBelow(id)].filter((below) => !hostedOn(below).some(isCi)))),
    cisAbove: memoise((id) => new Set([...reach(id, hostOf)].filter(isCi))),
    servicesOf: memoise((id) =>
      [...reach(id, (at) => dependents(at).map((edge) => edge.from))]
        .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
        .flatMap((at) => services.get(at) ?? []),
    ),
  };
}

/** Everything reached from `start` by steps, nearest first, `start` left out; each visited once, so cycles end. */
function reach(start: string, next: (id: string) => readonly string[]): Set<string> {
  const reached = new Set<string>([start]);
  for (const id of reached) for (const to of next(id)) reached.add(to);
  reached.delete(start);
  return reached;
}

function memoise<T>(compute: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const computed = compute(id);
    known.set(id, computed);
    return computed;
  };
}

/** The first of each id counts; later ones are reported by `findCmdbFaults`. */
function indexById<T extends { readonly id: string }>(entries: readonly T[]): Map<string, T> {
  const index = new Map<string, T>();
  for (const entry of entries) if (!index.has(entry.id)) index.set(entry.id, entry);
  return index;
}
