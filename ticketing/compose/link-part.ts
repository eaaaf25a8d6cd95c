// Where a technician sees more than a ticket holds: the incident's page of the console.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

/** Null: the site names no address at which the console is reached. */
export function linkPart({ id }: Pick<Incident, 'id'>, { consoleUrl }: Policy, voice: Voice): string | null {
  if (consoleUrl === undefined) return null;
  const page = `${consoleUrl}/incidents/${encodeURIComponent(id)}`;
  return say(voice, {
    en: `Evidence, time line and each decision: ${page}`,
    fr: `Preuves, chronologie et chaque décision : ${page}`,
  });
}
