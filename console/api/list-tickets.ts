// Tickets a page at a time, each with its operations: of one incident, or all.
import { places } from '../reading/projection-reader.ts';
import type { TicketPage } from './ticket-contract.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { ticketRow } from './ticket-row.ts';
import type { View } from './view.ts';

interface Asked {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly incident?: string | undefined;
}

export async function listTickets({ limit, after: cursor, incident }: Asked, view: View): Promise<TicketPage> {
  const after = readCursor(cursor);
  const prefix = incident === undefined ? '' : `${incident}/`;
  const found = await view.reader.scan(places.ticket, { prefix, limit, ...(after === null ? {} : { after }) });
  const items = await Promise.all(found.map(({ row }) => ticketRow(row, view)));
  return { items, next: found.length < limit ? null : writeCursor(found.at(-1)?.key ?? null) };
}
