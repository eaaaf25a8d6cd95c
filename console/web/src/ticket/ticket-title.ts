// What a ticket is called now: its title follows the incident, so the last one that was written stands.
import type { TicketRow } from '../api/shapes.ts';

type Named = Pick<TicketRow, 'id'> & {
  readonly operations: readonly Pick<TicketRow['operations'][number], 'title'>[];
};

export function ticketTitle({ id, operations }: Named): string {
  return operations.findLast(({ title }) => title !== '')?.title ?? id ?? '';
}
