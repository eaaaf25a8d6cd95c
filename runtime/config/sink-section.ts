// What `ticketing.sinks.<name>` may say: each sink's own schema, its secrets by reference.
import { z } from 'zod';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { resolveSection, sectionOf } from './adapter-section.ts';

/** What every sink's configuration has; the rest is its own. */
export interface SinkConfig {
  readonly type: keyof typeof sinkKinds;
  readonly language?: 'en' | 'fr' | undefined;
}

type Section = z.ZodObject<{ type: z.ZodLiteral<SinkConfig['type']> }>;

const [firstSection, ...otherSections] = Object.values(sinkKinds).map((kind) => sectionOf(kind) as unknown as Section);
if (firstSection === undefined) throw new Error('no sink is registered');

export const SinkSection = z.discriminatedUnion('type', [firstSection, ...otherSections]);
export type SinkSection = z.infer<typeof SinkSection>;

/** With its secrets resolved. @throws ConfigError `sink-invalid` if a secret is none that the sink can use. */
export function sinkConfigOf(section: SinkSection, takeSecret: (text: string, member: string) => string): SinkConfig {
  const kind = sinkKinds[section.type];
  return resolveSection({ kind, section, code: 'sink-invalid', at: 'ticketing.sinks' }, takeSecret) as SinkConfig;
}
