// What a ticket and its comments carry so that they can be found again: the key's marker, and each comment's own.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { harmlessLine } from '../../text/harmless-text.ts';

/** `[VGK7Q2M4XB3DA]`: the first 13 characters of K, 65 bits; alphanumeric, as GLPI's `search/` wants it. */
export function titleMarker(key: string): string {
  return `[${key.slice(0, 13)}]`;
}

/** The marker that a title carries first, without its brackets; null: not one of ours. */
export function keyInTitle(title: string): string | null {
  return /^\s*\[([A-Z2-7]{13})\]/.exec(title)?.[1] ?? null;
}

export type NoteKind = 'public' | 'technical';

/** `VGK7Q2M4XB3DA.3p`: in each comment, so that a comment in doubt can be looked for. */
export function noteMark(operation: TicketOperation, kind: NoteKind): string {
  return `${operation.key.slice(0, 13)}.${String(operation.seq)}${kind === 'public' ? 'p' : 't'}`;
}

/** The marker first, for systems that have no better place for the key; they cut or refuse at 255, our own titles end at 120. */
export function markedTitle({ key, fields }: TicketOperation): string {
  return `${titleMarker(key)} ${Array.from(harmlessLine(fields.title, 1_000)).slice(0, 200).join('')}`;
}

/** Whether this comment was written by Vigie: it carries a mark of any of its tickets. */
export function hasNoteMark(text: string): boolean {
  return /\[[A-Z2-7]{13}\.\d{1,9}[pt]\]/.test(text);
}

/** The key as a ticket's body names it, else its marker as the title does; null: not one of Vigie's. */
export function keyIn(title: string, body: string): string | null {
  return /\bVigie ([A-Z2-7]{26})\b/.exec(body)?.[1] ?? /\[([A-Z2-7]{13})\]/.exec(title)?.[1] ?? null;
}

/** What a key must be before it becomes part of another system's query. */
export function isKey(key: string): boolean {
  return /^[A-Z2-7]{26}$/.test(key);
}
