// What a replay found, as much of its files as scoring reads.
import { z } from 'zod';

export const FoundAlert = z.object({
  id: z.string(),
  sources: z.array(z.string()),
  name: z.string(),
  ci: z.string().nullable(),
  openedAt: z.string(),
  situation: z.string().nullable(),
  incident: z.string().nullable(),
});
export type FoundAlert = z.infer<typeof FoundAlert>;

export const FoundIncident = z.object({
  id: z.string(),
  number: z.string(),
  category: z.string(),
  priority: z.number(),
  major: z.object({}).nullable(),
  rootCandidates: z.array(z.object({ ci: z.string() })),
  mergedInto: z.string().nullable(),
});
export type FoundIncident = z.infer<typeof FoundIncident>;

export const FoundTicketOperation = z.object({ op: z.string(), incident: z.string(), key: z.string() });
export type FoundTicketOperation = z.infer<typeof FoundTicketOperation>;

/** alerts.json, incidents.json and tickets.ndjson of one replay. */
export const Found = z.object({
  alerts: z.array(FoundAlert),
  incidents: z.array(FoundIncident),
  tickets: z.array(FoundTicketOperation),
});
export type Found = z.infer<typeof Found>;
