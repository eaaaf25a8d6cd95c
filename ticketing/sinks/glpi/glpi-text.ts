// What GLPI is told: escaped HTML, a title with the key's marker first, levels whose matrix gives our priority.
import type { TicketFields, TicketOperation } from '../../../domain/ticket.ts';
import { cutToBytes, paragraphs } from '../../text/html-text.ts';
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

/** `a` of priority `p` in GLPI's default matrix with an urgency and impact both `a`. */
const evenLevel: Readonly<Record<number, number>> = { 1: 5, 2: 4, 3: 3, 4: 2, 5: 1 };

interface Levels {
  readonly urgency: number;
  readonly impact: number;
}

/** By our priority matrix's cells: GLPI's default matrix gives the same priority for these pairs. */
const cells: Readonly<Record<string, Levels & { priority: number }>> = {
  'high/high': { impact: 5, urgency: 5, priority: 1 },
  'high/medium': { impact: 5, urgency: 3, priority: 2 },
  'high/low': { impact: 5, urgency: 2, priority: 3 },
  'medium/high': { impact: 3, urgency: 5, priority: 2 },
  'medium/medium': { impact: 3, urgency: 3, priority: 3 },
  'medium/low': { impact: 3, urgency: 1, priority: 4 },
  'low/high': { impact: 2, urgency: 5, priority: 3 },
  'low/medium': { impact: 1, urgency: 3, priority: 4 },
  'low/low': { impact: 1, urgency: 1, priority: 5 },
};

/** Where a cap or a site's own matrix gives another priority than the cell, the priority wins. */
export function glpiLevels(fields: TicketFields): Levels {
  const cell = cells[`${fields.impact}/${fields.urgency}`];
  if (cell?.priority === fields.priority) return { urgency: cell.urgency, impact: cell.impact };
  const even = evenLevel[fields.priority] ?? 3;
  return { urgency: even, impact: even };
}
