// Mattermost by an incoming webhook: Markdown in which nothing of a source's text is markup or a mention.
import { z } from 'zod';
import type { ChannelKind } from '../channel-kind.ts';
import type { Message } from '../channel.ts';
import { chatLine, markdownSafe } from './webhook/chat-text.ts';
import { WebhookChannel } from './webhook/webhook-channel.ts';
import { WebhookUrl } from './webhook/webhook-url.ts';

export const MattermostConfig = z.strictObject({
  type: z.literal('mattermost'),
  url: WebhookUrl,
  timeoutMs: z.number().int().min(1_000).max(60_000).default(10_000),
});
export type MattermostConfig = z.infer<typeof MattermostConfig>;

/** A post holds 16,383 characters by default. */
const textLength = 4_000;

export function mattermostBody({ headline, paragraphs, facts, links, kind }: Message): object {
  const text = (words: string): string => markdownSafe(chatLine(words, textLength));
  const buttons = links.map(({ label, url }) => `[${label}](${url})`).join(' · ');
  const attachment = {
    fallback: markdownSafe(headline),
    color: kind === 'stood-down' ? '#2f9e44' : kind === 'digest' || kind === 'drill' ? '#868e96' : '#e03131',
    text: [...paragraphs.map(text), ...(buttons === '' ? [] : [buttons])].join('\n\n'),
    fields: facts.map(({ label, value }) => ({ short: true, title: label, value: text(value) })),
  };
  return { text: `**${text(headline)}**`, attachments: [attachment] };
}

export const mattermostKind: ChannelKind<MattermostConfig> = {
  type: 'mattermost',
  secrets: ['url'],
  schema: MattermostConfig,
  isAddressed: false,
  open: ({ url, timeoutMs }) =>
    new WebhookChannel({
      ...{ url, timeoutMs, system: 'mattermost' },
      capabilities: { repeatsKnown: 'by-words', concurrency: 1, perMinute: 60 },
      write: (message) => ({ body: JSON.stringify(mattermostBody(message)), headers: {} }),
    }),
};
