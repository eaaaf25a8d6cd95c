// An event that only informs: told as it is, nothing opens and nothing is remembered.
import type { Event } from '../../domain/event.ts';
import type { Condition, FoldContext, Folded } from './condition.ts';
import { newAlert, questionOf } from './open-episode.ts';

/** Its alert begins and ends at once. */
export function foldInfo(condition: Condition, event: Event, context: FoldContext): Folded {
  const alert = newAlert(event, context, context.bind(questionOf(event, context.sourceType)));
  return { condition, changes: [{ change: 'informed', alert: { ...alert, clearedAt: alert.openedAt } }], sayings: [] };
}
