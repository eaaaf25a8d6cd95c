// What the header of a storm's summary lists: its members by what burns, priority and time.
import type { Incident } from '../../../domain/incident.ts';
import { leadOf } from '../lead-alerts.ts';
import type { Scene } from '../scene.ts';
import type { SituationRow } from '../working-rows.ts';

/** A page that a person can read; the rest is counted. */
const mostListed = 50;
const mostServices = 3;

type Member = NonNullable<Incident['storm']>['members'][number];

/** Nothing for any other situation. */
export function stormFacts(scene: Scene, { id, storm }: SituationRow): Pick<Incident, 'storm'> {
  if (storm === undefined) return {};
  const members = scene.state.gatheredIn(id).sort(byWeight);
  const burning = members.filter(({ open }) => open > 0);
  const listed = members.slice(0, mostListed).map((member) => told(scene, member));
  const { place, since } = storm;
  return { storm: { place, since, count: members.length, open: burning.length, members: listed } };
}

/** The worst first, of those that burn. */
export function byWeight(a: SituationRow, b: SituationRow): number {
  const priority = ({ gathered }: SituationRow): number => gathered?.judged.priority ?? 5;
  return (
    Number(a.open === 0) - Number(b.open === 0) ||
    priority(a) - priority(b) ||
    a.firstAlertAt - b.firstAlertAt ||
    (a.id < b.id ? -1 : 1)
  );
}

function told({ state }: Scene, member: SituationRow): Member {
  const [cause] = member.rootCandidates;
  const lead = leadOf(state.presencesOf(member.id));
  return {
    situation: member.id,
    priority: member.gathered?.judged.priority ?? 5,
    since: member.firstAlertAt,
    endedAt: member.open > 0 ? null : (member.lastEndAt ?? member.lastClearAt),
    cause: cause === undefined ? null : { ci: cause.ci, name: cause.ciName },
    lead: lead === undefined ? null : { name: lead.name, host: lead.host },
    services: (member.gathered?.judged.services ?? []).slice(0, mostServices).map(({ name }) => name),
    alerts: member.total,
  };
}
