// What `cmdb` may say: the path of a file or folder, or the section of a CMDB that is read where it lives.
import { z } from 'zod';
import { liveCmdbKinds } from '../cmdb/live/live-cmdb-kinds.ts';
import { resolveSection, sectionOf } from './adapter-section.ts';

/** What every live CMDB's configuration has; the rest is its own. */
export interface LiveCmdbConfig {
  readonly type: keyof typeof liveCmdbKinds;
  readonly overlay?: string | undefined;
  readonly refreshMs: number;
}

const live = Object.values(liveCmdbKinds).map((kind) => sectionOf(kind));

export const CmdbSection = z.union([z.string().min(1), ...live]);
export type CmdbSection = z.infer<typeof CmdbSection>;

/** Null for a path. @throws ConfigError `cmdb-section-invalid` if a secret is none that the system can use. */
export function liveCmdbOf(
  section: CmdbSection | undefined,
  takeSecret: (text: string, member: string) => string,
): LiveCmdbConfig | null {
  if (section === undefined || typeof section === 'string') return null;
  const kind = liveCmdbKinds[section.type as LiveCmdbConfig['type']];
  return resolveSection({ kind, section, code: 'cmdb-section-invalid', at: 'cmdb' }, takeSecret) as LiveCmdbConfig;
}
