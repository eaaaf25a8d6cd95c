// What a request may ask, read once: language, page size, cursor, filters. A word it does not know is refused by name.
import { z } from 'zod';
import { PayloadError } from '../../domain/errors.ts';
import { problemStates } from '../../domain/problem.ts';
import type { Language } from '../../ticketing/wording/language.ts';

/** A page holds at most this many rows. */
const pageCeiling = 500;
/** Alerts and decisions that an incident of a list carries, unless asked otherwise. */
const membersCeiling = 500;

const whole = z
  .string()
  .regex(/^\d{1,4}$/, 'a whole number')
  .transform(Number);
const limit = whole.pipe(z.number().min(1).max(pageCeiling));
const language = z.enum(['en', 'fr']);
const text = z.string().max(200);
const yesNo = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1');

export const LanguageAsked = z.strictObject({ language: language.optional(), lang: language.optional() });

export const PageAsked = LanguageAsked.extend({
  limit: limit.default(100),
  after: z.string().max(2_000).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
});
export type PageAsked = z.infer<typeof PageAsked>;

export const DecisionsAsked = PageAsked.extend({ subject: z.string().min(3).max(500) });

export const MembersAsked = LanguageAsked.extend({
  members: whole.pipe(z.number().max(membersCeiling)).default(100),
});

export const IncidentsAsked = PageAsked.omit({ order: true }).extend({
  limit: limit.default(50),
  members: whole.pipe(z.number().max(membersCeiling)).default(100),
  state: z.enum(['open', 'resolved', 'merged', 'all']).default('all'),
  priority: z
    .string()
    .regex(/^[1-5](,[1-5])*$/, 'priorities as `1,2`')
    .transform((list) => list.split(',').map(Number))
    .optional(),
  major: yesNo.optional(),
  q: text.optional(),
  service: text.optional(),
  site: text.optional(),
});
export type IncidentsAsked = z.infer<typeof IncidentsAsked>;

export const AlertsAsked = PageAsked.omit({ order: true }).extend({ state: z.enum(['open', 'ended']).default('open') });

export const TicketsAsked = PageAsked.omit({ order: true }).extend({ incident: text.optional() });

const DayAsked = LanguageAsked.extend({
  day: z.iso.date().optional(),
  sink: text.optional(),
});

export const DailyTicketsAsked = DayAsked.extend({
  limit: limit.default(200),
  after: z.string().max(2_000).optional(),
});

export const DailyTicketsFileAsked = DayAsked;

export const ProblemsAsked = PageAsked.omit({ order: true }).extend({
  state: z.enum([...problemStates, 'all']).default('all'),
});

export const ImpactAsked = LanguageAsked.extend({ incident: text });

export const StatusAsked = LanguageAsked.extend({ hash: yesNo.default(false) });

/** @throws PayloadError `bad-query` naming the first member that is wrong. */
export function readAsked<T>(schema: z.ZodType<T>, query: unknown): T {
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const unknownWord = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const at = unknownWord ?? issue?.path.join('.') ?? '';
  const why = unknownWord === undefined ? (issue?.message ?? 'unreadable') : 'nothing here is asked by this name';
  throw new PayloadError('bad-query', `${at}: ${why}`, { at });
}

/** `?language`, else the first of Accept-Language that Vigie speaks, else the tenant's. */
export function languageOf(
  asked: { readonly language?: Language | undefined; readonly lang?: Language | undefined },
  accepted: string | undefined,
  tenant: Language,
): Language {
  const named = asked.language ?? asked.lang;
  if (named !== undefined) return named;
  const spoken = (accepted ?? '').slice(0, 500).split(',');
  const known = spoken.map((range) => range.trim().slice(0, 2).toLowerCase());
  return known.find((word): word is Language => word === 'en' || word === 'fr') ?? tenant;
}
