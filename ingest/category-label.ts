// The category that a source gives an alert itself, by a label or tag `category`; security has a path of its own to major.
import { Category, type Event } from '../domain/event.ts';

/** Only the six words of the domain; any other value is a label like all others. */
export function categoryOf(labels: Readonly<Record<string, string>>): Pick<Event, 'category'> {
  const read = Category.safeParse(labels['category']?.trim().toLowerCase());
  return read.success ? { category: read.data } : {};
}
