// Tags and branches of a repository that moved since the last look: read by git itself, called without a shell.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AdapterError } from '../../domain/errors.ts';

export interface Ref {
  /** `v1.4.2`, `main`. */
  readonly name: string;
  readonly commit: string;
  /** First line of the tag's or the commit's message. */
  readonly subject: string;
}

const call = promisify(execFile);
const timeoutMs = 10_000;
const mostBytes = 1_048_576;
/** The newest of each look: older ones moved before. */
const mostRefs = 500;
const format = '%(refname)%00%(objectname:short)%00%(contents:subject)';
/** What a repository says of itself must start nothing here: no hook, no pager, no monitor, no question. */
const quiet = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '--no-pager'] as const;

/** By full name. @throws AdapterError `git-unreadable`. */
export async function readRefs(repository: string, patterns: readonly string[]): Promise<Map<string, Ref>> {
  const wanted = ['for-each-ref', `--count=${String(mostRefs)}`, '--sort=-creatordate', `--format=${format}`];
  try {
    const { stdout } = await call('git', [...quiet, '-C', repository, ...wanted, '--', ...patterns], {
      timeout: timeoutMs,
      maxBuffer: mostBytes,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
    });
    return new Map(stdout.split('\n').flatMap(refIn));
  } catch (cause) {
    const why = `${repository}: git cannot read its refs`;
    throw new AdapterError('git-unreadable', why, { at: repository, retryable: true, cause });
  }
}

function refIn(line: string): [string, Ref][] {
  const [full = '', commit = '', subject = ''] = line.split('\0');
  if (full === '' || commit === '') return [];
  return [[full, { name: full.replace(/^refs\/[^/]+\//, ''), commit, subject: subject.slice(0, 500) }]];
}

/** New refs, and those that point elsewhere. */
export function movedRefs(before: ReadonlyMap<string, Ref>, now: ReadonlyMap<string, Ref>): Ref[] {
  return [...now].filter(([full, { commit }]) => before.get(full)?.commit !== commit).map(([, ref]) => ref);
}
