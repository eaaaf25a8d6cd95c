// State in Redis: quick, shared by processes, and disposable. What is lost or old here is found out and made again from the log.
import { AdapterError } from '../../domain/errors.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Row, Scan, StageState, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import { commitRefused } from '../state/commit-check.ts';
import { RowsHash } from '../state/rows-hash.ts';
import { unitRecords } from '../state/unit-records.ts';
import { fromEntries, isOfThisLog, publish, toEntries } from './outbox.ts';
import type { RedisClient } from './redis-connection.ts';
import { asStateFault } from './redis-faults.ts';
import { RedisSeat, seatKeys } from './redis-seat.ts';
import { fieldOf, rangeAfter, rangeOf, rowOf } from './row-fields.ts';
import type { FieldRange } from './row-fields.ts';
import { claimScript, commitScript, readScript, resetScript, runScript } from './scripts.ts';

const portionRows = 1_000;
/** Lua takes some 8,000 arguments a call: more are staged first, in calls of this many. */
const partsPerCall = 4_000;
/** What a commit that never came left behind goes by itself. */
const stagingMs = 60_000;

type CommitAnswer = 'committed' | 'already' | 'epoch-fenced' | 'offset-replayed' | 'state-lost' | 'staging-lost';

export interface RedisStores {
  readonly client: RedisClient;
  /** Where outgoing records go. */
  readonly log: EventLog;
  /** Before every key; sites that share a server have each their own. */
  readonly prefix?: string;
}

export class RedisStateStore implements StateStore {
  readonly #client: RedisClient;
  readonly #log: EventLog;
  readonly #prefix: string;
  readonly #seats = new Map<string, RedisSeat>();

  constructor({ client, log, prefix = 'vigie' }: RedisStores) {
    this.#client = client;
    this.#log = log;
    this.#prefix = prefix;
  }

  async position(stage: string, partition: number): Promise<StageState | null> {
    const { meta } = this.#seat(stage, partition).keys;
    const found = await this.#asked(() => this.#client.hmget(meta, 'offset', 'by', 'log', 'chain'));
    const [offset, by, log, chain] = found;
    if (offset === null || offset === undefined) return null;
    return { offset: Number(offset), epoch: Number(by), log: log ?? '', chain: chain ?? '' };
  }

  async *load(stage: string, partition: number): AsyncIterable<readonly Row[]> {
    let last: Row | null = null;
    for (;;) {
      const rows: readonly Row[] = await this.#read(this.#seat(stage, partition), rangeAfter(last), portionRows);
      if (rows.length > 0) yield rows;
      if (rows.length < portionRows) return;
      last = rows.at(-1) ?? null;
    }
  }

  /**
   * Also tells the log what an owner of before committed and may not have told. Where that cannot be read any more, the
   * stage is forgotten: made again from the log, it decides the same once more.
   */
  async claim(stage: string, partition: number): Promise<number> {
    const seat = this.#seat(stage, partition);
    return seat.inTurn(async () => {
      const { meta, rows, order, outbox } = seat.keys;
      const reply = await runScript(this.#client, claimScript, [meta, rows, order, outbox], []);
      const [epoch = '', offset = '', log = ''] = reply as string[];
      seat.begin(epoch, offset);
      seat.unpublished = null;
      if (offset !== '' && (await isOfThisLog(this.#log, log))) {
        const entries = await this.#asked(() => this.#client.lrange(outbox, 0, -1));
        const owed = fromEntries(entries);
        if (owed === null) await this.#forget(seat);
        else await publish(this.#log, owed);
      }
      return Number(epoch);
    });
  }

  /** @throws AdapterError `state-lost` when Redis no longer stands where this owner left it: start again. */
  async commit(unit: UnitOfWork): Promise<void> {
    const seat = this.#seat(unit.stage, unit.partition);
    return seat.inTurn(async () => {
      await this.#publishOwed(seat);
      const out = unitRecords(unit);
      const answer = await this.#tryCommit(seat, unit, toEntries(out));
      if (answer !== 'committed' && answer !== 'already') throw refused(answer, unit.stage);
      seat.expected = String(unit.offset);
      seat.unpublished = out;
      await this.#publishOwed(seat);
    });
  }

  async get(stage: string, partition: number, table: string, key: string): Promise<string | null> {
    return this.#asked(() => this.#client.hget(this.#seat(stage, partition).keys.rows, fieldOf(table, key)));
  }

  async scan(stage: string, partition: number, table: string, scan: Scan): Promise<readonly Row[]> {
    return this.#read(this.#seat(stage, partition), rangeOf(table, scan), scan.limit, scan.descending);
  }

  async hash(stage: string, partition: number): Promise<string> {
    const hash = new RowsHash();
    for await (const rows of this.load(stage, partition)) hash.add(rows);
    return hash.end();
  }

  async reset(stage: string, partition: number): Promise<void> {
    const seat = this.#seat(stage, partition);
    await seat.inTurn(() => this.#forget(seat));
  }

  close(): Promise<void> {
    this.#client.disconnect();
    return Promise.resolve();
  }

  async #forget(seat: RedisSeat): Promise<void> {
    const { meta, rows, order, outbox } = seat.keys;
    await runScript(this.#client, resetScript, [meta, rows, order, outbox], []);
    if (seat.expected !== null) seat.expected = '';
    seat.unpublished = null;
  }

  async #publishOwed(seat: RedisSeat): Promise<void> {
    if (seat.unpublished !== null) await publish(this.#log, seat.unpublished);
    seat.unpublished = null;
  }

  async #tryCommit(seat: RedisSeat, unit: UnitOfWork, outbox: readonly string[]): Promise<CommitAnswer> {
    if (seat.expected === null) return 'epoch-fenced';
    const { meta, rows, order, outbox: box } = seat.keys;
    const parts = [...unit.rows.flatMap(({ table, key, json }) => [fieldOf(table, key), json ?? '']), ...outbox];
    const isLarge = parts.length > partsPerCall;
    const staging = seat.nextStaging();
    if (isLarge) await this.#stage(staging, parts);
    const head = [unit.epoch, seat.expected, unit.offset, unit.log, unit.chain, seat.tokenOf(unit), unit.rows.length];
    const words = [...head.map(String), String(isLarge ? parts.length : 0), ...(isLarge ? [] : parts)];
    return (await runScript(this.#client, commitScript, [meta, rows, order, box, staging], words)) as CommitAnswer;
  }

  async #stage(staging: string, parts: readonly string[]): Promise<void> {
    for (let from = 0; from < parts.length; from += partsPerCall) {
      await this.#asked(() => this.#client.rpush(staging, ...parts.slice(from, from + partsPerCall)));
      await this.#asked(() => this.#client.pexpire(staging, stagingMs));
    }
  }

  async #read({ keys }: RedisSeat, { from, to }: FieldRange, most: number, descending = false): Promise<Row[]> {
    const words = [from, to, String(most), descending ? 'desc' : 'asc'];
    const found = (await runScript(this.#client, readScript, [keys.rows, keys.order], words)) as string[];
    return Array.from({ length: found.length / 2 }, (_, n) => rowOf(found[2 * n] ?? '', found[2 * n + 1] ?? ''));
  }

  async #asked<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (thrown) {
      throw asStateFault(thrown);
    }
  }

  #seat(stage: string, partition: number): RedisSeat {
    const name = `${String(partition)}/${stage}`;
    const known = this.#seats.get(name) ?? new RedisSeat(seatKeys(this.#prefix, stage, partition));
    this.#seats.set(name, known);
    return known;
  }
}

function refused(answer: Exclude<CommitAnswer, 'committed' | 'already'>, stage: string): AdapterError {
  if (answer === 'epoch-fenced' || answer === 'offset-replayed') return commitRefused(answer, stage);
  if (answer === 'staging-lost') {
    return new AdapterError('state-unreachable', `${stage}: Redis lost part of a commit`, { retryable: true });
  }
  return new AdapterError(
    'state-lost',
    `${stage}: Redis lost its state, or holds an older one; it is made again from the log`,
  );
}
