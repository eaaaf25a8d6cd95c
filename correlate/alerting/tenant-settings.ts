// What a tenant's events are read with: its policy and its CMDB, as the latest control records gave them.
import { emptyCmdb, type Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StageInput } from '../../domain/ports/stage.ts';
import { Table } from '../../domain/table.ts';
import { buildBinder, type Binder } from '../cmdb/bind.ts';
import { buildGraph } from '../cmdb/graph.ts';

export interface TenantSettings {
  readonly policy: Policy;
  readonly bind: Binder;
}

type Control = NonNullable<StageInput['control']>;

export interface SettingsOptions {
  readonly tenant: string;
  readonly policy: Policy;
  readonly cmdb: Cmdb;
}

/**
 * Control bodies are kept as rows, so that a stage brought back reads on with what it had. A tenant that no control
 * record ever named takes the default tenant's policy, but never its CMDB.
 */
export class SettingsByTenant {
  readonly controls = new Table<Control>('control');
  readonly #defaults: SettingsOptions;
  readonly #built = new Map<string, TenantSettings>();

  constructor(defaults: SettingsOptions) {
    this.#defaults = defaults;
  }

  of(tenant: string): TenantSettings {
    const found = this.#built.get(tenant);
    if (found !== undefined) return found;
    const settings = { policy: this.#policyOf(tenant), bind: buildBinder(buildGraph(this.#cmdbOf(tenant))) };
    this.#built.set(tenant, settings);
    return settings;
  }

  adopt(tenant: string, control: Control): void {
    this.controls.put(`${tenant}/${control.kind}`, control);
    this.#built.clear();
  }

  #policyOf(tenant: string): Policy {
    const own = this.#controlOf(tenant, 'policy') ?? this.#controlOf(this.#defaults.tenant, 'policy');
    return own?.kind === 'policy' ? own.body : this.#defaults.policy;
  }

  #cmdbOf(tenant: string): Cmdb {
    const own = this.#controlOf(tenant, 'cmdb');
    if (own?.kind === 'cmdb') return own.body;
    return tenant === this.#defaults.tenant ? this.#defaults.cmdb : emptyCmdb;
  }

  #controlOf(tenant: string, kind: Control['kind']): Control | undefined {
    return this.controls.get(`${tenant}/${kind}`);
  }
}
