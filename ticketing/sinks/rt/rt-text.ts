// What RT is told: plain text, which its pages escape; a subject in one line; each comment's mark in its own subject.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { cutToBytes, harmless, harmlessLine } from '../../text/harmless-text.ts';
import { noteMark, titleMarker } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';

/** RT cuts subjects at 200 (recorded, 13k2). */
const subjectLength = 200;
/** RT keeps 5 MB, and mails it to every watcher; nobody reads it. */
const rtTextBytes = 1_000_000;

/** With the key's mark only where no custom field carries the key. */
export function rtSubject({ key, fields }: TicketOperation, marked: boolean): string {
  const mark = `${titleMarker(key)} `;
  return marked
    ? `${mark}${harmlessLine(fields.title, subjectLength - mark.length)}`
    : harmlessLine(fields.title, subjectLength);
}

export function rtText(text: string): string {
  return cutToBytes(harmless(text), rtTextBytes);
}

/** Mails to users take a comment's subject: the title reads well there, the mark at its end is how we find it again. */
export function noteSubject(operation: TicketOperation, kind: NoteKind): string {
  const mark = `[${noteMark(operation, kind)}]`;
  return `${harmlessLine(operation.fields.title, subjectLength - mark.length - 1)} ${mark}`;
}

export function describeTicket({ key, fields }: TicketOperation): string {
  return `${rtText(fields.publicText)}\n\nVigie ${key}`;
}
