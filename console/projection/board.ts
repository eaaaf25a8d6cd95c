// Keeps one board row per incident. Remembers the last key of open incidents only; for any other it takes away all
// thirty possible keys, so that nothing needs restoring after a restart.
import { boardKey, possibleBoardKeys, standingOf } from './board-key.ts';
import type { Incident } from '../../domain/incident.ts';
import type { RowBuffer } from './row-buffer.ts';
import { incidentTables } from './tables.ts';

export class Board {
  readonly #keys = new Map<string, string>();

  put(incident: Incident, isNew: boolean, rows: RowBuffer): void {
    const standing = standingOf(incident);
    const key = boardKey(standing);
    const known = this.#keys.get(incident.id);
    if (known === key) return;
    if (known !== undefined) rows.remove(incidentTables.board, known);
    else if (!isNew) for (const old of possibleBoardKeys(standing)) rows.remove(incidentTables.board, old);
    rows.put(incidentTables.board, key, incident.id);
    if (incident.state === 'open') this.#keys.set(incident.id, key);
    else this.#keys.delete(incident.id);
  }
}
