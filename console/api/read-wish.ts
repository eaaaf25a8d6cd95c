// Who wishes something, and why: the body of every wish of a person.
import { PayloadError } from '../../domain/errors.ts';
import { CommandRequest } from './contract.ts';

/** @throws PayloadError `bad-body`, naming the member. */
export function readWish(body: unknown): CommandRequest {
  const read = CommandRequest.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new PayloadError('bad-body', `${at === '' ? 'body' : at}: ${issue?.message ?? 'unreadable'}`, { at });
}
