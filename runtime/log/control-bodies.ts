// Rule sets and CMDB snapshots: stored once in `control`, in chunks, found by the hash of their text.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Cmdb } from '../../domain/cmdb.ts';
import { AdapterError } from '../../domain/errors.ts';
import { hexId } from '../../domain/identity.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StageInput } from '../../domain/ports/stage.ts';
import { controlKind, ControlPointer } from '../../domain/record.ts';
import type { LogRecord, StoredRecord } from '../../domain/record.ts';
import { readPolicy } from './read-policy.ts';

/** At most three bytes a unit as UTF-8: below the 512 kB that a chunk may have. */
const chunkUnits = 120_000;
const chunkKind = 'control-chunk';
/** Bodies kept parsed; a site has one CMDB and one policy in force, and the ones before while stages catch up. */
const keptBodies = 8;
const scanRecords = 100;

const Chunk = z.object({ sha256: z.string(), index: z.number().int(), of: z.number().int(), text: z.string() });
type Chunk = z.infer<typeof Chunk>;

export type ControlBody = NonNullable<StageInput['control']>;

export interface Publication {
  readonly tenant: string;
  readonly receivedAt: number;
  readonly version: number;
  readonly control: ControlBody;
}

/** The record that tells a stage which rule set or CMDB holds from here on. Of one key, the newest is what counts. */
export function controlRecord(
  pointer: ControlPointer,
  { tenant, receivedAt }: Omit<Publication, 'control'>,
): LogRecord {
  const id = hexId('control', tenant, pointer.kind, pointer.sha256, String(receivedAt));
  const key = `${tenant}/${pointer.kind}`;
  return { v: 1, id, tenant, key, kind: controlKind, occurredAt: receivedAt, receivedAt, body: pointer };
}

export class ControlBodies {
  readonly #log: EventLog;
  /** Offsets of the chunks, by hash and index. */
  readonly #chunks = new Map<string, number[]>();
  readonly #bodies = new Map<string, ControlBody>();
  #scanned = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Stores the body unless it is there already; the pointer is for `controlRecord`. */
  async publish(publication: Publication): Promise<ControlPointer> {
    const text = JSON.stringify(publication.control.body);
    const sha256 = createHash('sha256').update(text).digest('hex');
    await this.#scan();
    const of = Math.ceil(text.length / chunkUnits);
    if (!this.#isWhole(sha256, of)) await this.#log.append('control', chunksOf(text, sha256, publication));
    return { kind: publication.control.kind, version: publication.version, sha256 };
  }

  /** The body that a control record points at; undefined for any other record. */
  async bodyFor(record: StoredRecord): Promise<ControlBody | undefined> {
    return record.kind === controlKind ? await this.load(ControlPointer.parse(record.body)) : undefined;
  }

  /** @throws AdapterError `control-missing` when the log does not hold the body, `policy-newer`. */
  async load(pointer: ControlPointer): Promise<ControlBody> {
    const name = `${pointer.kind}/${pointer.sha256}`;
    const known = this.#bodies.get(name) ?? (await this.#fetch(pointer));
    this.#bodies.delete(name);
    this.#bodies.set(name, known);
    const oldest = this.#bodies.keys().next().value;
    if (this.#bodies.size > keptBodies && oldest !== undefined) this.#bodies.delete(oldest);
    return known;
  }

  async #fetch({ kind, sha256 }: ControlPointer): Promise<ControlBody> {
    const text = (await this.#textOf(sha256)) ?? (await this.#textAnew(sha256));
    if (text === null) throw new AdapterError('control-missing', `the log does not hold the ${kind} ${sha256}`);
    const body: unknown = JSON.parse(text);
    return kind === 'cmdb' ? { kind, body: Cmdb.parse(body) } : { kind, body: readPolicy(body) };
  }

  /** Null: not whole, or not where it was: a log that compacts keeps the newest of equal chunks. */
  async #textOf(sha256: string): Promise<string | null> {
    await this.#scan();
    const texts: string[] = [];
    for (const offset of this.#chunks.get(sha256) ?? []) {
      const [record] = await this.#log.read('control', 0, offset, 1);
      texts.push(Chunk.safeParse(record?.body).data?.text ?? '');
    }
    const text = texts.join('');
    return createHash('sha256').update(text).digest('hex') === sha256 ? text : null;
  }

  async #textAnew(sha256: string): Promise<string | null> {
    this.#chunks.clear();
    this.#scanned = 0;
    return this.#textOf(sha256);
  }

  #isWhole(sha256: string, of: number): boolean {
    return Object.keys(this.#chunks.get(sha256) ?? []).length === of;
  }

  async #scan(): Promise<void> {
    for (;;) {
      const records = await this.#log.read('control', 0, this.#scanned, scanRecords);
      for (const record of records) this.#note(record);
      if (records.length === 0) return;
    }
  }

  #note(record: StoredRecord): void {
    this.#scanned = record.offset + 1;
    const chunk = record.kind === chunkKind ? Chunk.safeParse(record.body).data : undefined;
    if (chunk === undefined) return;
    const offsets = this.#chunks.get(chunk.sha256) ?? [];
    offsets[chunk.index] = record.offset;
    this.#chunks.set(chunk.sha256, offsets);
  }
}

function chunksOf(text: string, sha256: string, { tenant, receivedAt }: Publication): LogRecord[] {
  const of = Math.ceil(text.length / chunkUnits);
  return Array.from({ length: of }, (_, index) => {
    const body: Chunk = { sha256, index, of, text: text.slice(index * chunkUnits, (index + 1) * chunkUnits) };
    const id = hexId('control-chunk', tenant, sha256, String(index));
    const key = `${sha256}/${index}`;
    return { v: 1, id, tenant, key, kind: chunkKind, occurredAt: receivedAt, receivedAt, body };
  });
}
