// Reads by id alone, where changes are few and a list of them would bring other tickets: problem records.
import type { ReadOutcome, TicketReader } from '../../reader.ts';

export class ByIdReader implements TicketReader {
  readonly #records: Pick<TicketReader, 'readTickets'>;

  constructor(records: Pick<TicketReader, 'readTickets'>) {
    this.#records = records;
  }

  /** No list of changes is read: reconciling asks for each that is known. */
  readSince(): Promise<ReadOutcome> {
    return Promise.resolve({ outcome: 'read', tickets: [], cursor: 'by-id', more: false });
  }

  readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    return this.#records.readTickets(ids);
  }
}
