// One table in memory, read in key order; the order is made when somebody asks.
import type { Scan } from '../../domain/ports/state-store.ts';

export class SortedRows {
  readonly #rows = new Map<string, string>();
  #keys: string[] | null = null;

  get(key: string): string | undefined {
    return this.#rows.get(key);
  }

  change(key: string, json: string | null): void {
    if (json === null ? this.#rows.has(key) : !this.#rows.has(key)) this.#keys = null;
    if (json === null) this.#rows.delete(key);
    else this.#rows.set(key, json);
  }

  scan({ prefix = '', after, limit, descending = false }: Scan): [string, string][] {
    const keys = this.#sorted();
    const found: [string, string][] = [];
    const step = descending ? -1 : 1;
    for (let at = this.#start(keys, prefix, after, descending); found.length < limit; at += step) {
      const key = keys[at];
      if (key === undefined || !key.startsWith(prefix)) break;
      found.push([key, this.#rows.get(key) ?? '']);
    }
    return found;
  }

  #start(keys: readonly string[], prefix: string, after: string | undefined, descending: boolean): number {
    if (!descending) {
      const atPrefix = countBelow(keys, (key) => key < prefix);
      return after === undefined
        ? atPrefix
        : Math.max(
            atPrefix,
            countBelow(keys, (key) => key <= after),
          );
    }
    const pastPrefix = countBelow(keys, (key) => key < prefix || key.startsWith(prefix));
    return (
      (after === undefined
        ? pastPrefix
        : Math.min(
            pastPrefix,
            countBelow(keys, (key) => key < after),
          )) - 1
    );
  }

  #sorted(): string[] {
    this.#keys ??= [...this.#rows.keys()].sort();
    return this.#keys;
  }
}

/** How many keys at the front answer true; they all stand before those that answer false. */
function countBelow(keys: readonly string[], below: (key: string) => boolean): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (below(keys[middle] ?? '')) low = middle + 1;
    else high = middle;
  }
  return low;
}
