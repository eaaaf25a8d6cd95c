// Writes a replay's files from the rows at its end: same rows, same bytes, whatever their number.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cmdb } from '../../domain/cmdb.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import { explainDecision } from '../../ticketing/wording/explain-decision.ts';
import type { Language } from '../../ticketing/wording/language.ts';
import { ProjectionReader } from '../reading/projection-reader.ts';
import { WhereAlertStands } from '../reading/where-alert-stands.ts';
import { alertEntries } from './alert-entries.ts';
import { decisionLines } from './decision-lines.ts';
import { incidentTexts } from './incident-entries.ts';
import { arrayOf, linesOf } from './json-text.ts';
import type { ReplayRows } from './replay-rows.ts';
import { situationEntries } from './situation-entries.ts';
import { summarise, type Summary } from './summary.ts';
import { ticketLines } from './ticket-lines.ts';

export interface ReplayOutput {
  readonly store: StateStore;
  /** A folder that is there; files of the same names are overwritten. */
  readonly dir: string;
  readonly cmdb: Cmdb;
  readonly language: Language;
  readonly timezone: string;
  /** Stages whose rows go into the state hash. */
  readonly stages: readonly string[];
  readonly events?: number;
}

export async function writeReplayOutput(output: ReplayOutput): Promise<Summary> {
  const { store, dir, stages, events } = output;
  const rows = rowsOf(output);
  await writePieces(join(dir, 'incidents.json'), arrayOf(incidentTexts(rows)));
  await writePieces(join(dir, 'alerts.json'), arrayOf(alertEntries(rows)));
  await writePieces(join(dir, 'situations.json'), arrayOf(situationEntries(rows)));
  await writePieces(join(dir, 'tickets.ndjson'), linesOf(ticketLines(rows)));
  await writePieces(join(dir, 'decisions.ndjson'), linesOf(decisionLines(rows)));
  const { reader } = rows;
  const summary = await summarise({ store, reader, stages, ...(events === undefined ? {} : { events }) });
  await writePieces(join(dir, 'summary.json'), [`${JSON.stringify(summary, null, 2)}\n`]);
  return summary;
}

function rowsOf({ store, cmdb, language, timezone }: ReplayOutput): ReplayRows {
  const reader = new ProjectionReader(store);
  const names = new Map([...cmdb.services, ...cmdb.cis].map(({ id, name }) => [id, name]));
  const context = { timezone, nameOf: (id: string) => names.get(id) };
  return {
    reader,
    stands: new WhereAlertStands(reader),
    language,
    counterfactual: (decision) => explainDecision(decision, 'en', context).unless,
  };
}

const bufferedChars = 1_048_576;

async function writePieces(path: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    let buffered: string[] = [];
    let chars = 0;
    for await (const piece of pieces) {
      buffered.push(piece);
      chars += piece.length;
      if (chars < bufferedChars) continue;
      await file.write(buffered.join(''));
      [buffered, chars] = [[], 0];
    }
    await file.write(buffered.join(''));
  } finally {
    await file.close();
  }
}
