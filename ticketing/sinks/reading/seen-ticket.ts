// What readers of different systems say alike: a ticket that is gone, comments since a time, texts of bounded length.
import { hasNoteMark } from '../text/marks.ts';
import type { SeenComment, SeenTicket } from '../../reader.ts';

const textLength = 16_000;
const maxComments = 50;

export function shortText(text: string): string {
  return text.slice(0, textLength);
}

/** It no longer answers to its id. */
export function missingTicket(ticket: string, at: number): SeenTicket {
  return {
    ticket,
    url: null,
    key: null,
    kind: 'other',
    title: '',
    text: '',
    standing: 'deleted',
    changedAt: at,
    priority: null,
    team: null,
    assignee: null,
    requester: null,
    mergedInto: null,
    comments: [],
  };
}

/** Vigie's own by their mark, which people keep only when they quote it. */
export function seenComment(comment: Omit<SeenComment, 'own'>): SeenComment {
  return { ...comment, own: hasNoteMark(comment.text), text: shortText(comment.text) };
}

/** Those since a time, and those without one; the newest where there are too many. */
export function commentsSince(comments: readonly SeenComment[], since: number): SeenComment[] {
  const recent = comments.filter(({ at }) => at === null || at >= since);
  return recent.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).slice(-maxComments);
}

/** A problem's record: how it stands is all that is read of it. */
export function seenRecord(
  record: Pick<SeenTicket, 'ticket' | 'url' | 'key' | 'title' | 'standing' | 'changedAt'>,
): SeenTicket {
  return { ...missingTicket(record.ticket, record.changedAt), kind: 'problem', ...record };
}
