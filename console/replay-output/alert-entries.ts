// alerts.json: every episode, in the order of their openings, open and ended rows read side by side.
import type { Alert } from '../../domain/alert.ts';
import { alertEntry, type AlertEntry } from '../reading/alert-entry.ts';
import { places, type Found, type ProjectionReader } from '../reading/projection-reader.ts';
import type { ReplayRows } from './replay-rows.ts';

export async function* alertEntries({ reader, stands }: ReplayRows): AsyncGenerator<AlertEntry> {
  for await (const alert of allAlerts(reader)) yield alertEntry(alert, await stands.of(alert.id));
}

export async function* allAlerts(reader: ProjectionReader): AsyncGenerator<Alert> {
  for await (const { row } of inKeyOrder([reader.all(places.openAlert), reader.all(places.endedAlert)])) yield row;
}

/** Several sorted lists as one; of equal keys, the earlier list first. */
export async function* inKeyOrder<T>(lists: readonly AsyncGenerator<Found<T>>[]): AsyncGenerator<Found<T>> {
  const heads = await Promise.all(lists.map(async (list) => ({ list, head: await list.next() })));
  for (;;) {
    let first: (typeof heads)[number] | null = null;
    for (const one of heads) {
      if (one.head.done !== true && (first === null || isBefore(one.head.value, first.head))) first = one;
    }
    if (first === null || first.head.done === true) return;
    yield first.head.value;
    first.head = await first.list.next();
  }
}

function isBefore<T>(found: Found<T>, head: IteratorResult<Found<T>>): boolean {
  return head.done === true || found.key < head.value.key;
}
