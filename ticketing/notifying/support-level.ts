// Who answers for an incident at each support level, and which level comes next.
import type { Incident } from '../../domain/incident.ts';
import { supportLevels } from '../../domain/notice.ts';
import type { NotifyPolicy } from '../../domain/notify-policy.ts';

export function peopleAt(level: number, incident: Incident, notify: NotifyPolicy): readonly string[] {
  const name = supportLevels[level];
  if (name === undefined) return [];
  const team = incident.assignedTeam ?? incident.team;
  const own = team !== null && Object.hasOwn(notify.teams, team) ? notify.teams[team]?.[name] : undefined;
  const named = own ?? notify.levels[name] ?? [];
  return named.filter((recipient) => Object.hasOwn(notify.recipients, recipient));
}

/** Whether this recipient answers for it at any level, or only hears of it. */
export function isAnswering(recipient: string, incident: Incident, notify: NotifyPolicy): boolean {
  return supportLevels.some((_, level) => peopleAt(level, incident, notify).includes(recipient));
}

/** Levels that nobody answers at are passed over; null: there is none above. */
export function levelAbove(level: number, incident: Incident, notify: NotifyPolicy): number | null {
  for (let next = level + 1; next < supportLevels.length; next += 1)
    if (peopleAt(next, incident, notify).length > 0) return next;
  return null;
}
