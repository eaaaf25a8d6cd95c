// What Znuny is told: plain text, which it keeps as it is and shows escaped; no sign that it would lose.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { harmless } from '../../text/harmless-text.ts';
import { cutToBytes } from '../../text/html-text.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';

/** 5 MB were kept whole (recorded, 27b); readers are not served by it. */
const bodyBytes = 500_000;
/** Cut without a word at 255 (recorded, 13n2). */
const titleSigns = 200;

/** Signs outside the basic plane become U+FFFD on any database (recorded, 13x): what is written is what is read. */
function basicPlane(text: string): string {
  return harmless(text).replace(/[\ud800-\udfff]{1,2}/g, '\u25a1');
}

export function titleOf({ fields }: TicketOperation): string {
  return basicPlane(fields.title).replace(/\s+/g, ' ').slice(0, titleSigns);
}

export function textOf({ fields }: TicketOperation, kind: NoteKind): string {
  return kind === 'public' ? fields.publicText : fields.technicalText;
}

interface ArticleFields {
  readonly [member: string]: unknown;
}

/** `IsVisibleForCustomer` is always said: left out, it is 1 (recorded, 17e). Agents get no mail for what is private. */
function article(subject: string, body: string, isPublic: boolean): ArticleFields {
  return {
    CommunicationChannel: 'Internal',
    SenderType: 'agent',
    IsVisibleForCustomer: isPublic ? 1 : 0,
    Subject: subject,
    Body: body,
    ContentType: 'text/plain; charset=utf8',
    ...(isPublic ? {} : { NoAgentNotify: 1 }),
  };
}

export function keyLine(operation: TicketOperation): string {
  return `Vigie ${operation.key}`;
}

export function openingArticle(operation: TicketOperation): ArticleFields {
  const text = cutToBytes(operation.fields.publicText, bodyBytes, basicPlane);
  return article(titleOf(operation), `${text}\n${keyLine(operation)}`, true);
}

export function noteArticle(operation: TicketOperation, kind: NoteKind): ArticleFields {
  const text = cutToBytes(textOf(operation, kind), bodyBytes, basicPlane);
  return article(titleOf(operation), `${text}\n[${noteMark(operation, kind)}]`, kind === 'public');
}

/** Without a word of any language: the web service cannot link tickets (recorded, 21). */
export function linkLine(into: string, kind: 'continues' | 'duplicate'): string {
  return `${kind === 'duplicate' ? '\u2192' : '\u2190'} Ticket#${into}`;
}

export function linkArticle(into: string, kind: 'continues' | 'duplicate'): ArticleFields {
  const line = linkLine(into, kind);
  return article(line, line, false);
}
