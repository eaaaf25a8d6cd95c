// The simulated company: four sites on a real backbone, some 300 CIs, twelve services with redundancy.
import { z } from 'zod';
import type { ToldCmdb } from '../story.ts';
import type { Chance } from './chance.ts';

const NodeId = z.union([z.number(), z.string()]).transform(String);

export const Topology = z.object({
  topology: z.string(),
  nodes: z.array(z.object({ id: NodeId })),
  links: z.array(z.tuple([NodeId, NodeId, z.number()])),
});
export type Topology = z.infer<typeof Topology>;

const siteCount = 4;
const hostsPerSite = 8;
const machinesPerHost = 8;

export interface SimulatedService {
  readonly id: string;
  readonly criticality: 'critical' | 'high' | 'medium' | 'low';
  readonly users: number;
  readonly web: readonly string[];
  readonly database: string;
}

export interface Site {
  readonly id: string;
  readonly router: string;
  readonly switches: readonly string[];
  readonly hosts: readonly string[];
  readonly machinesOn: ReadonlyMap<string, readonly string[]>;
  readonly hostsOn: ReadonlyMap<string, readonly string[]>;
  readonly services: readonly SimulatedService[];
}

export interface Estate {
  readonly sites: readonly Site[];
  readonly cmdb: ToldCmdb;
}

/** Criticality and users of a site's three services. */
const portfolio = [
  { criticality: 'critical', users: 700 },
  { criticality: 'medium', users: 90 },
  { criticality: 'low', users: 30 },
] as const;

export function buildEstate(topologies: readonly Topology[], chance: Chance): Estate {
  const fitting = topologies.filter(({ nodes }) => nodes.length >= siteCount);
  const backbone = chance.pick(fitting);
  const sites = busiest(backbone).map((_, at) => buildSite(`site-${at + 1}`));
  const links = wanLinks(backbone, sites);
  return { sites, cmdb: cmdbOf(sites, links) };
}

/** The nodes with most links: a company builds where the lines meet. */
function busiest({ nodes, links }: Topology): string[] {
  const degree = (id: string): number => links.filter(([from, to]) => from === id || to === id).length;
  return nodes
    .map(({ id }) => id)
    .sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1))
    .slice(0, siteCount);
}

/** Sites whose nodes are linked on the backbone; the others reach the first one. */
function wanLinks(backbone: Topology, sites: readonly Site[]): [string, string][] {
  const chosen = busiest(backbone);
  return sites.slice(1).map((site, at) => {
    const node = chosen[at + 1];
    const linked = chosen.findIndex((other) =>
      backbone.links.some(([a, b]) => (a === node && b === other) || (b === node && a === other)),
    );
    const via = sites[Math.max(0, Math.min(linked, at))] ?? site;
    return [site.router, via.router];
  });
}

function buildSite(id: string): Site {
  const name = (kind: string, n: number): string => `${id}-${kind}-${String(n).padStart(2, '0')}`;
  const numbered = (kind: string, count: number): string[] => [...Array(count).keys()].map((n) => name(kind, n + 1));
  const switches = numbered('sw', 4);
  const hosts = numbered('host', hostsPerSite);
  const machines = numbered('vm', hostsPerSite * machinesPerHost);
  const machinesOn = new Map(hosts.map((host, at) => [host, machines.filter((_, n) => n % hostsPerSite === at)]));
  const hostsOn = new Map(switches.map((each, at) => [each, hosts.filter((_, n) => n % switches.length === at)]));
  const services = portfolio.map(({ criticality, users }, at) => ({
    id: `${id}-service-${at + 1}`,
    criticality,
    users,
    web: machines.slice(at * 9, at * 9 + 4),
    database: machines[at * 9 + 4] ?? '',
  }));
  return { id, router: `${id}-router`, switches, hosts, machinesOn, hostsOn, services };
}

function cmdbOf(sites: readonly Site[], links: readonly (readonly [string, string])[]): ToldCmdb {
  const hangs = (from: string, to: string, type: string): ToldCmdb['relations'][number] => ({ from, to, type });
  return {
    sites: sites.map(({ id }) => ({ id })),
    cis: sites.flatMap((site) => [
      { id: site.router, class: 'router', site: site.id },
      ...site.switches.map((id) => ({ id, class: 'switch', site: site.id })),
      ...site.hosts.map((id) => ({ id, class: 'server', site: site.id })),
      ...[...site.machinesOn.values()].flat().map((id) => ({ id, class: 'vm', site: site.id })),
    ]),
    services: sites.flatMap(({ services }) =>
      services.map(({ id, criticality, users }) => ({ id, name: id, criticality, users })),
    ),
    groups: sites.flatMap(({ services }) =>
      services.map(({ id, web }) => ({ id: `${id}-web`, members: web, needs: 2 })),
    ),
    relations: [
      ...links.map(([from, to]) => hangs(from, to, 'connected_to')),
      ...sites.flatMap((site) => [
        ...site.switches.map((each) => hangs(each, site.router, 'connected_to')),
        ...[...site.hostsOn].flatMap(([each, hosts]) => hosts.map((host) => hangs(host, each, 'connected_to'))),
        ...[...site.machinesOn].flatMap(([host, machines]) =>
          machines.map((machine) => hangs(machine, host, 'runs_on')),
        ),
        ...site.services.flatMap(({ id, web, database }) => [
          hangs(id, `${id}-web`, 'depends_on'),
          ...web.map((machine) => hangs(machine, database, 'depends_on')),
        ]),
      ]),
    ],
  };
}
