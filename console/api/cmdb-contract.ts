// The CMDB as the console's API answers it: what does not fit in it, and what of it an incident hits.
import { z } from 'zod';
import { cmdbFaultCodes } from '../../correlate/cmdb/cmdb-fault.ts';
import { count, Instant } from './contract-parts.ts';

/** Unmatched hosts with most alerts first, then what does not fit together in the CMDB itself. */
export const CmdbQuality = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['unmatched', 'silent', ...cmdbFaultCodes]),
      severity: z.enum(['error', 'warning']),
      at: z.string().describe('the host, or the path in the CMDB'),
      message: z.string(),
      fix: z.string().describe('what to do, or a line to copy into the CMDB'),
      alerts: count,
      lastSeenAt: Instant.nullable(),
      incidents: z.array(z.string()).describe('ids of incidents that it harmed'),
    }),
  ),
  total: count,
  cis: count,
  services: count,
  alerts: count.describe('alerts that were looked at'),
  truncated: z.boolean(),
});
export type CmdbQuality = z.infer<typeof CmdbQuality>;

export const ImpactGraph = z.object({
  incident: z.string(),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['ci', 'group', 'service']),
      name: z.string(),
      class: z.string().nullable(),
      site: z.string().nullable(),
      criticality: z.string().nullable(),
      /** `inferred`: down though nothing was heard from it. */
      state: z.enum(['up', 'down', 'degraded', 'at-risk', 'inferred', 'cleared']),
      root: z.number().nullable().describe('score as root candidate'),
      users: count.nullable(),
      alerts: count,
    }),
  ),
  /** `from` depends on `to`. */
  edges: z.array(z.object({ from: z.string(), to: z.string(), type: z.string() })),
  truncated: z.boolean(),
});
export type ImpactGraph = z.infer<typeof ImpactGraph>;
