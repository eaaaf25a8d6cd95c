// Prometheus names Vigie as an Alertmanager: POST /api/v2/alerts with an array of alerts.
import { z } from 'zod';
import { readElements, readWhole } from '../element-reader.ts';
import { LabelledAlert, labelledEvent, type Telling } from '../labelled-alert.ts';
import type { SourceAdapter } from '../source.ts';
import { settingsOf } from '../source-settings.ts';

const Body = z.array(z.unknown());

/** Alertmanager's `resolve_timeout` default: what an alert without `endsAt` may count on. */
const unsaidLeaseMs = 5 * 60_000;
/**
 * A resolve carries the moment of its evaluation, some ms before it is sent: with clocks that differ by less than
 * this it is still in the past. A real lease is four resend delays, 4 min by default (sources-observed).
 */
const clockDifferenceMs = 1000;

export const prometheus: SourceAdapter = {
  type: 'prometheus',
  settings: settingsOf('prometheus', ['replica', 'prometheus_replica']),
  read: (payload, context) =>
    readElements(readWhole(Body, payload), context, {
      schema: LabelledAlert,
      member: '',
      toEvent: (alert, raw) => labelledEvent(alert, context, { raw, ...leaseOf(alert, context.receivedAt) }),
    }),
};

/** `endsAt` ahead is how long silence means nothing; `endsAt` behind says that it ended. */
function leaseOf({ endsAt }: LabelledAlert, receivedAt: number): Pick<Telling, 'state' | 'ending'> {
  const withinMs = endsAt ? endsAt - receivedAt : unsaidLeaseMs;
  if (withinMs <= clockDifferenceMs) return { state: 'clear', ending: { by: 'lease', withinMs: 0 } };
  return { state: 'problem', ending: { by: 'lease', withinMs } };
}
