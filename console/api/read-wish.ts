// Who wishes something, and why: the body of every wish of a person.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { PayloadError } from '../../domain/errors.ts';
import { plainIssue } from '../../domain/plain-issue.ts';
import { signature } from './login-name.ts';

/** Signed with the login, where there is one. @throws PayloadError `bad-body`, naming the member. */
export function readWish<T extends { readonly by: string }>(
  { body, loginName }: Pick<FastifyRequest, 'body' | 'loginName'>,
  asked: z.ZodType<T>,
): T {
  const read = asked.safeParse(body, { error: plainIssue });
  if (read.success) return { ...read.data, by: signature(read.data.by, loginName) };
  const [issue] = read.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new PayloadError('bad-body', `${at === '' ? 'body' : at}: ${issue?.message ?? 'unreadable'}`, { at });
}
