// The settings that decisions read, with the defaults a site can live with on day one. Travels as a control record.
import { z } from 'zod';
import { LearnedLinks } from './learned-links.ts';
import { Category } from './event.ts';
import { NotifyPolicy } from './notify-policy.ts';
import { Rule } from './rule.ts';
import { parseServiceHours } from './service-hours.ts';
import { TicketTexts } from './ticket-texts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const ms = z.number().int().min(0);
const hours = z
  .string()
  .max(200)
  .refine((text) => 'hours' in parseServiceHours(text, 'UTC'), 'hours as Mo-Fr 08:00-18:00');

/** What is promised for one priority. `counts`: all time, the calendar's hours, or those of the service hit. */
const SlaTarget = z.strictObject({
  respondMs: ms,
  resolveMs: ms,
  counts: z.enum(['always', 'calendar', 'service']).default('always'),
});
export type SlaTarget = z.infer<typeof SlaTarget>;

/**
 * People's own tickets about one incident that make a crowd. Ours, cited from nobody: five people within the quarter of an
 * hour that a first response is given are more than colleagues of one room, and few beside the 500 users of `manyUsers`.
 */
export const Crowd = z.strictObject({
  users: z.number().int().min(2).max(100).default(5),
  withinMs: ms.default(15 * minuteMs),
});
export type Crowd = z.infer<typeof Crowd>;

export const Policy = z.strictObject({
  /** Numbers of `flags.ts` in force; a policy that was written before there were any has none. */
  flags: z.array(z.number().int().min(1)).default([]),
  language: z.enum(['en', 'fr']).default('en'),
  timezone: z.string().default('UTC'),
  /** Where people reach the console, without a slash at the end; absent: tickets name no page. */
  consoleUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** Users of the tenant; absent: the sum over all services, and texts say "up to". */
  users: z.number().int().min(1).optional(),
  /** ALEC waits 5–15 min, PagerDuty pauses 2–15 min: peers §2. Any impact on a critical service: 0. */
  hold: z
    .strictObject({ criticalMs: ms.default(0), highMs: ms.default(minuteMs), warningMs: ms.default(5 * minuteMs) })
    .prefault({}),
  /** Alerting. Flapping: policy-defaults. */
  alerts: z
    .strictObject({
      /** Silence of a host after which what nobody ends is over, while nothing is known of its rhythm; at most. */
      quietMs: ms.default(10 * minuteMs),
      /** Sessions of what nobody ends: judgement-measured; plateau of the factor, 10 to 20: docs/judgement.md. */
      sessionGaps: z.number().min(1).default(15),
      sessionLeastMs: ms.default(6_000),
      /** Everyday noise of a host (the same page): so many ten-minute slots; a burst is so many within ten seconds. */
      everydaySlots: z.number().int().min(2).default(10),
      burst: z.number().int().min(2).default(20),
      /** Everyday noise is one alert until it was silent for this long. One to four hours: docs/judgement.md. */
      everydayQuietMs: ms.default(120 * minuteMs),
      staleCloseMs: ms.default(24 * 60 * minuteMs),
      flapChanges: z.number().int().min(2).default(5),
      flapWindowMs: ms.default(10 * minuteMs),
      flapQuietMs: ms.default(15 * minuteMs),
    })
    .prefault({}),
  /** What belongs together: judgement-measured, cues 1–4 and 6. */
  join: z
    .strictObject({
      clearGraceMs: ms.default(minuteMs),
      silentWindowMs: ms.default(5 * minuteMs),
      /** Not read: what a learned repeat interval would give was measured (docs/judgement.md). Earlier logs name it. */
      repeatFactor: z.number().min(1).default(1.2),
      costLimit: z.number().min(0).default(6),
      hostingCost: z.number().min(0).default(3),
      functionalCost: z.number().min(0).default(1),
      hubCis: z.number().int().min(2).default(3),
      hubShare: z.number().min(0).max(1).default(0.5),
      hubWithinMs: ms.default(70_000),
      unmatchedWithinMs: ms.default(45_000),
    })
    .prefault({}),
  /**
   * Chronic alerts, set aside: judgement-measured, cue 5 (two situations of three distinct alerts). The share and
   * where it is unlearned are those of docs/judgement.md, away from the cliff that it names.
   */
  chronic: z
    .strictObject({
      share: z.number().min(0).max(1).default(0.57),
      forgetShare: z.number().min(0).max(1).default(0.3),
      situations: z.number().int().min(1).default(2),
      distinct: z.number().int().min(1).default(3),
      freshMs: ms.default(minuteMs),
    })
    .prefault({}),
  /**
   * What comes at the same hour nearly every day: five of the last seven days are a working week; what comes once a
   * day at any hour does so by chance in 3 of a million weeks. Half an hour either way is the spread of jobs that wait for
   * each other; one and a half times as long as usual is not as usual. `weeks` of the last five, `months` of the last
   * three: one left out for a holiday, none of three; by chance in 6 of a thousand million. Null: never. Ours:
   * docs/judgement.md.
   */
  expected: z
    .strictObject({
      days: z.number().int().min(3).max(7).default(5),
      weeks: z.number().int().min(3).max(5).nullable().default(4),
      months: z.number().int().min(2).max(3).nullable().default(3),
      share: z.number().min(0).max(1).default(0.8),
      withinMs: ms.default(30 * minuteMs),
      overrun: z.number().min(1).default(1.5),
    })
    .prefault({}),
  /**
   * How far back a change may be to have caused a trouble, fading all the way: about 70 % of outages follow a change
   * (Site Reliability Engineering, ch. 1). The length is ours: a working half-day's roll-outs, not yesterday's.
   */
  root: z.strictObject({ changeMs: ms.default(120 * minuteMs) }).prefault({}),
  /** What `vigie learn` found; null: not used. Cue 8: off until days of history exist. */
  learned: LearnedLinks.nullable().default(null),
  /**
   * Above so many new incidents a minute, further ones of a site are told as one (policy-defaults; null: never). Over
   * when for `calmMs` no more than half as many came within a minute: what ended in that time would be resolved by now.
   */
  storm: z
    .strictObject({
      newPerMinute: z.number().int().min(1).nullable().default(20),
      calmMs: ms.default(5 * minuteMs),
    })
    .prefault({}),
  /** A situation without a path inside for as long as a return is still the same incident is two. */
  split: z.strictObject({ afterMs: ms.default(30 * minuteMs) }).prefault({}),
  resolve: z.strictObject({ afterMs: ms.default(5 * minuteMs), reopenMs: ms.default(30 * minuteMs) }).prefault({}),
  impact: z
    .strictObject({
      manyUsers: z.number().int().min(1).default(500),
      manyShare: z.number().min(0).max(1).default(0.2),
      /** A site that does not say `off` has `Crowd`'s own; in a policy record of old it is absent, and nobody is counted. */
      crowd: z.union([Crowd, z.literal('off')]).optional(),
    })
    .prefault({}),
  major: z
    .strictObject({
      declareMs: ms.default(2 * minuteMs),
      downgradeMs: ms.default(10 * minuteMs),
      standDownMs: ms.default(15 * minuteMs),
      /**
       * The least that a declared major is worked with. ITIL has majors handled faster than any incident of the matrix; the
       * number is ours: from P2 on people are called until one answers (policy-defaults, escalation).
       */
      priorityAtLeast: z.number().int().min(1).max(5).default(2),
    })
    .prefault({}),
  ticketing: z
    .strictObject({
      /**
       * A ticket closed by hand while its alerts burn: `reopen` after a comment and this long, `leave` it closed, or
       * take the person's word and `resolve` the incident.
       */
      closedByHand: z.enum(['reopen', 'leave', 'resolve']).default('reopen'),
      /** People close a little before the last alert clears: as long as a major takes to stand down. */
      reopenAfterMs: ms.default(15 * minuteMs),
      /** New tickets an hour and sink; above, one ticket stands for the rest. GLPI's measured 11 creates/s is no bound: people are. */
      createsPerHour: z.number().int().min(1).default(60),
      /** Systems in which people's own tickets about what burns are linked to it and answered, once each. */
      userTickets: z.strictObject({ sinks: z.array(z.string()).default([]) }).prefault({}),
      /** The first that fits says who gets a ticket; none fits: every sink does. */
      routes: z
        .array(
          z.strictObject({
            when: z
              .strictObject({
                priority: z.array(z.number().int().min(1).max(5)).optional(),
                category: z.array(Category).optional(),
                team: z.array(z.string()).optional(),
                service: z.array(z.string()).optional(),
                environment: z.array(z.string()).optional(),
                major: z.boolean().optional(),
              })
              .prefault({}),
            sinks: z.array(z.string()).optional(),
            team: z.string().optional(),
            /**
             * What gets a ticket of its own: the whole situation, or each of its CIs, services hit, or alerts (those that
             * judging quotes: the first three and the worst of each CI). Bounded by `createsPerHour`.
             */
            per: z.enum(['situation', 'ci', 'service', 'alert']).default('situation'),
          }),
        )
        .default([]),
    })
    .prefault({}),
  /** The site's own words in tickets; checked by `ticketing/templates` before they are put in force. */
  texts: TicketTexts.optional(),
  notify: NotifyPolicy.prefault({}),
  /**
   * Problems: what comes back. ITIL asks for a look at recurring incidents and names no number. Three within a month is
   * ours: few enough to be seen in a weekly review, and far below the 20 incidents of one problem at which Oracle
   * Enterprise Manager's own example escalates ("Creating a Rule to Escalate a Problem", 24.1).
   */
  problems: z
    .strictObject({
      /** `propose`: a person opens it; `open`: Vigie does; `off`: nothing is said. */
      mode: z.enum(['propose', 'open', 'off']).default('propose'),
      incidents: z.number().int().min(2).default(3),
      withinMs: ms.default(30 * 24 * hourMs),
      /** A cause that stood this long counts, though the ranking may change later: as long as an end takes to be one. */
      settleMs: ms.default(5 * minuteMs),
      /** It came back after the problem was closed: the same again, or another once it has come often enough. */
      afterClosed: z.enum(['reopen', 'new']).default('reopen'),
    })
    .prefault({}),
  /**
   * Service levels: how soon a person has an incident in charge, and how soon it is over. ITIL names no numbers. First
   * response: 15 min, 30 min, 4 h, 24 h are FyneDesk's defaults (fynedesk.io/help/sla/targets), 30 min to 1 working day
   * those of a university's help desk (emds.unt.edu/sla). Resolution of P1: 1 h and 2 h there, 8 h in ServiceNow's
   * default definition (docs.servicenow.com, c_SLADefinitions), which warns at 50 %. The rest is ours, between these.
   */
  sla: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** Working hours of those who solve; without a zone, in the site's own. */
      calendar: hours.default('Mo-Fr 08:00-18:00'),
      /** Days of the calendar's zone on which nobody works. */
      holidays: z.array(z.iso.date()).max(500).default([]),
      /** By priority, the highest first. */
      targets: z
        .array(SlaTarget)
        .length(5)
        .default([
          { respondMs: 15 * minuteMs, resolveMs: 4 * hourMs, counts: 'always' },
          { respondMs: 30 * minuteMs, resolveMs: 8 * hourMs, counts: 'always' },
          { respondMs: 4 * hourMs, resolveMs: 20 * hourMs, counts: 'calendar' },
          { respondMs: 10 * hourMs, resolveMs: 50 * hourMs, counts: 'calendar' },
          { respondMs: 10 * hourMs, resolveMs: 100 * hourMs, counts: 'calendar' },
        ]),
      /** Of a major, after it is over: policy-defaults. */
      postMortemDays: z.number().int().min(1).max(60).default(5),
    })
    .prefault({}),
  /**
   * Rows: impact from the highest; columns: urgency from the highest. ITIL; both real ITSM logs show a pure function of
   * both. Three levels as ours, or up to five as GLPI and many sites have.
   */
  matrix: z
    .array(z.array(z.number().int().min(1).max(5)).min(3).max(5))
    .min(3)
    .max(5)
    .refine((rows) => rows.every((row) => row.length === rows.length), 'as many columns as rows')
    .default([
      [1, 2, 3],
      [2, 3, 4],
      [3, 4, 5],
    ]),
  /** The site's own rules, in order of their files' names; checked by `correlate/rules` before they are put in force. */
  rules: z.array(Rule).max(500).default([]),
});
export type Policy = z.infer<typeof Policy>;

export const defaultPolicy: Policy = Policy.parse({});
