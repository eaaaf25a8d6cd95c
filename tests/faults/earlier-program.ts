// An earlier program of this very history that runs on the packages that are installed here, unpacked to be run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
/** What such a program must have for a comparison: it starts, keeps its log in files, and speaks to GLPI. */
const needed = ['bin/vigie', 'runtime/sqlite/open-sqlite-stores.ts', 'ticketing/sinks/glpi.ts'];
const Manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

export interface EarlierProgram {
  readonly commit: string;
  /** Commits since. */
  readonly back: number;
}

function git(...args: string[]): string {
  return execFileSync('git', ['-C', root, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim();
}

/** The one that changed the packages last but is not this one; null where a clone has no history, or none will do. */
export function earlierProgram(): EarlierProgram | null {
  const ours = Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).dependencies;
  for (const commit of commitsOf('package.json')) {
    const back = Number(git('rev-list', '--count', `${commit}..HEAD`));
    if (back === 0) continue;
    const { dependencies } = Manifest.parse(JSON.parse(git('show', `${commit}:package.json`)));
    const runs = Object.entries(dependencies).every(([name, version]) => ours[name] === version);
    return runs && hasAll(commit) ? { commit, back } : null;
  }
  return null;
}

/** Newest first. */
function commitsOf(path: string): string[] {
  try {
    if (git('rev-parse', '--is-shallow-repository') === 'true') return [];
    return git('log', '--format=%H', '--', path)
      .split('\n')
      .filter((commit) => commit !== '');
  } catch {
    return [];
  }
}

function hasAll(commit: string): boolean {
  return git('ls-tree', '--name-only', commit, ...needed).split('\n').length === needed.length;
}

/** Returns its `bin/vigie`. */
export function unpackProgram({ commit }: EarlierProgram, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const tree = execFileSync('git', ['-C', root, 'archive', commit], { maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: tree });
  const packages = join(folder, 'node_modules');
  if (!existsSync(packages)) symlinkSync(join(root, 'node_modules'), packages);
  return join(folder, 'bin/vigie');
}
