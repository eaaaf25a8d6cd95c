// Which ticketing systems people told Vigie to leave alone for now; kept over restarts.
import { systemOfSink } from '../../domain/problem.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import type { SinkPause } from '../../domain/ticket.ts';

export class PausedSinks {
  readonly #paused = new Table<SinkPause>('paused');

  restore({ table, key, json }: Row): void {
    if (table === this.#paused.name) this.#paused.restore(key, json);
  }

  take(): RowChange[] {
    return this.#paused.take();
  }

  hear(told: SinkPause): void {
    if (told.paused) this.#paused.put(told.sink, told);
    else this.#paused.delete(told.sink);
  }

  /** Its problem records are left alone with it. */
  has(sink: string): boolean {
    return this.#paused.has(sink) || this.#paused.has(systemOfSink(sink));
  }

  get(sink: string): SinkPause | undefined {
    return this.#paused.get(sink);
  }
}
