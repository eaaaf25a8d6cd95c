// Which ticketing systems get a ticket of each incident, and in whose language.
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';
import { shownSink } from '../config/site-policy.ts';
import type { Site } from '../config/load-site.ts';

export function plannedSinks({ sinks, config }: Pick<Site, 'sinks' | 'config'>): PlannedSink[] {
  const { mode } = config.ticketing;
  return [...sinks].map(([name, section]) => {
    return { name: shownSink(name, mode), language: section.language ?? config.language };
  });
}
