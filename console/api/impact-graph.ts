// The CMDB around an incident: what is hit, what may be the cause, what hangs between them, each with its state.
import type { Incident } from '../../domain/incident.ts';
import type { CmdbGraph } from '../../correlate/cmdb/graph.ts';
import type { ImpactGraph } from './cmdb-contract.ts';
import { stateOfCi, stateOfGroup, stateOfService } from './node-state.ts';

/** More than a person can look at. */
const nodeCeiling = 300;

type Node = ImpactGraph['nodes'][number];

/** `alertsByCi`: how many member alerts each CI has. */
export function impactGraph(
  incident: Incident,
  graph: CmdbGraph,
  alertsByCi: ReadonlyMap<string, number>,
): ImpactGraph {
  const wanted = wantedNodes(incident, graph);
  const ids = [...wanted].slice(0, nodeCeiling);
  const nodes = ids.flatMap((id) => nodeOf(id, incident, graph) ?? []);
  for (const node of nodes) node.alerts = alertsByCi.get(node.id) ?? 0;
  const shown = new Set(nodes.map(({ id }) => id));
  return { incident: incident.id, nodes, edges: edgesAmong(shown, graph), truncated: wanted.size > nodeCeiling };
}

/** Most telling first, so that a cut leaves the cause and the services. */
function wantedNodes(incident: Incident, graph: CmdbGraph): Set<string> {
  const wanted = new Set<string>();
  const [first] = incident.rootCandidates;
  for (const { ci } of incident.rootCandidates) wanted.add(ci);
  for (const { id, because } of incident.services) {
    wanted.add(id);
    for (const { ci, group } of because) for (const named of [ci, group]) if (named !== null) wanted.add(named);
  }
  for (const { ci } of incident.cis) wanted.add(ci);
  for (const ci of first?.explainsCis ?? []) wanted.add(ci);
  for (const id of [...wanted]) for (const between of connecting(id, graph)) wanted.add(between);
  return wanted;
}

/** Its groups, and what it hangs on directly. */
function connecting(id: string, graph: CmdbGraph): string[] {
  const groups = graph.groupsOf(id).map((group) => group.id);
  const hosts = graph.dependencies(id).map(({ group, to }) => group ?? to);
  return [...groups, ...hosts];
}

function nodeOf(id: string, incident: Incident, graph: CmdbGraph): Node | null {
  const root = incident.rootCandidates.find(({ ci }) => ci === id)?.score ?? null;
  const bare = { id, class: null, site: null, criticality: null, root, users: null, alerts: 0 };
  const ci = graph.ci(id);
  if (ci !== undefined) {
    const { name = id, class: kind, site = null, criticality } = ci;
    return { ...bare, kind: 'ci', name, class: kind, site, criticality, state: stateOfCi(id, incident) };
  }
  const service = graph.service(id);
  if (service !== undefined) {
    const { name, criticality, users } = service;
    return { ...bare, kind: 'service', name, criticality, users, state: stateOfService(id, incident) };
  }
  return graph.group(id) === undefined ? null : { ...bare, kind: 'group', name: id, state: stateOfGroup(id, incident) };
}

/** An edge to a group's member is drawn to the group, and from the group to each member shown. */
function edgesAmong(shown: ReadonlySet<string>, graph: CmdbGraph): ImpactGraph['edges'] {
  const edges = new Map<string, ImpactGraph['edges'][number]>();
  const draw = (from: string, to: string, type: string): void => {
    if (from !== to && shown.has(from) && shown.has(to))
      edges.set(JSON.stringify([from, to, type]), { from, to, type });
  };
  for (const id of shown) {
    for (const edge of graph.dependencies(id)) draw(id, edge.group ?? edge.to, edge.type);
    for (const member of graph.group(id)?.members ?? []) draw(id, member, 'member_of');
  }
  return [...edges.values()];
}
