// How the fake iTop keeps texts: HTML through its sanitiser, log entries as they were recorded.
import { escapeHtml, plainText } from '../../../ticketing/text/html-text.ts';

/** Scripts, styles and frames go with what they hold; handlers and script links lose the attribute (recorded, 10). */
export function sanitised(html: string): string {
  const clean = html
    .replace(/<(script|style|iframe)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(/\s(?:on\w+|href|src)=(?:"(?:[^"]*)"|'[^']*')/gi, (attribute) =>
      /^\s(?:on|\w+=["']javascript:)/i.test(attribute) ? '' : attribute,
    )
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&(?!amp;|lt;|gt;|#)/g, '&amp;');
  // Text that is no markup is wrapped once, newlines and all (recorded, 11).
  return /^\s*<(?:p|div|ul|ol|table|pre|h[1-6])\b/i.test(clean) || clean === '' ? clean : `<p>${clean}</p>`;
}

export interface LogText {
  readonly message: string;
  readonly message_html: string;
}

export function logText(added: unknown): (LogText & { readonly date: string | null }) | null {
  if (typeof added === 'string') return added === '' ? null : { ...fromHtml(added), date: null };
  const entry = (added as { add_item?: { message?: unknown; format?: unknown; date?: unknown } }).add_item;
  if (entry === undefined || typeof entry.message !== 'string') return null;
  const date = typeof entry.date === 'string' ? entry.date : null;
  if (entry.format !== 'text') return { ...fromHtml(entry.message), date };
  return { message: entry.message, message_html: escapeHtml(entry.message).replace(/\n/g, '<br/>'), date };
}

function fromHtml(html: string): LogText {
  const message_html = sanitised(html);
  return { message: plainText(message_html).replace(/\n/g, ' '), message_html };
}
