// Text that no chat obeys: no markup, no mention that calls a whole channel, no hidden signs.
import { harmless, harmlessLine } from '../../text/harmless-text.ts';

const nothing = '\u200b';

/** `@channel`, `@here`, `@all`, `@someone`: the sign parted from its word calls nobody, and reads the same. */
function withoutMentions(text: string): string {
  return text.replaceAll('@', `@${nothing}`);
}

/** For chats that read Markdown: each sign that would mark something is escaped; links of others do not become links. */
export function markdownSafe(text: string): string {
  const plain = withoutMentions(harmless(text)).replace(/[\\`*_{}[\]()#+!|<>~]/g, (sign) => `\\${sign}`);
  return plain.replaceAll('://', `:${nothing}//`);
}

/** For fields that a chat shows as they are: only mentions and hidden signs are taken away. */
export function plainSafe(text: string): string {
  return withoutMentions(harmless(text));
}

/** Slack reads `<…>` and `&` in its mrkdwn even where a text looks plain. */
export function slackSafe(text: string): string {
  return plainSafe(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cut by characters; a chat refuses a whole message for one field that is too long. */
export function chatLine(text: string, maxLength: number): string {
  return harmlessLine(text, maxLength);
}
