// Decides how much of an event is kept: too many labels or too long a text are cut and marked; `raw` stays whole.
import type { Event } from '../domain/event.ts';

/** interfaces "Limits and refusals". */
export const maxLabels = 128;
export const maxValueBytes = 16 * 1024;

/** The same event if nothing had to be cut. */
export function limitEvent(event: Event): Event {
  const labels = limitLabels(event.labels);
  const name = limitText(event.name);
  const message = limitText(event.message);
  const host = limitText(event.host);
  const cut = labels !== event.labels || name !== event.name || message !== event.message || host !== event.host;
  return cut ? { ...event, labels, name, message, host, truncated: true } : event;
}

function limitLabels(labels: Event['labels']): Event['labels'] {
  const pairs = Object.entries(labels);
  if (pairs.length <= maxLabels && pairs.every(([name, value]) => fits(name) && fits(value))) return labels;
  return Object.fromEntries(pairs.slice(0, maxLabels).map(([name, value]) => [limitText(name), limitText(value)]));
}

/** A UTF-16 unit is at most three bytes: short texts need no counting. */
function fits(text: string): boolean {
  return text.length * 3 <= maxValueBytes || Buffer.byteLength(text) <= maxValueBytes;
}

/** Cut between characters, never inside one. */
function limitText(text: string): string {
  if (fits(text)) return text;
  return new TextDecoder().decode(Buffer.from(text).subarray(0, maxValueBytes), { stream: true });
}
