// The owner of one stage on one partition: reads, lets the stage decide, commits. No policy of its own.
import { isFault } from '../domain/errors.ts';
import type { Stage, StageInput } from '../domain/ports/stage.ts';
import type { Row, StageState, UnitOfWork } from '../domain/ports/state-store.ts';
import { tickKind } from '../domain/record.ts';
import type { StoredRecord } from '../domain/record.ts';
import { ControlsInForce } from './controls-in-force.ts';
import { InputMarks } from './input-marks.ts';
import { damagedKind, damageOf, isPoison, poisonRecord, wordsOf } from './log/dead-letter.ts';
import { withoutOwnerRows } from './owner-rows.ts';
import { layoutRow } from './rows-layout.ts';
import { StageSnapshots } from './snapshots/stage-snapshots.ts';
import { applyBatch } from './stage-batch.ts';
import type { BatchChanges } from './stage-batch.ts';
import { chained, chainStart } from './stage-chain.ts';
import type { StageSeat } from './stage-seat.ts';
import { standings } from './stage-standing.ts';
import type { RebuildReason } from './stage-standing.ts';
import { stamped } from './stamped-records.ts';
import { nextTickAt, tickRecord } from './tick-rule.ts';

/** Records in a batch; the log bounds its bytes. */
const batchRecords = 512;

export class StageOwner {
  readonly name: string;
  readonly #seat: StageSeat;
  readonly #partition: number;
  #stage: Stage;
  readonly #snapshots: StageSnapshots | null;
  #marks = new InputMarks();
  #inForce = new ControlsInForce();
  /** False while the stage may be half changed: it is brought back before it is asked again. */
  #fit = false;
  #epoch = 0;
  #identity = '';
  #offset = 0;
  #chain = chainStart;
  /** Where the log ended when this life began: up to there an earlier life may already have written. */
  #knownEnd = 0;
  #logicalMs: number | null = null;
  #tickedMs: number | null = null;
  #tickOffset = -1;
  #isLayoutKept = false;
  /** Decided but not committed yet: kept until the store takes it. */
  #pending: UnitOfWork | null = null;
  #pendingRecords = 0;

  private constructor(seat: StageSeat) {
    this.#seat = seat;
    this.#partition = seat.partition ?? 0;
    this.#stage = seat.create({});
    this.name = this.#stage.name;
    this.#snapshots = snapshotsOf(seat, this.#stage);
  }

  /** Claims the partition and brings the stage to where it stood. */
  static async open(seat: StageSeat): Promise<StageOwner> {
    const owner = new StageOwner(seat);
    await owner.#takeSeat();
    return owner;
  }

  /** Next offset to read. */
  get offset(): number {
    return this.#offset;
  }

  get chain(): string {
    return this.#chain;
  }

  /** Latest `receivedAt` that the stage was given; null: none yet. */
  get logicalMs(): number | null {
    return this.#logicalMs;
  }

  /** When the next tick is due, or null: none while one is on its way, or where another owner tells the time. */
  get tickAt(): number | null {
    const { ticks } = this.#seat;
    if (ticks === false || this.#tickOffset >= this.#offset) return null;
    const nextDueAt = this.#stage.nextDueAt();
    return nextTickAt({ tickedMs: this.#tickedMs, nextDueAt, onlyWhenDue: ticks === 'when-due' });
  }

  /** Whether the stage waits for a time to come. */
  get hasTimer(): boolean {
    return this.#stage.nextDueAt() !== null;
  }

  async tick(): Promise<void> {
    const { log, clock, input } = this.#seat;
    const atMs = Math.max(clock.now(), this.#logicalMs ?? 0);
    const [position] = await log.append(input, [tickRecord(input, this.#partition, atMs)], this.#partition);
    this.#tickOffset = position?.offset ?? -1;
  }

  /**
   * Reads a batch, decides, commits. Returns how many records that were; 0: at the end.
   * @throws AdapterError of the log or the store. What was decided is kept, and the next call commits it.
   */
  async step(): Promise<number> {
    if (this.#pending === null) await this.#decide();
    if (this.#pending === null) return 0;
    await this.#seat.store.commit(this.#pending);
    this.#offset = this.#pending.offset;
    this.#chain = this.#pending.chain;
    this.#inForce.committed();
    this.#isLayoutKept = true;
    this.#pending = null;
    await this.#snapshots?.committed(this.#pendingRecords, this.#standing);
    return this.#pendingRecords;
  }

  get #standing(): StageState {
    return { offset: this.#offset, epoch: this.#epoch, log: this.#identity, chain: this.#chain };
  }

  async #takeSeat(): Promise<void> {
    const { log, store, input } = this.#seat;
    this.#epoch = await store.claim(this.name, this.#partition);
    this.#identity = await log.identity(input);
    this.#knownEnd = await log.end(input, this.#partition);
    await this.#stand();
    await this.#recallTime();
  }

  async #stand(): Promise<void> {
    const { store, onRebuild } = this.#seat;
    const place = { store, snapshots: this.#snapshots, stage: this.name, partition: this.#partition };
    const at = { epoch: this.#epoch, log: this.#identity, end: this.#knownEnd };
    const told = { onRebuild: (reason: RebuildReason) => onRebuild?.({ stage: this.name, reason }) };
    for await (const standing of standings({ ...place, ...at, ...told })) {
      if (await this.#standsOn(standing)) return;
    }
  }

  /** False: rows that the stage throws at. @throws what it throws at without any. */
  async #standsOn(standing: StageState | null): Promise<boolean> {
    try {
      await this.#standOn(standing);
      return true;
    } catch (thrown) {
      if (isFault(thrown) || standing === null) throw thrown;
      return false;
    }
  }

  async #standOn(standing: StageState | null): Promise<void> {
    const { store } = this.#seat;
    this.#offset = standing?.offset ?? 0;
    this.#chain = standing?.chain ?? chainStart;
    this.#isLayoutKept = standing !== null;
    this.#marks = await InputMarks.load(store, this.name, this.#partition);
    this.#inForce = await ControlsInForce.load(store, this.name, this.#partition);
    await this.#restore();
  }

  async #restore(): Promise<void> {
    const stage = this.#seat.create(await this.#inForce.known(this.#seat.controls));
    if (!stage.writeOnly) {
      for await (const rows of this.#seat.store.load(this.name, this.#partition)) stage.restore(withoutOwnerRows(rows));
    }
    this.#stage = stage;
    this.#fit = true;
  }

  async #recallTime(): Promise<void> {
    if (this.#offset === 0) return;
    const [last] = await this.#seat.log.read(this.#seat.input, this.#partition, this.#offset - 1, 1);
    if (last !== undefined && last.offset < this.#offset) this.#noteTimes([last]);
  }

  async #decide(): Promise<void> {
    const records = await this.#seat.log.read(this.#seat.input, this.#partition, this.#offset, batchRecords);
    const last = records.at(-1);
    if (last === undefined) return;
    this.#noteTimes(records);
    const fresh = this.#marks.fresh(records);
    const { changes, letters } = await this.#decideAll(fresh);
    this.#marks.pass(fresh);
    this.#inForce.pass(records);
    const own = changes.out.map(({ outgoing }) => outgoing);
    this.#pending = {
      stage: this.name,
      partition: this.#partition,
      epoch: this.#epoch,
      log: this.#identity,
      offset: last.offset + 1,
      chain: chained(this.#chain, own),
      rows: [...changes.rows, ...this.#marks.take(), ...this.#inForce.changes(), ...this.#layout()],
      out: stamped([...changes.out, ...letters], { stage: this.name, partition: this.#partition, log: this.#identity }),
    };
    this.#pendingRecords = records.length;
  }

  /** A record that makes the stage throw is set aside; the stage is brought back and goes through the others again. */
  async #decideAll(records: readonly StoredRecord[]): Promise<{ changes: BatchChanges; letters: BatchChanges['out'] }> {
    const letters: BatchChanges['out'] = [];
    let inputs = await this.#inputs(records, letters);
    for (;;) {
      if (!this.#fit) await this.#restore();
      this.#fit = false;
      const result = applyBatch(this.#stage, inputs, this.#singly());
      this.#fit = 'changes' in result;
      if ('changes' in result) return { changes: result.changes, letters };
      const { input, thrown } = result.poison;
      letters.push(this.#setAside(input.record, thrown));
      inputs = inputs.filter((other) => other !== input);
    }
  }

  async #inputs(records: readonly StoredRecord[], letters: BatchChanges['out']): Promise<StageInput[]> {
    const inputs: StageInput[] = [];
    for (const record of records) {
      try {
        if (record.kind === damagedKind) throw damageOf(record);
        const control = await this.#seat.controls.bodyFor(record);
        inputs.push(control === undefined ? { record } : { record, control });
      } catch (thrown) {
        if (!isPoison(thrown)) throw thrown;
        letters.push(this.#setAside(record, thrown));
      }
    }
    return inputs;
  }

  #setAside(record: StoredRecord, thrown: unknown): BatchChanges['out'][number] {
    const { stream, offset } = record;
    this.#seat.onPoison?.({ stage: this.name, stream, offset, ...wordsOf(thrown) });
    const letter = poisonRecord({ stage: this.name, record, thrown, atMs: this.#logicalMs ?? record.receivedAt });
    return { offset, outgoing: { stream: 'dead-letters', record: letter } };
  }

  #layout(): readonly Row[] {
    return this.#isLayoutKept ? [] : [layoutRow()];
  }

  #singly(): boolean {
    return !this.#stage.writeOnly && this.#offset < this.#knownEnd;
  }

  #noteTimes(records: readonly StoredRecord[]): void {
    for (const { kind, receivedAt } of records) {
      this.#logicalMs = Math.max(this.#logicalMs ?? receivedAt, receivedAt);
      if (kind === tickKind || this.#tickedMs === null) this.#tickedMs = Math.max(this.#tickedMs ?? 0, receivedAt);
    }
  }
}

/** What is only shown is made again from its stream, which is kept for as long as it is shown. */
function snapshotsOf(seat: StageSeat, { name, writeOnly }: Stage): StageSnapshots | null {
  const { snapshots, onSnapshot = () => undefined, partition = 0, ...parts } = seat;
  if (snapshots === undefined || writeOnly) return null;
  return new StageSnapshots({ ...parts, snapshots, stage: name, partition, onTold: onSnapshot });
}
