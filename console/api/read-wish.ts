// Who wishes something, and why: the body of every wish of a person.
import type { z } from 'zod';
import { PayloadError } from '../../domain/errors.ts';

/** @throws PayloadError `bad-body`, naming the member. */
export function readWish<T>(body: unknown, asked: z.ZodType<T>): T {
  const read = asked.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new PayloadError('bad-body', `${at === '' ? 'body' : at}: ${issue?.message ?? 'unreadable'}`, { at });
}
