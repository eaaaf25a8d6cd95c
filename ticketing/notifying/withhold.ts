// Decides whether people may be told of an incident at all: not of tests, not of planned work.
import type { Cmdb, MaintenanceWindow } from '../../domain/cmdb.ts';
import type { Incident } from '../../domain/incident.ts';

/** A window with its times read once. */
export interface PlannedWindow {
  readonly id: string;
  readonly cis: ReadonlySet<string>;
  readonly from: number;
  readonly to: number;
}

export type Withheld =
  | { readonly why: 'not-production'; readonly environment: string }
  /** `until`: when the first of the windows that cover it ends. */
  | { readonly why: 'in-maintenance'; readonly windows: readonly string[]; readonly until: number };

export function plannedWindows({ maintenance }: Pick<Cmdb, 'maintenance'>): PlannedWindow[] {
  return maintenance.map(({ id, cis, from, to }: MaintenanceWindow) => {
    return { id, cis: new Set(cis), from: Date.parse(from), to: Date.parse(to) };
  });
}

/** Only where every CI that still has trouble is in a window: what planned work broke elsewhere must be told. */
export function withhold(incident: Incident, windows: readonly PlannedWindow[], now: number): Withheld | null {
  const { environment } = incident;
  if (environment !== 'production') return { why: 'not-production', environment };
  const open = incident.cis.filter((ci) => ci.open);
  const troubled = open.length > 0 ? open : incident.cis;
  if (troubled.length === 0 || incident.ciCount > incident.cis.length) return null;
  const active = windows.filter(({ from, to }) => from <= now && now < to);
  const covering = troubled.map(({ ci }) => active.find(({ cis }) => cis.has(ci)));
  const found = covering.filter((window) => window !== undefined);
  if (found.length < troubled.length) return null;
  const until = Math.min(...found.map(({ to }) => to));
  return { why: 'in-maintenance', windows: [...new Set(found.map(({ id }) => id))], until };
}
