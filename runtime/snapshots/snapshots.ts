// Keeps in the log what stages knew at an offset, and finds the newest that is whole, of this log, and readable.
import { hexId } from '../../domain/identity.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Row, StageState, StateStore } from '../../domain/ports/state-store.ts';
import { rowsLayout } from '../rows-layout.ts';
import { RowsHash } from '../state/rows-hash.ts';
import {
  chunkKey,
  headRecord,
  RowChunks,
  rowsRecord,
  SnapshotHead,
  snapshotHeadKind,
  SnapshotRows,
  slotKey,
  slots,
} from './snapshot-record.ts';

const scanRecords = 100;

export interface KeptPlace {
  readonly stage: string;
  readonly partition: number;
  /** Epoch ms now. */
  readonly atMs: number;
}

export interface Snapshot {
  readonly head: SnapshotHead;
  readonly rows: readonly Row[];
}

export type SnapshotRefusal = 'half-written' | 'other-log' | 'other-schema' | 'beyond-end';

export interface Wanted {
  readonly stage: string;
  readonly partition: number;
  /** Identity of the stream that the stage reads now, and where it ends. */
  readonly log: string;
  readonly end: number;
}

export interface Search {
  readonly found: Snapshot | null;
  /** Newer ones than what was found that cannot serve, and why. */
  readonly refused: readonly { readonly offset: number; readonly why: SnapshotRefusal }[];
}

interface Scanned {
  /** Offset of the newest record, by key. */
  readonly places: ReadonlyMap<string, number>;
  /** Newest first. */
  readonly heads: readonly SnapshotHead[];
}

export class Snapshots {
  readonly #log: EventLog;
  /** Of the newest whole one that this process wrote, by stage and partition. */
  readonly #written = new Map<string, number>();

  constructor(log: EventLog) {
    this.#log = log;
  }

  /**
   * What the store holds, while it stands at `state`. Durable and whole once this resolves; null where another owner
   * went on meanwhile: what was read is then of no moment.
   */
  async keep(
    store: StateStore,
    state: StageState,
    { stage, partition, atMs }: KeptPlace,
  ): Promise<SnapshotHead | null> {
    const { offset, log, chain } = state;
    const slot = await this.#nextSlot(stage, partition);
    const at = { stage, partition, slot, id: hexId(stage, String(partition), log, String(offset), String(atMs)) };
    const hash = new RowsHash();
    const chunks = new RowChunks();
    let count = 0;
    const write = async (rows: readonly Row[]): Promise<void> => {
      await this.#log.append('snapshots', [rowsRecord({ ...at, index: count }, rows, atMs)]);
      count += 1;
    };
    for await (const rows of store.load(stage, partition)) {
      hash.add(rows);
      for (const row of rows) {
        const full = chunks.add(row);
        if (full !== null) await write(full);
      }
    }
    await write(chunks.rest());
    if (!isSame(await store.position(stage, partition), state)) return null;
    const head = { ...at, schema: rowsLayout, log, offset, chain, chunks: count, rows: hash.end() };
    await this.#log.append('snapshots', [headRecord(head, atMs)]);
    this.#written.set(`${stage}/${partition}`, slot);
    return head;
  }

  async newest(wanted: Wanted): Promise<Search> {
    const { heads, places } = await this.#scan(wanted.stage, wanted.partition);
    const refused: { offset: number; why: SnapshotRefusal }[] = [];
    for (const head of heads) {
      const why = unfit(head, wanted);
      const rows = why === null ? await this.#rowsOf(head, places) : null;
      if (rows !== null) return { found: { head, rows }, refused };
      refused.push({ offset: head.offset, why: why ?? 'half-written' });
    }
    return { found: null, refused };
  }

  /** Not that of a snapshot that is known to be whole: it stays as it is until another one is. */
  async #nextSlot(stage: string, partition: number): Promise<number> {
    const own = this.#written.get(`${stage}/${partition}`);
    if (own !== undefined) return (own + 1) % slots;
    const { heads, places } = await this.#scan(stage, partition);
    for (const head of heads) if ((await this.#rowsOf(head, places)) !== null) return (head.slot + 1) % slots;
    return 0;
  }

  async #scan(stage: string, partition: number): Promise<Scanned> {
    const places = new Map<string, number>();
    const heads = new Map<number, { head: SnapshotHead; at: number }>();
    const own = slotKey({ stage, partition, slot: 0 }).slice(0, -1);
    for (let from = 0; ;) {
      const records = await this.#log.read('snapshots', 0, from, scanRecords);
      const last = records.at(-1);
      if (last === undefined) break;
      from = last.offset + 1;
      for (const { key, kind, body, offset } of records) {
        if (!key.startsWith(own)) continue;
        places.set(key, offset);
        const head = kind === snapshotHeadKind ? SnapshotHead.safeParse(body).data : undefined;
        if (head !== undefined) heads.set(head.slot, { head, at: offset });
      }
    }
    return { places, heads: [...heads.values()].sort((a, b) => b.at - a.at).map(({ head }) => head) };
  }

  /** Null: not all there, or not what the head says. */
  async #rowsOf(head: SnapshotHead, places: ReadonlyMap<string, number>): Promise<readonly Row[] | null> {
    const hash = new RowsHash();
    const rows: Row[] = [];
    for (let index = 0; index < head.chunks; index += 1) {
      const place = places.get(chunkKey(head, index));
      const [record] = place === undefined ? [] : await this.#log.read('snapshots', 0, place, 1);
      const chunk = SnapshotRows.safeParse(record?.body).data;
      if (chunk?.id !== head.id) return null;
      hash.add(chunk.rows);
      for (const row of chunk.rows) rows.push(row);
    }
    return hash.end() === head.rows ? rows : null;
  }
}

function unfit({ schema, log, offset }: SnapshotHead, wanted: Wanted): SnapshotRefusal | null {
  if (schema !== rowsLayout) return 'other-schema';
  if (log !== wanted.log) return 'other-log';
  return offset > wanted.end ? 'beyond-end' : null;
}

function isSame(stood: StageState | null, state: StageState): boolean {
  return stood !== null && stood.offset === state.offset && stood.epoch === state.epoch && stood.chain === state.chain;
}
