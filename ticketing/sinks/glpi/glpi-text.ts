// What GLPI is told: escaped HTML, a title with the key's marker first, levels whose matrix gives our priority.
import type { TicketFields, TicketOperation } from '../../../domain/ticket.ts';
import { cutToBytes, paragraphs } from '../../text/html-text.ts';
import { levelsIn } from '../own-matrix.ts';
import type { Levels, OwnMatrix } from '../own-matrix.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';

/** GLPI took 9 MB and broke at 20 (recorded, 520 to 522): far less is more than a person reads. */
const glpiTextBytes = 500_000;

const bounded = (text: string): string => cutToBytes(text, glpiTextBytes, paragraphs);

export function noteContent(operation: TicketOperation, kind: NoteKind): string {
  const text = kind === 'public' ? operation.fields.publicText : operation.fields.technicalText;
  return `${bounded(text)}<p>[${noteMark(operation, kind)}]</p>`;
}

/** What requesters see of a new ticket, and the whole key. */
export function ticketContent(operation: TicketOperation): string {
  return `${bounded(operation.fields.publicText)}<p>Vigie ${operation.key}</p>`;
}

/** GLPI's default matrix. Even levels: both of `a` give priority `6 - a`. */
const matrix: OwnMatrix = {
  cells: {
    'high/high': { impact: 5, urgency: 5, priority: 1 },
    'high/medium': { impact: 5, urgency: 3, priority: 2 },
    'high/low': { impact: 5, urgency: 2, priority: 3 },
    'medium/high': { impact: 3, urgency: 5, priority: 2 },
    'medium/medium': { impact: 3, urgency: 3, priority: 3 },
    'medium/low': { impact: 3, urgency: 1, priority: 4 },
    'low/high': { impact: 2, urgency: 5, priority: 3 },
    'low/medium': { impact: 1, urgency: 3, priority: 4 },
    'low/low': { impact: 1, urgency: 1, priority: 5 },
  },
  even: {
    1: { impact: 5, urgency: 5 },
    2: { impact: 4, urgency: 4 },
    3: { impact: 3, urgency: 3 },
    4: { impact: 2, urgency: 2 },
    5: { impact: 1, urgency: 1 },
  },
};

export function glpiLevels(fields: TicketFields): Levels {
  return levelsIn(matrix, fields) ?? { impact: 3, urgency: 3 };
}
