// Slack by an incoming webhook: blocks of plain text, so that nothing in them is markup or a mention.
import { z } from 'zod';
import type { ChannelKind } from '../channel-kind.ts';
import type { Message } from '../channel.ts';
import { chatLine, plainSafe, slackSafe } from './webhook/chat-text.ts';
import { WebhookChannel } from './webhook/webhook-channel.ts';
import { WebhookUrl } from './webhook/webhook-url.ts';

export const SlackConfig = z.strictObject({
  type: z.literal('slack'),
  url: WebhookUrl,
  timeoutMs: z.number().int().min(1_000).max(60_000).default(10_000),
});
export type SlackConfig = z.infer<typeof SlackConfig>;

/** Block Kit: a header holds 150 characters, a section 3,000, a field 2,000, ten fields. */
const headerLength = 150;
const sectionLength = 3_000;
const fieldLength = 2_000;

const plainText = (text: string): object => ({ type: 'plain_text', text, emoji: false });

export function slackBody({ headline, paragraphs, facts, links }: Message): object {
  const sections = paragraphs.map((text) => {
    return { type: 'section', text: plainText(chatLine(plainSafe(text), sectionLength)) };
  });
  const fields = facts
    .slice(0, 10)
    .map(({ label, value }) => plainText(chatLine(plainSafe(`${label}: ${value}`), fieldLength)));
  const buttons = links.map(({ label, url, purpose }) => {
    const style = purpose === 'take' ? { style: 'primary' } : {};
    return { type: 'button', text: plainText(label), url, ...style };
  });
  return {
    // What a notification on a telephone shows: mrkdwn, hence escaped.
    text: slackSafe(headline),
    blocks: [
      { type: 'header', text: plainText(chatLine(plainSafe(headline), headerLength)) },
      ...sections,
      ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
      ...(buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]),
    ],
    ...{ link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false },
  };
}

export const slackKind: ChannelKind<SlackConfig> = {
  type: 'slack',
  secrets: ['url'],
  schema: SlackConfig,
  isAddressed: false,
  open: ({ url, timeoutMs }) =>
    new WebhookChannel({
      ...{ url, timeoutMs, system: 'slack' },
      // "1 per second" and channel for incoming webhooks (Slack, Rate limits).
      capabilities: { repeatsKnown: 'by-words', concurrency: 1, perMinute: 60 },
      write: (message) => ({ body: JSON.stringify(slackBody(message)), headers: {} }),
    }),
};
