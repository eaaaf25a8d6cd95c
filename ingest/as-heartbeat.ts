// Decides which statements of a source are its heartbeat: whatever it says under the name that it promised to repeat.
import type { Event } from '../domain/event.ts';
import { fingerprint } from '../domain/identity.ts';
import type { SourceProfile } from './source.ts';

/**
 * One heartbeat per source, whoever behind it speaks: without a host all of them lead to one partition. A clear is a
 * word as any other: what ends is only heard by the silence after it.
 */
export function asHeartbeat(event: Event, { name, heartbeat }: Pick<SourceProfile, 'name' | 'heartbeat'>): Event {
  if (heartbeat === undefined || event.name !== heartbeat.name) return event;
  const { severity, message, labels, occurredAt, clock, raw } = event;
  return {
    state: 'beat',
    beatEveryMs: heartbeat.everyMs,
    fingerprint: fingerprint('heartbeat', 1, name),
    ...{ name: event.name, severity, effect: 'informs', message, host: '', labels, occurredAt, clock, raw },
    ending: { by: 'clear' },
    ...(event.rawEncoding === undefined ? {} : { rawEncoding: event.rawEncoding }),
  };
}
