// A webhook of one's own: plain JSON, signed as Standard Webhooks say, with the same id for a repeat.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ChannelKind } from '../channel-kind.ts';
import type { Message } from '../channel.ts';
import { harmless } from '../text/harmless-text.ts';
import { WebhookChannel } from './webhook/webhook-channel.ts';
import type { WebhookPost } from './webhook/webhook-channel.ts';
import { WebhookUrl } from './webhook/webhook-url.ts';

export const WebhookConfig = z.strictObject({
  type: z.literal('webhook'),
  url: WebhookUrl,
  /** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
  secret: z.string().regex(/^whsec_(?:[A-Za-z0-9+/]{4}){8,22}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    error: 'whsec_ and at least 24 bytes in base64: openssl rand -base64 32',
  }),
  timeoutMs: z.number().int().min(1_000).max(60_000).default(10_000),
});
export type WebhookConfig = z.infer<typeof WebhookConfig>;

/** What a receiver may rely on; described in docs/notify.md. */
export function webhookBody(message: Message): object {
  const { id, kind, voice, language, headline, paragraphs, facts, links, thread, incidents, at, repeated } = message;
  const text = (words: string): string => harmless(words);
  return {
    type: `notice.${kind}`,
    timestamp: rfc3339(at),
    data: {
      ...{ id, kind, voice, language, incidents, thread, repeated },
      headline: text(headline),
      paragraphs: paragraphs.map(text),
      facts: facts.map(({ label, value }) => ({ label, value: text(value) })),
      links,
    },
  };
}

/** `v1,` and the HMAC-SHA256 of `id.timestamp.body` by the secret's bytes. */
function webhookSignature(secret: string, signed: { id: string; seconds: number; body: string }): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const { id, seconds, body } = signed;
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(seconds)}.${body}`)
    .digest('base64')}`;
}

function signedPost(message: Message, { secret }: WebhookConfig, clock: Pick<Clock, 'now'>): WebhookPost {
  const body = JSON.stringify(webhookBody(message));
  const seconds = Math.floor(clock.now() / 1_000);
  // Standard Webhooks part id, time and body by dots: an id has none.
  const id = message.id.replaceAll('.', '_');
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': webhookSignature(secret, { id, seconds, body }),
      'idempotency-key': id,
    },
  };
}

export const webhookKind: ChannelKind<WebhookConfig> = {
  type: 'webhook',
  secrets: ['url', 'secret'],
  schema: WebhookConfig,
  isAddressed: false,
  open: (config, { clock }) =>
    new WebhookChannel({
      ...{ url: config.url, timeoutMs: config.timeoutMs, system: 'webhook' },
      capabilities: { repeatsKnown: 'by-id', concurrency: 4 },
      write: (message) => signedPost(message, config, clock),
    }),
};
