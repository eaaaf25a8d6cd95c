// Levels for a system that makes the priority of them by a matrix of its own: those of which it makes ours.
import type { Level } from '../../domain/incident.ts';
import type { TicketFields } from '../../domain/ticket.ts';

export interface Levels {
  readonly impact: number;
  readonly urgency: number;
}

export interface OwnMatrix {
  /** By our impact and urgency: the system's, and the priority that both matrices give. */
  readonly cells: Readonly<Record<`${Level}/${Level}`, Levels & { readonly priority: number }>>;
  /** By priority alone. */
  readonly even: Readonly<Record<number, Levels>>;
}

/** Where a cap or a site's own matrix gives another priority than the cell, the priority wins. Undefined: there is none such. */
export function levelsIn({ cells, even }: OwnMatrix, fields: TicketFields): Levels | undefined {
  const { priority, ...levels } = cells[`${fields.impact}/${fields.urgency}`];
  return priority === fields.priority ? levels : even[fields.priority];
}
