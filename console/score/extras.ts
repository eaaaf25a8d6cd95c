// Incidents that answer to no true one: allowed, forbidden, made of optional alerts alone, or unexpected.
import type { Found, FoundIncident } from './found.ts';
import type { LabelledAlert } from './label-alerts.ts';
import type { MayOpen, Truth } from './truth.ts';
import { alertMatches } from './wildcard.ts';

export interface Extra {
  readonly incident: string;
  readonly number: string;
  readonly kind: 'allowed' | 'forbidden' | 'optional' | 'unexpected';
  /** The label's reason, empty if no label speaks of it. */
  readonly why: string;
}

export function judgeExtras(truth: Truth, found: Found, labelled: readonly LabelledAlert[]): Extra[] {
  const alive = found.incidents.filter(({ mergedInto }) => mergedInto === null);
  return alive.flatMap((incident) => {
    const held = labelled.filter(({ alert }) => alert.incident === incident.id);
    if (held.some((one) => one.truth !== null)) return [];
    return [{ incident: incident.id, number: incident.number, ...kindOf(incident, held, truth) }];
  });
}

/** A forbidden alert outweighs what is allowed besides. */
function kindOf(
  incident: FoundIncident,
  held: readonly LabelledAlert[],
  { mustNotOpen, mayOpen }: Truth,
): Pick<Extra, 'kind' | 'why'> {
  const surely = held.filter(({ optional }) => optional.length === 0);
  const forbidden = mustNotOpen.find((pattern) => held.some(({ alert }) => alertMatches(pattern, alert)));
  if (forbidden !== undefined) return { kind: 'forbidden', why: forbidden.why };
  if (held.length > 0 && surely.length === 0) return { kind: 'optional', why: '' };
  const allowed = mayOpen.find((label) => allows(label, incident, held));
  return allowed === undefined ? { kind: 'unexpected', why: '' } : { kind: 'allowed', why: allowed.why };
}

function allows(label: MayOpen, incident: FoundIncident, held: readonly LabelledAlert[]): boolean {
  const { category, priority, major } = label;
  return (
    (category === undefined || category === incident.category) &&
    (priority === undefined || priority.includes(incident.priority)) &&
    (major === undefined || major === (incident.major !== null)) &&
    held.length > 0 &&
    held.every(({ alert }) => alertMatches(label, alert))
  );
}
