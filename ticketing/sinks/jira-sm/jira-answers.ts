// The shapes of Jira's answers that we read: tolerant of what is not needed, bounded in what is.
import { z } from 'zod';

export const issueKey = /^[A-Z][A-Z0-9_]{1,30}-[1-9]\d{0,9}$/;
const key = z.string().regex(issueKey);
const text = z.string().max(10_000);
const time = z
  .string()
  .max(40)
  .transform((stamp) => Date.parse(stamp));
const person = z.object({ displayName: text.optional(), accountId: text.optional(), name: text.optional() });

export const status = z.object({ name: text, statusCategory: z.object({ key: text }) });

export const Created = z.object({ key });

export const IssueAnswer = z.object({
  key,
  fields: z.object({
    summary: z.string().max(10_000),
    status,
    priority: z.object({ name: text }).nullish(),
    labels: z.array(z.string().max(300)).max(1_000).default([]),
  }),
});
export type IssueAnswer = z.infer<typeof IssueAnswer>;

export const FoundIssues = z.object({
  issues: z
    .array(z.object({ id: z.string().regex(/^\d{1,15}$/), key, fields: z.object({ labels: z.array(z.string()) }) }))
    .max(100),
});

export const ChangedIssue = z.object({
  key,
  fields: z.object({
    summary: z.string().max(10_000),
    description: z.unknown(),
    status,
    priority: z.object({ name: text }).nullish(),
    labels: z.array(z.string().max(300)).max(1_000).default([]),
    updated: time,
    issuetype: z.object({ name: text }).nullish(),
    assignee: person.nullish(),
    reporter: person.nullish(),
  }),
});
export type ChangedIssue = z.infer<typeof ChangedIssue>;

export const ChangedPage = z.object({
  issues: z.array(ChangedIssue).max(100),
  /** Cloud. */
  nextPageToken: z.string().max(10_000).nullish(),
  /** Data Center. */
  total: z.number().int().optional(),
});

/** By the platform, newest first. */
export const Comments = z.object({ comments: z.array(z.object({ body: z.unknown() })).max(5_000) });
export const CommentMade = z.object({ id: z.string().regex(/^\d{1,15}$/), jsdPublic: z.boolean().optional() });

/** By the service desk: they say whether customers see them. */
export const DeskComments = z.object({
  values: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]).transform(String),
        body: z.unknown(),
        public: z.boolean(),
        author: person.nullish(),
        created: z.object({ epochMillis: z.number() }).nullish(),
      }),
    )
    .max(1_000),
});

export const Transitions = z.object({
  transitions: z
    .array(
      z.object({
        id: z.union([z.string().regex(/^\d{1,9}$/), z.number()]).transform(String),
        to: status,
        fields: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .max(1_000),
});
export type Transition = z.infer<typeof Transitions>['transitions'][number];

export const Myself = z.object({ accountId: text.optional(), name: text.optional() });

const Trouble = z.object({
  errorMessages: z.array(z.string()).optional(),
  errors: z.record(z.string(), z.unknown()).optional(),
  errorMessage: z.string().optional(),
  message: z.string().optional(),
});

/** Fields that Jira names as wrong: not on the screen, unknown, or of another kind. */
export function wrongFields(json: unknown): readonly string[] {
  const told = Trouble.safeParse(json);
  return told.success ? Object.keys(told.data.errors ?? {}) : [];
}

/** `errorMessages` is often empty: what is wrong stands in `errors` then. */
export function troubleOf(json: unknown): string | null {
  const told = Trouble.safeParse(json);
  if (!told.success) return null;
  const { errorMessages = [], errors = {}, errorMessage, message } = told.data;
  const fields = Object.entries(errors).map(([field, why]) => `${field}: ${String(why)}`);
  const said = [...errorMessages, ...fields, errorMessage ?? message ?? ''].filter((part) => part !== '').join('; ');
  return said === '' ? null : said.replace(/\s+/g, ' ').slice(0, 200);
}
