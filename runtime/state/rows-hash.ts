// The hash of a stage's rows: equal rows, equal hash, whichever store holds them.
import { createHash } from 'node:crypto';
import type { Row } from '../../domain/ports/state-store.ts';

export class RowsHash {
  readonly #hash = createHash('sha256');

  /** Rows come in table and key order. Each part is preceded by its length, so that no two row sets read alike. */
  add(rows: Iterable<Row>): void {
    for (const row of rows) {
      for (const part of [row.table, row.key, row.json]) this.#hash.update(`${String(part.length)}:${part}`);
    }
  }

  /** Lower-case hex. */
  end(): string {
    return this.#hash.digest('hex');
  }
}
