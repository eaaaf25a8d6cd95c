// The policy and the CMDB in force: stored once, told to each stream that goes by them, found again after a restart.
import { emptyCmdb } from '../../domain/cmdb.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import { controlKind, ControlPointer } from '../../domain/record.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { controlRecord, ControlBodies } from '../log/control-bodies.ts';
import type { ControlBody } from '../log/control-bodies.ts';
import { controlledStreams } from './pipeline-stages.ts';
import type { InForce } from './pipeline-stages.ts';

const scanRecords = 100;

export class SiteControls {
  readonly bodies: ControlBodies;
  readonly #log: EventLog;
  readonly #tenant: string;
  readonly #pointers = new Map<ControlPointer['kind'], ControlPointer>();
  /** Next offset of `control` to look at. */
  #recalled = 0;
  #inForce: InForce = { policy: defaultPolicy, cmdb: emptyCmdb };

  private constructor(log: EventLog, tenant: string) {
    this.#log = log;
    this.#tenant = tenant;
    this.bodies = new ControlBodies(log);
  }

  /** What was in force when the log was last written to; the defaults in a new one. */
  static async open(log: EventLog, tenant: string): Promise<SiteControls> {
    const controls = new SiteControls(log, tenant);
    await controls.#recall();
    return controls;
  }

  get inForce(): InForce {
    return this.#inForce;
  }

  /** Puts a body in force unless it is already. Returns whether it was new. */
  async announce(control: ControlBody, receivedAt: number): Promise<boolean> {
    await this.#recall();
    const before = this.#pointers.get(control.kind);
    const publication = { tenant: this.#tenant, receivedAt, version: (before?.version ?? 0) + 1, control };
    const pointer = await this.bodies.publish(publication);
    this.#adopt(control);
    if (pointer.sha256 === before?.sha256) return false;
    const record = controlRecord(pointer, publication);
    // `control` comes last: after a crash in between, all streams are told again.
    for (const stream of [...controlledStreams, 'control'] as const) await this.#tell(stream, record);
    this.#pointers.set(pointer.kind, pointer);
    return true;
  }

  /** Hears what other processes put in force, until aborted. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#log.waitFor('control', 0, this.#recalled, signal);
      if (!signal.aborted) await this.#recall();
    }
  }

  /** Each partition goes by it, so each gets it: from then on its order relative to the events there is fixed. */
  async #tell(stream: StreamName, record: LogRecord): Promise<void> {
    for (let partition = 0; partition < this.#log.partitions(stream); partition += 1) {
      await this.#log.append(stream, [record], partition);
    }
  }

  async #recall(): Promise<void> {
    for (;;) {
      const records = await this.#log.read('control', 0, this.#recalled, scanRecords);
      const last = records.at(-1);
      if (last === undefined) break;
      for (const record of records) this.#note(record);
      this.#recalled = last.offset + 1;
    }
    for (const pointer of this.#pointers.values()) this.#adopt(await this.bodies.load(pointer));
  }

  #note({ kind, tenant, body }: LogRecord): void {
    if (kind !== controlKind || tenant !== this.#tenant) return;
    const pointer = ControlPointer.parse(body);
    this.#pointers.set(pointer.kind, pointer);
  }

  #adopt(control: ControlBody): void {
    this.#inForce =
      control.kind === 'policy' ? { ...this.#inForce, policy: control.body } : { ...this.#inForce, cmdb: control.body };
  }
}
