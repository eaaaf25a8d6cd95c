// Each cell of the matrix of impact and urgency, as each priority that a cap or a site may give it.
import type { TicketFields } from '../../domain/ticket.ts';
import { operation } from '../contracts/ticket-sink.ts';

const levels = ['high', 'medium', 'low'] as const;

export const priorityCells: readonly (readonly [cell: string, priority: number, fields: TicketFields])[] =
  levels.flatMap((impact) =>
    levels.flatMap((urgency) =>
      [1, 2, 3, 4, 5].map((priority) => {
        const fields = { ...operation('a', 'open', 1).fields, impact, urgency, priority };
        return [`${impact}/${urgency}`, priority, fields] as const;
      }),
    ),
  );
