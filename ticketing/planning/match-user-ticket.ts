// Decides whether a person's ticket tells of something that burns, and whether it reports trouble or asks for service. Pure.
import type { Incident } from '../../domain/incident.ts';
import type { UserTicket } from '../../domain/ticket.ts';
import { servicesHitNow } from '../wording/services-hit.ts';

export interface UserTicketMatch {
  readonly incident: string;
  /** The service or CI by which it was known, as it is named. */
  readonly by: string;
}

/** Shorter names stand in too many words. */
const shortestName = 4;

/** Blind to case, accents and punctuation: ` the web shop is down `. */
function folded(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** What people write of trouble, folded, in both languages. A seed: a form that asks for service says none of these. */
const trouble =
  / (?:down|error|errors|fails?|failed|failing|broken|slow|stuck|crash\w*|outage|cannot|can t|unable|unavailable|unreachable|no access|not work\w*|does not|doesn t|panne|erreurs?|bloque\w*|lent\w*|plante\w*|impossible|indisponible|inaccessible|ne (?:marche|fonctionne|repond)\w*|n arrive|hors service|coupure) /u;

/** A request that tells of no trouble is left to those who fulfil requests. */
export function tellsOfTrouble({ kind, title, text }: UserTicket): boolean {
  return kind === 'incident' || (kind === 'request' && trouble.test(folded(`${title} ${text}`)));
}

/** By services hit, then by CIs: what users know comes first. */
function namesOf(incident: Incident): readonly string[] {
  const services = servicesHitNow(incident).flatMap(({ name, id }) => [name, id]);
  const roots = incident.rootCandidates.slice(0, 1).flatMap(({ ciName, ci }) => [ciName, ci]);
  const hosts = incident.leadAlerts.map(({ host }) => host);
  return [...services, ...roots, ...incident.cis.map(({ ci }) => ci), ...hosts];
}

function knownBy(incident: Incident, told: string): string | null {
  const named = namesOf(incident).find((name) => name.length >= shortestName && told.includes(folded(name)));
  return named ?? null;
}

/** The worst of those that fit: priority, then users, then age. */
export function matchUserTicket(ticket: UserTicket, open: readonly Incident[]): UserTicketMatch | null {
  const told = folded(`${ticket.title} ${ticket.text}`);
  const worst = [...open].sort(
    (a, b) => a.priority - b.priority || b.users - a.users || a.incidentAt - b.incidentAt || (a.id < b.id ? -1 : 1),
  );
  for (const incident of worst) {
    const by = knownBy(incident, told);
    if (by !== null) return { incident: incident.id, by };
  }
  return null;
}
