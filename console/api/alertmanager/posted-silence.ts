// A silence as a client posts it, read once: what cannot be is refused, naming the member.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { labelMatcher } from '../../../correlate/labels/label-matcher.ts';
import { PayloadError } from '../../../domain/errors.ts';
import { hexId } from '../../../domain/identity.ts';
import { plainIssue } from '../../../domain/plain-issue.ts';
import type { Silence } from '../../../domain/silence.ts';
import { longestName } from '../command-contract.ts';
import { signature } from '../login-name.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** As Alertmanager's `postableSilence`: unknown members are ignored, `isEqual` is true where it is not said. */
const Posted = z.object({
  id: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9-]*$/)
    .optional(),
  matchers: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        value: z.string().max(1_000),
        isRegex: z.boolean(),
        isEqual: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(50),
  startsAt: instant,
  endsAt: instant,
  createdBy: z.string().max(longestName),
  comment: z.string().max(2_000),
});

/** A start in the past is now; signed with the login, where there is one. @throws PayloadError `bad-silence`, `bad-matcher`. */
export function readPostedSilence(
  { body, loginName }: Pick<FastifyRequest, 'body' | 'loginName'>,
  now: number,
): Silence {
  const result = Posted.safeParse(body, { error: plainIssue });
  if (!result.success) {
    const [issue] = result.error.issues;
    throw bad(issue?.message ?? 'not a silence', issue?.path.map(String).join('.') ?? '');
  }
  const { id = '', matchers, endsAt, comment } = result.data;
  const createdBy = signature(result.data.createdBy, loginName);
  const startsAt = Math.max(result.data.startsAt, now);
  if (endsAt <= startsAt) throw bad('ends before it starts, or in the past', 'endsAt');
  refuseAll(matchers);
  const content = [JSON.stringify(matchers), String(now), String(endsAt), createdBy, comment];
  return { id: id === '' ? uuidOf(...content) : id, matchers, startsAt, endsAt, createdBy, comment, updatedAt: now };
}

/** Alertmanager's rule: a silence whose every matcher fits the empty text would silence everything. */
function refuseAll(matchers: Silence['matchers']): void {
  const fitsNothing = matchers.map((matcher, index) => labelMatcher(matcher, `matchers.${String(index)}.value`)({}));
  if (fitsNothing.every(Boolean)) throw bad('at least one matcher must not fit the empty text', 'matchers');
}

/** Clients expect the shape; the content decides it. */
function uuidOf(...content: string[]): string {
  const hex = hexId('silence', ...content) + hexId('silence-rest', ...content);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function bad(message: string, at: string): PayloadError {
  return new PayloadError('bad-silence', message, { at });
}
