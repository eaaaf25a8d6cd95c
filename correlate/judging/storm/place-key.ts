// By which storms are told apart.
import type { StormPlace } from '../../../domain/incident.ts';

export function placeKey({ by, id, environment }: StormPlace): string {
  return `${by}/${environment ?? 'production'}/${id}`;
}
