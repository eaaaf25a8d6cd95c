// The impact graph of an incident, with how many of its alerts each CI has.
import type { Incident } from '../../domain/incident.ts';
import { memberPage, situationsOf } from '../reading/incident-members.ts';
import type { ImpactGraph } from './cmdb-contract.ts';
import { impactGraph } from './impact-graph.ts';
import type { View } from './view.ts';

/** Members counted per CI; beyond, the numbers say "at least". */
const countedMembers = 1_000;

export async function showImpact(incident: Incident, { reader, graph }: View): Promise<ImpactGraph> {
  const situations = await situationsOf(reader, incident.id, countedMembers);
  const { alerts } = await memberPage(reader, situations, { after: null, limit: countedMembers });
  const byCi = new Map<string, number>();
  for (const { binding } of alerts) if (binding !== null) byCi.set(binding.ci, (byCi.get(binding.ci) ?? 0) + 1);
  return impactGraph(incident, graph, byCi);
}
