// A policy as a record holds it. One that a later Vigie wrote is no poison: to decide without it would be to decide otherwise.
import { AdapterError } from '../../domain/errors.ts';
import { allFlags } from '../../domain/flags.ts';
import { Policy } from '../../domain/policy.ts';

/** @throws AdapterError `policy-newer`; ZodError where it is no policy of any version. */
export function readPolicy(body: unknown): Policy {
  const read = Policy.safeParse(body);
  const unknown = read.success ? unknownFlags(read.data) : unknownKeys(read.error.issues);
  if (unknown.length > 0) throw newer(unknown);
  if (!read.success) throw read.error;
  return read.data;
}

function unknownFlags({ flags }: Policy): string[] {
  return flags.filter((flag) => !allFlags.includes(flag)).map((flag) => `flag ${String(flag)}`);
}

type Issue = NonNullable<ReturnType<typeof Policy.safeParse>['error']>['issues'][number];

function unknownKeys(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
}

function newer(unknown: readonly string[]): AdapterError {
  const what = unknown.slice(0, 5).join(', ');
  return new AdapterError(
    'policy-newer',
    `a later version of Vigie wrote this log: it knows ${what}; this one does not`,
  );
}
