// How far each stage of a running Vigie has come, read from its files by another process.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

export type PipelineStream = 'events' | 'alerts' | 'incidents' | 'tickets';

/** Each stream and the stages that must have read it before the next one is looked at. */
const readers: readonly (readonly [PipelineStream, readonly string[]])[] = [
  ['events', ['alerting']],
  ['alerts', ['judging', 'projection-alerts']],
  ['incidents', ['planning', 'projection-incidents']],
  ['tickets', ['projection-tickets']],
];

export class PipelineStanding {
  readonly #folder: string;
  readonly #state: DatabaseSync;

  /** `folder` is the data folder of a Vigie that runs, or ran. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#state = new DatabaseSync(join(folder, 'state.db'), { readOnly: true, timeout: 5_000 });
  }

  offsetOf(stage: string): number {
    const row = this.#state.prepare('SELECT "offset" FROM positions WHERE stage = ?').get(stage);
    return Number(row?.['offset'] ?? 0);
  }

  /** Operations that are planned and not done. */
  waitingOperations(): number {
    const sql = `SELECT count(*) AS n FROM rows JOIN scopes ON scopes.id = rows.scope WHERE stage = 'delivery' AND tbl = 'operation'`;
    return Number(this.#state.prepare(sql).get()?.['n']);
  }

  endOf(stream: PipelineStream): number {
    const name = newestFile(join(this.#folder, 'log'), stream);
    if (name === undefined) return 0;
    const database = new DatabaseSync(name, { readOnly: true, timeout: 5_000 });
    const row = database.prepare('SELECT "end" FROM head').get();
    database.close();
    return Number(row?.['end'] ?? 0);
  }

  /** Resolves once all that stood in the log at the call went through every stage and every operation is done. Returns ms. */
  async drained(withinMs: number): Promise<number> {
    const began = performance.now();
    for (const [stream, stages] of readers) {
      const end = this.endOf(stream);
      await until(
        began + withinMs,
        () => stages.every((stage) => this.offsetOf(stage) >= end),
        () => `${stream} ${end}`,
      );
    }
    await until(
      began + withinMs,
      () => this.waitingOperations() === 0,
      () => `${this.waitingOperations()} operations`,
    );
    return performance.now() - began;
  }

  close(): void {
    this.#state.close();
  }
}

async function until(deadline: number, holds: () => boolean, what: () => string): Promise<void> {
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`still not read: ${what()}`);
    await pause(10);
  }
}

function newestFile(folder: string, stream: string): string | undefined {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names
    .filter((file) => new RegExp(`^${stream}-\\d.*\\.db$`).test(file))
    .sort()
    .at(-1);
  return name === undefined ? undefined : join(folder, name);
}
