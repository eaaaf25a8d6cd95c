// Reads the elements of a body one by one: a bad one is rejected, the others stand.
import type { z } from 'zod';
import type { Event } from '../domain/event.ts';
import { PayloadError } from '../domain/errors.ts';
import { plainIssue } from '../domain/plain-issue.ts';
import { pathText } from './json-scanner.ts';
import type { Read, ReadContext, Rejected } from './source.ts';

export interface ElementReading<S extends z.ZodType> {
  readonly schema: S;
  /** `''` for the body's own array, else the member that holds it. */
  readonly member: string;
  readonly toEvent: (element: z.infer<S>, raw: string) => Event;
}

export function readElements<S extends z.ZodType>(
  elements: readonly unknown[],
  context: ReadContext,
  { schema, member, toEvent }: ElementReading<S>,
): Pick<Read, 'events' | 'rejected'> {
  const events: Event[] = [];
  const rejected: Rejected[] = [];
  elements.forEach((element, index) => {
    const raw = context.raw(member, index);
    const parsed = schema.safeParse(element, { error: plainIssue });
    if (parsed.success) events.push(toEvent(parsed.data, raw));
    else rejected.push(rejection(parsed.error, member === '' ? [index] : [member, index], raw));
  });
  return { events, rejected };
}

function rejection(error: z.ZodError, path: readonly PropertyKey[], raw: string): Rejected {
  const { at, reason } = firstIssue(error, path);
  return { code: 'wrong-shape', reason, at, raw, encoding: 'utf8' };
}

function firstIssue(error: z.ZodError, path: readonly PropertyKey[]): { at: string; reason: string } {
  const issue = error.issues[0];
  return { at: pathText([...path, ...(issue?.path ?? [])]), reason: issue?.message ?? 'not of the expected shape' };
}

/** The body as a whole. @throws PayloadError `wrong-shape`, naming the member. */
export function readWhole<S extends z.ZodType>(schema: S, payload: unknown): z.infer<S> {
  const parsed = schema.safeParse(payload, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const { at, reason } = firstIssue(parsed.error, []);
  throw new PayloadError('wrong-shape', reason, at === '' ? {} : { at });
}
