// Who was told of an incident, as the console's API answers it.
import { z } from 'zod';
import { NoticeKind, NoticeVoice, supportLevels } from '../../domain/notice.ts';
import { Instant } from './contract-parts.ts';

/** Who was told of an incident, and who is asked next. */
export const IncidentNotices = z.object({
  /** Null: nobody is waited for. */
  escalation: z
    .object({
      level: z.enum(supportLevels).describe('asked last'),
      since: Instant.describe('since when nobody takes it'),
      next: z
        .object({ level: z.enum(supportLevels), at: Instant })
        .nullable()
        .describe('null: nobody is named above'),
    })
    .nullable(),
  /** Why nobody is told; null: nothing keeps Vigie from it. */
  withheld: z.enum(['not-production', 'in-maintenance']).nullable(),
  /** Newest first, at most 100. */
  items: z.array(
    z.object({
      id: z.string(),
      at: Instant.describe('when it was planned'),
      kind: NoticeKind,
      recipient: z.string(),
      voice: NoticeVoice,
      channel: z.string(),
      state: z.enum(['planned', 'inflight', 'done', 'refused']),
      stateAt: Instant,
      headline: z.string(),
      paragraphs: z.array(z.string()),
    }),
  ),
});
export type IncidentNotices = z.infer<typeof IncidentNotices>;
