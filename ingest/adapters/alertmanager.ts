// Alertmanager's webhook, version 4: a group of alerts, sent whole on every change.
import { z } from 'zod';
import { readElements, readWhole } from '../element-reader.ts';
import { LabelledAlert, labelledEvent } from '../labelled-alert.ts';
import type { SourceAdapter } from '../source.ts';
import { settingsOf } from '../source-settings.ts';

/**
 * The group's own `status`, and alerts that it does not name, say nothing: with `truncatedAlerts` above 0 a group
 * whose alerts still fire calls itself resolved (capture 11). Only an alert's own words end it.
 */
const Body = z.object({ alerts: z.array(z.unknown()) });

const GroupAlert = LabelledAlert.extend({ status: z.enum(['firing', 'resolved']).nullish() });

export const alertmanager: SourceAdapter = {
  type: 'alertmanager',
  settings: settingsOf('alertmanager', ['replica', 'prometheus_replica']),
  read: (payload, context) =>
    readElements(readWhole(Body, payload).alerts, context, {
      schema: GroupAlert,
      member: 'alerts',
      toEvent: (alert, raw) => {
        const state = hasEnded(alert, context.receivedAt) ? 'clear' : 'problem';
        return labelledEvent(alert, context, { raw, state, ending: { by: 'clear' } });
      },
    }),
};

/** `endsAt` is the zero time while it fires. */
function hasEnded({ status, endsAt }: z.infer<typeof GroupAlert>, receivedAt: number): boolean {
  if (status) return status === 'resolved';
  return typeof endsAt === 'number' && endsAt <= receivedAt;
}
