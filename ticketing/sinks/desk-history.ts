// The desk's tickets as the log tells them: every operation that was done at the desk, in order.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { ticketDoneKind, TicketStep } from '../../domain/ticket.ts';
import { changeDeskTicket, openDeskTicket } from './change-desk-ticket.ts';
import { refOf } from './desk-ticket.ts';
import type { DeskTicket } from './desk-ticket.ts';

const batchRecords = 512;
const partition = 0;

export interface RecalledTickets {
  /** By key. */
  readonly tickets: ReadonlyMap<string, DeskTicket>;
  /** The highest number that the desk ever gave. */
  readonly last: number;
}

export async function recallDeskTickets(log: EventLog): Promise<RecalledTickets> {
  const tickets = new Map<string, DeskTicket>();
  let from = 0;
  for (;;) {
    const records = await log.read('tickets', partition, from, batchRecords);
    for (const record of records) recall(tickets, record);
    const end = records.at(-1);
    if (end === undefined) break;
    from = end.offset + 1;
  }
  const last = [...tickets.values()].reduce((highest, { id }) => Math.max(highest, Number(id.slice(2))), 0);
  return { tickets, last };
}

function recall(tickets: Map<string, DeskTicket>, { kind, body }: StoredRecord): void {
  const step = kind === ticketDoneKind ? TicketStep.safeParse(body).data : undefined;
  if (step === undefined || !isOfDesk(step)) return;
  const { operation, ticket: id } = step;
  const into = tickets.get(operation.fields.into ?? '')?.id ?? null;
  const known = tickets.get(operation.key) ?? openDeskTicket(operation, id, into);
  tickets.set(operation.key, changeDeskTicket(known, operation, into));
}

/** Only the desk's tickets stand on pages of Vigie's own. */
function isOfDesk(step: TicketStep): step is TicketStep & { ticket: string } {
  return step.ticket !== null && /^D-\d+$/.test(step.ticket) && step.url === refOf({ id: step.ticket }).url;
}
