// One body of a source, from bytes to events: parsed safely, read by the source's adapter, bounded.
import type { HttpSource } from './adapters/registry.ts';
import { limitEvent } from './event-limits.ts';
import { asHeartbeat } from './as-heartbeat.ts';
import { parseSafeJson } from './safe-json.ts';
import type { Read } from './source.ts';

/** @throws PayloadError if nothing of the body can be read: those of parseSafeJson, `wrong-shape`. */
export function readBody(source: HttpSource, bytes: Uint8Array, receivedAt: number): Pick<Read, 'events' | 'rejected'> {
  const { value, text, slices } = parseSafeJson(bytes);
  const raw = (member: string, index: number): string => {
    const [start, end] = slices.get(member)?.[index] ?? [0, 0];
    return text.slice(start, end);
  };
  const { events, rejected } = source.adapter.read(value, { profile: source.profile, receivedAt, text, raw });
  return { events: events.map((event) => asHeartbeat(limitEvent(event), source.profile)), rejected };
}
