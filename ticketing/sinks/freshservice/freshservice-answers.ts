// The shapes of Freshservice's answers that we read: tolerant of what is not needed, bounded in what is.
import { z } from 'zod';
import type { SinkReply } from '../http/sink-reply.ts';

const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const time = z
  .string()
  .max(40)
  .transform((stamp) => Date.parse(stamp));
const tags = z
  .array(z.string().max(300))
  .max(1_000)
  .nullish()
  .transform((told) => told ?? []);

export const FreshTicket = z.object({
  id,
  subject: z
    .string()
    .max(10_000)
    .nullish()
    .transform((told) => told ?? ''),
  description_text: z.string().max(2_000_000).nullish(),
  status: z.number().int().min(0).max(10_000),
  priority: z.number().int(),
  impact: z.number().int().nullish(),
  urgency: z.number().int().nullish(),
  type: z.string().max(100).nullish(),
  tags,
  deleted: z.boolean().nullish(),
  spam: z.boolean().nullish(),
  group_id: z.number().nullish(),
  responder_id: z.number().nullish(),
  requester_id: z.number().nullish(),
  updated_at: time,
  assets: z
    .array(z.object({ display_id: id }))
    .max(1_000)
    .nullish(),
});
export type FreshTicket = z.infer<typeof FreshTicket>;

export const OneTicket = z.object({ ticket: FreshTicket });
export const Created = z.object({ ticket: z.object({ id }) });
export const TicketPage = z.object({ tickets: z.array(FreshTicket).max(100) });

export const Conversations = z.object({
  conversations: z
    .array(
      z.object({
        id,
        body_text: z
          .string()
          .max(2_000_000)
          .nullish()
          .transform((told) => told ?? ''),
        private: z.boolean(),
        incoming: z.boolean().nullish(),
        user_id: z.number().nullish(),
        created_at: time,
      }),
    )
    .max(100),
});

const texts = z
  .array(z.object({ body_text: z.string().max(2_000_000).nullish(), body: z.string().max(2_000_000).nullish() }))
  .max(100);
/** What the notes of a record say; of a problem they are `notes` (api.freshservice.com, "Create a note on a problem"). */
export const NoteTexts = z
  .union([z.object({ conversations: texts }), z.object({ notes: texts })])
  .transform((told) => ('notes' in told ? told.notes : told.conversations))
  .transform((all) => all.map(({ body_text: plain, body }) => plain ?? body ?? ''));

/** A problem, as its list shows it and as it is read alone. */
export const FreshProblem = z.object({
  id,
  subject: z.string().max(10_000),
  status: z.number().int().min(0).max(10_000),
  priority: z.number().int().nullish(),
  impact: z.number().int().nullish(),
  updated_at: time,
});
export type FreshProblem = z.infer<typeof FreshProblem>;
export const OneProblem = z.object({ problem: FreshProblem });
export const CreatedProblem = z.object({ problem: z.object({ id }) });
export const ProblemPage = z.object({ problems: z.array(FreshProblem).max(100) });

/** With `include=problem`; what it is of one that is tied is not needed. */
export const TiedTicket = z.object({ ticket: z.object({ id, problem: z.unknown() }) });

/** Fields of the problem form that the site added and demands. */
export const ProblemForm = z.object({
  problem_fields: z
    .array(z.object({ label: z.string().max(300), required: z.boolean(), default_field: z.boolean() }))
    .max(1_000),
});

/** 404 for what never was, 405 for what lies in the bin. */
export function isMissing(reply: SinkReply): boolean {
  return reply.kind === 'refused' && [404, 405].includes(reply.status);
}

const Trouble = z.object({
  description: z.string().optional(),
  message: z.string().optional(),
  code: z.string().optional(),
  errors: z.array(z.object({ field: z.string().optional(), message: z.string().optional() })).optional(),
});

/** `errors` names the fields; 404 has no body at all. */
export function troubleOf(json: unknown): string | null {
  const told = Trouble.safeParse(json);
  if (!told.success) return null;
  const { description, message, code, errors = [] } = told.data;
  const fields = errors.map((error) => `${error.field ?? ''}: ${error.message ?? ''}`);
  const said = [description ?? message ?? code ?? '', ...fields].filter((part) => part !== '').join('; ');
  return said === '' ? null : said.replace(/\s+/g, ' ').slice(0, 200);
}

const numbered = z.array(z.object({ id: z.number().int() })).transform((all) => all.map(({ id }) => String(id)));
const byNumber = z.record(z.string().regex(/^\d{1,4}$/), z.unknown()).transform((all) => Object.keys(all));
const FormFields = z.object({
  ticket_fields: z.array(z.object({ name: z.string(), choices: z.unknown() })).max(1_000),
});

/** The numbers of all statuses, of which older accounts tell a record and newer ones a list; null: not told. */
export function statusesIn(answer: unknown): readonly string[] | null {
  const told = FormFields.safeParse(answer);
  const field = told.success ? told.data.ticket_fields.find(({ name }) => name === 'status') : undefined;
  const choices = z.union([numbered, byNumber]).safeParse(field?.choices);
  return choices.success && choices.data.length > 0 ? choices.data : null;
}
