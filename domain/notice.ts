// What is told to people rather than to a ticketing system: a message, why it is sent, and what may be answered to it.
import { z } from 'zod';

/**
 * `opened` and `escalated` ask for an answer; `declared`, `changed`, `news` and `stood-down` accompany a major; `sla`
 * warns that a promised time runs out; `digest` stands for many.
 */
export const noticeKinds = [
  'opened',
  'escalated',
  'declared',
  'changed',
  'news',
  'stood-down',
  'sla',
  'digest',
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** `plain`: for managers; `technical`: for levels 1 to 3. */
export const NoticeVoice = z.enum(['plain', 'technical']);
export type NoticeVoice = z.infer<typeof NoticeVoice>;

/** In an operation: plain words, before any channel escapes them. Addresses and links are the channel's, never here. */
export const Notice = z.object({
  kind: NoticeKind,
  /** A name of the policy's recipients. */
  recipient: z.string(),
  voice: NoticeVoice,
  headline: z.string(),
  paragraphs: z.array(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Keys of the first and of the last message of this incident to this recipient; empty: this is the first. */
  thread: z.array(z.string()),
  /** Epoch ms; later it says nothing new any more, and is not sent. */
  staleAt: z.number().int(),
  /** Whether it carries a link by which the recipient takes the incident in charge. */
  answerable: z.boolean(),
  /** What it is about; a digest names several. */
  incidents: z.array(z.string()),
});
export type Notice = z.infer<typeof Notice>;

export const supportLevels = ['n1', 'n2', 'n3', 'manager'] as const;
export type SupportLevel = (typeof supportLevels)[number];
