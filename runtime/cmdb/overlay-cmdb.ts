// Lays a site's own file over a CMDB that lives elsewhere: what the file says wins, member by member; lists are added.
import { z } from 'zod';
import { Ci, Cmdb, MaintenanceWindow, RedundancyGroup, Relation, Service } from '../../domain/cmdb.ts';

/** Every member but the id may be absent, and then says nothing: a default would overrule what is known. */
function sparse(schema: z.ZodObject): z.ZodObject {
  const shape = Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, member]) => {
    const bare = member instanceof z.ZodDefault ? (member.unwrap() as z.ZodType) : member;
    return [key, key === 'id' ? bare : bare.optional()] as const;
  });
  return z.strictObject(Object.fromEntries(shape));
}

const list = (schema: z.ZodObject): z.ZodDefault<z.ZodArray<z.ZodObject>> => z.array(sparse(schema)).default([]);

export const CmdbOverlay = z.strictObject({
  version: z.literal(1),
  note: z.string().optional(),
  sites: list(Cmdb.shape.sites.unwrap().element),
  teams: list(Cmdb.shape.teams.unwrap().element),
  cis: list(Ci),
  services: list(Service),
  relations: z.array(Relation).default([]),
  groups: list(RedundancyGroup),
  maintenance: list(MaintenanceWindow),
});
export type CmdbOverlay = z.infer<typeof CmdbOverlay>;

type Entry = Readonly<Record<string, unknown>>;

/** @throws ZodError where an entry that only the file knows lacks a member that it needs. */
export function overlayCmdb(lower: Cmdb, upper: CmdbOverlay): Cmdb {
  const relations = [...lower.relations, ...upper.relations];
  const { sites, teams, cis, services, groups, maintenance } = lower;
  return Cmdb.parse({
    version: 1,
    sites: byId(sites, upper.sites),
    teams: byId(teams, upper.teams),
    cis: byId(cis, upper.cis),
    services: byId(services, upper.services),
    relations: [...new Map(relations.map((each) => [JSON.stringify([each.from, each.to, each.type]), each])).values()],
    groups: byId(groups, upper.groups),
    maintenance: byId(maintenance, upper.maintenance),
  });
}

/** In the lower's order, new ones after them. */
function byId(lower: readonly Entry[], upper: readonly Entry[]): Entry[] {
  const merged = new Map(lower.map((entry) => [entry['id'], entry]));
  for (const above of upper) merged.set(above['id'], layered(merged.get(above['id']), above));
  return [...merged.values()];
}

function layered(below: Entry | undefined, above: Entry): Entry {
  if (below === undefined) return above;
  const aliases = [...listOf(below['aliases']), ...listOf(above['aliases'])];
  return { ...below, ...above, ...(aliases.length === 0 ? {} : { aliases: [...new Set(aliases)] }) };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
