// The CMDB as files give it: sites, teams, CIs, services, relations, redundancy groups, maintenance.
import { z } from 'zod';

const criticalities = ['critical', 'high', 'medium', 'low'] as const;
export const Criticality = z.enum(criticalities);
export type Criticality = z.infer<typeof Criticality>;

const relationTypes = ['runs_on', 'depends_on', 'connected_to', 'member_of', 'hosted_at', 'powered_by'] as const;
export const RelationType = z.enum(relationTypes);
export type RelationType = z.infer<typeof RelationType>;

const id = z.string().min(1).max(200);

export const Ci = z.strictObject({
  id,
  class: z.string().max(100).default('other'),
  name: z.string().max(500).optional(),
  aliases: z.array(z.string().max(500)).default([]),
  site: id.optional(),
  criticality: Criticality.default('medium'),
  owner: id.optional(),
  environment: z.string().max(100).default('production'),
  personalData: z.boolean().default(false),
  /** What to do when it fails: an address, or the name that people find it by. */
  procedure: z.string().min(1).max(500).optional(),
});
export type Ci = z.infer<typeof Ci>;

export const Service = z.strictObject({
  id,
  name: z.string().max(500),
  criticality: Criticality.default('medium'),
  users: z.number().int().min(0).default(0),
  /** As `Mo-Fr 07:00-20:00 Europe/Paris`; absent: always. */
  hours: z.string().max(200).optional(),
  owner: id.optional(),
  personalData: z.boolean().default(false),
});
export type Service = z.infer<typeof Service>;

/** `from` depends on `to`; both may be a CI, a group or a service. */
export const Relation = z.strictObject({ from: id, to: id, type: RelationType });
export type Relation = z.infer<typeof Relation>;

/** Holds while `needs` members are up. */
export const RedundancyGroup = z.strictObject({ id, members: z.array(id), needs: z.number().int().min(1) });
export type RedundancyGroup = z.infer<typeof RedundancyGroup>;

export const MaintenanceWindow = z.strictObject({
  id,
  cis: z.array(id),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  reason: z.string().max(500).default(''),
});
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>;

export const Cmdb = z.strictObject({
  version: z.literal(1),
  note: z.string().optional(),
  sites: z.array(z.strictObject({ id, name: z.string().max(500).optional() })).default([]),
  teams: z
    .array(z.strictObject({ id, name: z.string().max(500).optional(), level: z.number().int().optional() }))
    .default([]),
  cis: z.array(Ci).default([]),
  services: z.array(Service).default([]),
  relations: z.array(Relation).default([]),
  groups: z.array(RedundancyGroup).default([]),
  maintenance: z.array(MaintenanceWindow).default([]),
});
export type Cmdb = z.infer<typeof Cmdb>;

export const emptyCmdb: Cmdb = {
  version: 1,
  sites: [],
  teams: [],
  cis: [],
  services: [],
  relations: [],
  groups: [],
  maintenance: [],
};
