// Microsoft Teams by a workflow ("When a Teams webhook request is received"): one Adaptive Card.
import { z } from 'zod';
import type { ChannelKind } from '../channel-kind.ts';
import type { Message } from '../channel.ts';
import { chatLine, markdownSafe } from './webhook/chat-text.ts';
import { WebhookChannel } from './webhook/webhook-channel.ts';
import { WebhookUrl } from './webhook/webhook-url.ts';

export const TeamsConfig = z.strictObject({
  type: z.literal('teams'),
  url: WebhookUrl,
  /** A workflow answers 202 at once, a cold one after some seconds. */
  timeoutMs: z.number().int().min(1_000).max(60_000).default(15_000),
});
export type TeamsConfig = z.infer<typeof TeamsConfig>;

/** A message may have 28 kB (Teams, "Create incoming webhooks"). */
const textLength = 4_000;

const headlineStyle = { size: 'medium', weight: 'bolder', wrap: true };

export function teamsBody({ headline, paragraphs, facts, links, language }: Message): object {
  const block = (text: string, more: object = {}): object => {
    return { type: 'TextBlock', text: markdownSafe(chatLine(text, textLength)), wrap: true, ...more };
  };
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    ...{ type: 'AdaptiveCard', version: '1.4', lang: language, fallbackText: markdownSafe(headline) },
    body: [
      block(headline, headlineStyle),
      ...paragraphs.map((text) => block(text)),
      ...(facts.length === 0
        ? []
        : [
            { type: 'FactSet', facts: facts.map(({ label, value }) => ({ title: label, value: markdownSafe(value) })) },
          ]),
    ],
    actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
    msteams: { width: 'Full' },
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  };
}

export const teamsKind: ChannelKind<TeamsConfig> = {
  type: 'teams',
  secrets: ['url'],
  schema: TeamsConfig,
  isAddressed: false,
  open: ({ url, timeoutMs }) =>
    new WebhookChannel({
      ...{ url, timeoutMs, system: 'teams' },
      // Four requests a second for webhooks (Teams, "Rate limiting"); people read one at a time.
      capabilities: { repeatsKnown: 'by-words', concurrency: 1, perMinute: 60 },
      write: (message) => ({ body: JSON.stringify(teamsBody(message)), headers: {} }),
    }),
};
