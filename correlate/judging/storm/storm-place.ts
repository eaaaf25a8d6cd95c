// Where a storm is: the site of what went wrong, else the source that tells most; other environments apart.
import type { StormPlace } from '../../../domain/incident.ts';
import type { SourceType } from '../../../domain/event.ts';
import type { CmdbGraph } from '../../cmdb/graph.ts';
import type { Assessment } from '../assess-situation.ts';
import { isUnmatched } from '../presence.ts';
import type { Scene } from '../scene.ts';
import type { SituationRow } from '../working-rows.ts';

/** The cause's site; where none is known, that of the place that complained first. */
export function stormPlace(scene: Scene, situation: SituationRow, assessed: Assessment): StormPlace {
  const { environment, isProduction, ranking } = assessed;
  const apart = isProduction ? {} : { environment };
  const site = siteOf(scene, situation, ranking.candidates[0]?.ci ?? null);
  return site === null
    ? { by: 'source', id: loudestSource(situation), name: loudestSource(situation), ...apart }
    : { by: 'site', id: site, name: nameOf(scene.graph, site), ...apart };
}

function siteOf({ graph, state }: Scene, { id }: SituationRow, cause: string | null): string | null {
  const site = cause === null ? null : graph.site(cause);
  if (site !== null) return site;
  const [first] = state
    .presencesOf(id)
    .filter(({ place, total }) => total > 0 && !isUnmatched(place) && graph.site(place) !== null)
    .sort((a, b) => a.firstAt - b.firstAt || (a.place < b.place ? -1 : 1));
  return first === undefined ? null : graph.site(first.place);
}

function nameOf({ cmdb }: CmdbGraph, site: string): string {
  return cmdb.sites.find(({ id }) => id === site)?.name ?? site;
}

function loudestSource({ bySource }: SituationRow): SourceType {
  const [loudest] = Object.entries(bySource).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return (loudest?.[0] ?? 'generic') as SourceType;
}
