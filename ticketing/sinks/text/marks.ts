// What a ticket and its comments carry so that they can be found again: the key's marker, and each comment's own.
import type { TicketOperation } from '../../../domain/ticket.ts';

/** `[VGK7Q2M4XB3DA]`: the first 13 characters of K, 65 bits; alphanumeric, as GLPI's `search/` wants it. */
export function titleMarker(key: string): string {
  return `[${key.slice(0, 13)}]`;
}

export type NoteKind = 'public' | 'technical';

/** `VGK7Q2M4XB3DA.3p`: in each comment, so that a comment in doubt can be looked for. */
export function noteMark(operation: TicketOperation, kind: NoteKind): string {
  return `${operation.key.slice(0, 13)}.${String(operation.seq)}${kind === 'public' ? 'p' : 't'}`;
}
