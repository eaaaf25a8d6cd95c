// What `ticketing.sinks.<name>` may say: each sink's own schema, its secrets by reference.
import { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import type { SinkKind } from '../../ticketing/sink-kind.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { SecretReference } from './resolve-secret.ts';

/** What every sink's configuration has; the rest is its own. */
export interface SinkConfig {
  readonly type: keyof typeof sinkKinds;
  readonly language?: 'en' | 'fr' | undefined;
}

function sectionOf({ schema, secrets, type }: Pick<SinkKind<unknown>, 'schema' | 'secrets' | 'type'>): z.ZodObject {
  if (!(schema instanceof z.ZodObject)) throw new TypeError(`sink ${type}: its schema is no object`);
  const references = secrets.map((member) => {
    const isOptional = schema.shape[member] instanceof z.ZodOptional;
    return [member, isOptional ? SecretReference.optional() : SecretReference];
  });
  // Keeps what the schema demands of its members together.
  return schema.safeExtend(Object.fromEntries(references) as z.ZodRawShape);
}

const [firstSection, ...otherSections] = Object.values(sinkKinds).map(sectionOf);
if (firstSection === undefined) throw new Error('no sink is registered');

export const SinkSection = z.discriminatedUnion('type', [
  firstSection as z.ZodObject<{ type: z.ZodLiteral<SinkConfig['type']> }>,
  ...(otherSections as z.ZodObject<{ type: z.ZodLiteral<SinkConfig['type']> }>[]),
]);
export type SinkSection = z.infer<typeof SinkSection>;

/** With its secrets resolved. @throws ConfigError `sink-invalid` if a secret is none that the sink can use. */
export function sinkConfigOf(section: SinkSection, takeSecret: (text: string, member: string) => string): SinkConfig {
  const kind = sinkKinds[section.type];
  const members = new Map<string, unknown>(Object.entries(section));
  for (const secret of kind.secrets) {
    const reference = members.get(secret);
    if (typeof reference === 'string') members.set(secret, takeSecret(reference, secret));
  }
  const result = kind.schema.safeParse(Object.fromEntries(members));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new ConfigError('sink-invalid', `ticketing.sinks (${section.type}): ${path}: ${issue?.message ?? ''}`, {
    at: path,
  });
}
