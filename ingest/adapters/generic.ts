// The generic webhook: one event, or an array, in Vigie's own words.
import { categoryOf } from '../category-label.ts';
import { z } from 'zod';
import type { Event } from '../../domain/event.ts';
import { fingerprint } from '../../domain/identity.ts';
import { Severity } from '../../domain/severity.ts';
import { readElements, readWhole } from '../element-reader.ts';
import { Instant } from '../instant.ts';
import { eventEffect } from '../name-effect.ts';
import type { ReadContext, SourceAdapter } from '../source.ts';
import { settingsOf } from '../source-settings.ts';
import { timeOf } from '../time-rule.ts';

const states = { problem: 'problem', ok: 'clear', info: 'info' } as const;

const GenericEvent = z.object({
  host: z.string().min(1),
  check: z.string().min(1),
  state: z.enum(['problem', 'ok', 'info']),
  severity: Severity.optional(),
  message: z.string().optional(),
  at: Instant.optional(),
  key: z.string().min(1).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  /** `quiet`: nobody will say that it ended; silence does. */
  ends: z.enum(['clear', 'quiet']).optional(),
});
type GenericEvent = z.infer<typeof GenericEvent>;

export const generic: SourceAdapter = {
  type: 'generic',
  settings: settingsOf('generic'),
  read(payload, context) {
    if (Array.isArray(payload)) {
      const toEvent = (said: GenericEvent, raw: string): Event => genericEvent(said, context, raw);
      return readElements(payload, context, { schema: GenericEvent, member: '', toEvent });
    }
    return { events: [genericEvent(readWhole(GenericEvent, payload), context, context.text)], rejected: [] };
  },
};

function genericEvent(said: GenericEvent, { profile, receivedAt }: ReadContext, raw: string): Event {
  const state = states[said.state];
  const severity = said.severity ?? (state === 'info' ? 'info' : 'warning');
  const labels = said.labels ?? {};
  return {
    state,
    fingerprint: identityOf(said, profile.name),
    name: said.check,
    severity,
    effect: state === 'info' ? 'informs' : eventEffect(said.check, severity, profile),
    message: said.message ?? said.check,
    host: said.host,
    ...(labels['peer'] === undefined ? {} : { peer: labels['peer'] }),
    labels,
    ...categoryOf(labels),
    ...timeOf({ atMs: said.at ?? null, receivedAt, policy: profile.clock }),
    ending: { by: said.ends ?? 'clear' },
    raw,
  };
}

/** The same check of a host towards another peer is another condition: one call fails, another may not. */
function identityOf({ key, host, check, labels }: GenericEvent, source: string): string {
  if (key !== undefined) return fingerprint('generic', 1, source, 'key', key);
  const peer = labels?.['peer'];
  return peer === undefined
    ? fingerprint('generic', 1, source, 'check', host, check)
    : fingerprint('generic', 1, source, 'check', host, check, peer);
}
