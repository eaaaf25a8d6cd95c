// How a CI, group or service of the impact graph stands, by what the incident says of it.
import type { Incident, ServiceHit } from '../../domain/incident.ts';
import type { ImpactGraph } from './cmdb-contract.ts';

type NodeState = ImpactGraph['nodes'][number]['state'];

export function stateOfCi(id: string, incident: Incident): NodeState {
  const told = incident.cis.find(({ ci }) => ci === id);
  if (told?.open === true && told.effect !== 'informs') return told.effect;
  if (isInferred(id, incident)) return 'inferred';
  return told === undefined ? 'up' : 'cleared';
}

/** Down by reasoning: its service says so, or it is a candidate that was never heard. */
function isInferred(id: string, incident: Incident): boolean {
  if (incident.state !== 'open') return false;
  const silent = incident.rootCandidates.find(({ ci }) => ci === id)?.against.includes('silent') ?? false;
  return silent || hitNow(incident).some(({ because }) => because.some(({ ci, inferred }) => inferred && ci === id));
}

export function stateOfService(id: string, incident: Incident): NodeState {
  const hit = incident.services.find((service) => service.id === id);
  if (hit === undefined) return 'up';
  return isHitNow(hit) && incident.state === 'open' ? hit.state : 'cleared';
}

export function stateOfGroup(id: string, incident: Incident): NodeState {
  if (incident.state !== 'open') return 'up';
  const told = hitNow(incident).flatMap(({ because }) => because.filter(({ group }) => group === id));
  const [first] = told;
  if (first?.up === undefined || first.up === null) return 'up';
  if (first.needs !== null && first.up < first.needs) return 'down';
  return first.size !== null && first.up < first.size ? 'degraded' : 'up';
}

function isHitNow({ restoredAt }: ServiceHit): boolean {
  return restoredAt === null || restoredAt === undefined;
}

function hitNow(incident: Incident): ServiceHit[] {
  return incident.services.filter(isHitNow);
}
