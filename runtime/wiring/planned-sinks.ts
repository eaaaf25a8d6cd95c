// Which ticketing systems get a ticket of each incident, and in whose language.
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';
import type { Site } from '../config/load-site.ts';

export function plannedSinks({ sinks, config }: Pick<Site, 'sinks' | 'config'>): PlannedSink[] {
  return [...sinks].map(([name, section]) => ({ name, language: section.language ?? config.language }));
}
