// Which keys a zod schema knows at a path: what an error message offers instead of a misspelt one.
import type { z } from 'zod';

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

const defOf = (schema: z.ZodType): Def => schema.def;

/** Through optional, default, pipe and the like, to the schemas that have members; several for a union. */
function open(schema: z.ZodType): Def[] {
  const def = defOf(schema);
  if (def.innerType !== undefined) return open(def.innerType);
  if (def.type === 'pipe' && def.in !== undefined) return open(def.in);
  if (def.options !== undefined) return def.options.flatMap(open);
  return [def];
}

function step(def: Def, key: PropertyKey): z.ZodType[] {
  if (def.shape !== undefined) {
    const member = Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
    return member === undefined ? [] : [member];
  }
  const member = def.type === 'array' ? def.element : def.valueType;
  return member === undefined ? [] : [member];
}

/** Keys known at the path, sorted; empty where any key may stand. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here = open(schema);
  for (const key of path) here = here.flatMap((def) => step(def, key)).flatMap(open);
  return [...new Set(here.flatMap((def) => Object.keys(def.shape ?? {})))].sort();
}
