// Which policy and CMDB a stage has come past: rows of the owner's own, so that a new life judges by the same ones.
import type { Cmdb } from '../domain/cmdb.ts';
import type { Policy } from '../domain/policy.ts';
import type { RowChange, StateStore } from '../domain/ports/state-store.ts';
import { controlKind, ControlPointer } from '../domain/record.ts';
import type { StoredRecord } from '../domain/record.ts';
import type { ControlBodies } from './log/control-bodies.ts';

export const controlTable = 'control-in-force';
const kinds = ['policy', 'cmdb'] as const;

/** Of each kind that a pointer has come by; absent: none yet. */
export interface KnownControls {
  readonly policy?: Policy;
  readonly cmdb?: Cmdb;
}

export class ControlsInForce {
  /** As the store has them. */
  readonly #committed = new Map<string, ControlPointer>();
  readonly #passed = new Map<string, ControlPointer>();

  static async load(store: StateStore, stage: string, partition: number): Promise<ControlsInForce> {
    const controls = new ControlsInForce();
    for (const { key, json } of await store.scan(stage, partition, controlTable, { limit: kinds.length }))
      controls.#committed.set(key, ControlPointer.parse(JSON.parse(json)));
    return controls;
  }

  /** Of the committed offset: what a stage that is brought back goes by. @throws AdapterError `control-missing`. */
  async known(bodies: ControlBodies): Promise<KnownControls> {
    const known: { policy?: Policy; cmdb?: Cmdb } = {};
    for (const pointer of this.#committed.values()) {
      const control = await bodies.load(pointer);
      if (control.kind === 'policy') known.policy = control.body;
      else known.cmdb = control.body;
    }
    return known;
  }

  /** The stage was given these. */
  pass(records: readonly StoredRecord[]): void {
    for (const { kind, body } of records) {
      if (kind !== controlKind) continue;
      const pointer = ControlPointer.safeParse(body);
      if (pointer.success) this.#passed.set(pointer.data.kind, pointer.data);
    }
  }

  /** Changes since the last commit. */
  changes(): RowChange[] {
    const passed = [...this.#passed].sort(([a], [b]) => (a < b ? -1 : 1));
    return passed.map(([key, pointer]) => ({ table: controlTable, key, json: JSON.stringify(pointer) }));
  }

  committed(): void {
    for (const [key, pointer] of this.#passed) this.#committed.set(key, pointer);
    this.#passed.clear();
  }
}
