// Who is told of what and when: the part of the policy that notifying reads. Addresses are not part of it.
import { z } from 'zod';
import { SlaShare } from './incident-life.ts';
import { NoticeVoice } from './notice.ts';

const minuteMs = 60_000;
const ms = z.number().int().min(0);
const people = z.array(z.string()).max(50);

/** Who answers at each support level, by the recipients' names. */
export const Ladder = z.strictObject({
  n1: people.optional(),
  n2: people.optional(),
  n3: people.optional(),
  manager: people.optional(),
});
export type Ladder = z.infer<typeof Ladder>;

/** Which promises that run out are worth a message. What is promised: `sla` of the policy. */
export const SlaNotices = z.strictObject({
  /** In percent of the time that is promised; none: nobody is warned. As technicians read of them in the ticket (ADR 0046). */
  shares: z.array(SlaShare).max(3).default([75, 100]),
  /** As what else is worth a message: P1 and P2. */
  priorities: z
    .array(z.literal([1, 2, 3, 4, 5]))
    .max(5)
    .default([1, 2]),
});
export type SlaNotices = z.infer<typeof SlaNotices>;

export const NotifyPolicy = z.strictObject({
  /** By name; none: nobody is told anything. */
  recipients: z
    .record(
      z.string(),
      z.strictObject({
        /** The channel as operations name it: `notify.mail`. */
        sink: z.string(),
        /** Absent: the policy's. */
        language: z.enum(['en', 'fr']).optional(),
        voice: NoticeVoice.default('technical'),
      }),
    )
    .default({}),
  /** For every team that `teams` does not name. */
  levels: Ladder.prefault({}),
  /** By the team as the CMDB or the ticketing system names it; a level left out is that of `levels`. */
  teams: z.record(z.string(), Ladder).default({}),
  /** Who is told of every major. */
  crisis: people.default([]),
  /** policy-defaults, "notification": the crisis cell at declaration, then every 30 min. */
  majorEveryMs: z
    .number()
    .int()
    .min(minuteMs)
    .default(30 * minuteMs),
  /** policy-defaults, "escalation": unacknowledged P1 5 min, P2 15 min, then the next level. */
  escalateMs: z
    .strictObject({
      p1: z
        .number()
        .int()
        .min(minuteMs)
        .default(5 * minuteMs),
      p2: z
        .number()
        .int()
        .min(minuteMs)
        .default(15 * minuteMs),
    })
    .prefault({}),
  /** A site that says nothing has its own defaults; in a policy record of old it is absent, and nobody is warned. */
  sla: SlaNotices.optional(),
  /** Between two messages about one incident to one recipient: as between two texts of one ticket (ticket-text). */
  gapMs: ms.default(minuteMs),
  /**
   * More messages than that to one recipient in that time become one digest each time: two pages a shift are what people
   * can follow up (Site Reliability Engineering, ch. 11); five in five minutes are read by nobody.
   */
  digest: z
    .strictObject({ above: z.number().int().min(1).default(5), withinMs: ms.default(5 * minuteMs) })
    .prefault({}),
});
export type NotifyPolicy = z.infer<typeof NotifyPolicy>;
