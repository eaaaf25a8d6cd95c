// Which ticketing systems get a ticket of each incident, and in whose language.
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';
import type { SinkKind } from '../../ticketing/sink-kind.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import type { SinkConfig } from '../config/sink-section.ts';
import { shownSink } from '../config/site-policy.ts';
import type { Site } from '../config/load-site.ts';

export function plannedSinks({ sinks, config }: Pick<Site, 'sinks' | 'config'>): PlannedSink[] {
  const { mode } = config.ticketing;
  return [...sinks].map(([name, section]) => {
    const language = section.language ?? config.language;
    return {
      ...{ name: shownSink(name, mode), language },
      ...(keepsProblems(section) ? { problems: true } : {}),
      ...(mode === 'act' && kindOf(section).isRead ? { heard: true } : {}),
    };
  });
}

function keepsProblems(section: SinkConfig): boolean {
  return kindOf(section).keepsProblems?.(section) ?? false;
}

function kindOf({ type }: SinkConfig): SinkKind<unknown> {
  return sinkKinds[type] as SinkKind<unknown>;
}
