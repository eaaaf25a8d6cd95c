// Plain text as Jira's wiki markup: every sign that would be markup, a mention, a macro or a smiley is escaped.
import { harmless } from '../../text/harmless-text.ts';

export function wikiText(text: string): string {
  return harmless(text)
    .replace(/[\\{}[\]()*_|^~+!#?-]/g, '\\$&')
    .replace(/^(\s*)(h[1-6]|bq)\./gim, '$1$2\\.');
}
