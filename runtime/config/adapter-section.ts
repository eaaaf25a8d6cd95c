// The section of an adapter that brings its own schema: its secrets written by reference, then read into its own words.
import { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import { plainIssue } from '../../domain/plain-issue.ts';
import { SecretReference } from './resolve-secret.ts';

export interface SectionKind {
  readonly type: string;
  /** Members of the schema that are secrets. */
  readonly secrets: readonly string[];
  readonly schema: z.ZodType;
}

type Section = z.ZodObject<{ type: z.ZodLiteral<string> }>;

/** The adapter's schema with references in place of secrets; of several, one for each way to speak to it. */
export function sectionOf({ schema, secrets, type }: SectionKind): Section {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const options = schema.options.map((option) => sectionOf({ schema: option as z.ZodType, secrets, type }));
    return z.discriminatedUnion(schema.def.discriminator, options as [Section, ...Section[]]) as unknown as Section;
  }
  if (!(schema instanceof z.ZodObject)) throw new TypeError(`${type}: its schema is no object`);
  const own = secrets.filter((member) => Object.hasOwn(schema.shape, member));
  const references = own.map((member) => {
    const isOptional = schema.shape[member] instanceof z.ZodOptional;
    return [member, isOptional ? SecretReference.optional() : SecretReference];
  });
  // Keeps what the schema demands of its members together.
  return schema.safeExtend(Object.fromEntries(references) as z.ZodRawShape) as unknown as Section;
}

/** With its secrets resolved. @throws ConfigError `code` if a secret is none that the adapter can use. */
export function resolveSection(
  { kind, section, code, at }: { kind: SectionKind; section: object; code: string; at: string },
  takeSecret: (text: string, member: string) => string,
): unknown {
  const members = new Map<string, unknown>(Object.entries(section));
  for (const secret of kind.secrets) {
    const reference = members.get(secret);
    if (typeof reference === 'string') members.set(secret, takeSecret(reference, secret));
  }
  const result = kind.schema.safeParse(Object.fromEntries(members), { error: plainIssue });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new ConfigError(code, `${at} (${kind.type}): ${path}: ${issue?.message ?? ''}`, { at: path });
}
