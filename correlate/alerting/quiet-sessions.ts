// Open problems that nobody will end, by host: they end together, when their host has been silent for long enough.
import type { Policy } from '../../domain/policy.ts';
import { Table } from '../../domain/table.ts';
import { EndedMemory } from './ended-memory.ts';
import { hearHost, silenceMs, type Pace } from './host-pace.ts';
import { LazyTimers } from './lazy-timers.ts';

export interface SessionEnd {
  readonly keys: readonly string[];
  readonly at: number;
  /** How long the host was silent. */
  readonly silenceMs: number;
}

export class QuietSessions {
  readonly paces = new Table<Pace>('pace');
  readonly #policyOf: (tenant: string) => Policy['alerts'];
  readonly #open = new Map<string, Set<string>>();
  readonly #hostOf = new Map<string, string>();
  readonly #timers = new LazyTimers((host) => this.#dueAt(host));
  readonly #memory = new EndedMemory();

  constructor(policyOf: (tenant: string) => Policy['alerts']) {
    this.#policyOf = policyOf;
  }

  /** After the rows of conditions: hosts without open problems are remembered for a day. */
  restored(): void {
    for (const [host, { lastAt }] of this.paces.entries())
      if (!this.#open.has(host)) this.#memory.remember(host, lastAt);
  }

  hear(host: string, tenant: string, at: number): void {
    this.paces.put(host, hearHost(this.paces.get(host), tenant, at));
    this.#timers.touch(host);
  }

  /** This condition is open and ends with its host's session; `host` null: it is not, or ends by itself. */
  place(key: string, host: string | null): void {
    const before = this.#hostOf.get(key);
    if (before !== undefined && before !== host) this.#leave(key, before);
    if (host === null) return;
    this.#hostOf.set(key, host);
    const open = this.#open.get(host);
    if (open === undefined) this.#open.set(host, new Set([key]));
    else open.add(key);
    this.#memory.release(host);
    this.#timers.touch(host);
  }

  next(): number | null {
    return this.#timers.next();
  }

  takeDue(now: number): SessionEnd[] {
    return this.#timers.takeDue(now).flatMap((host): SessionEnd[] => {
      const pace = this.paces.get(host);
      const at = this.#dueAt(host);
      if (pace === undefined || at === null) return [];
      return [{ keys: [...(this.#open.get(host) ?? [])].sort(), at, silenceMs: at - pace.lastAt }];
    });
  }

  forget(now: number): void {
    for (const host of this.#memory.takeForgotten(now)) this.paces.delete(host);
  }

  #leave(key: string, host: string): void {
    this.#hostOf.delete(key);
    const open = this.#open.get(host);
    open?.delete(key);
    if (open?.size !== 0) return;
    this.#open.delete(host);
    this.#memory.remember(host, this.paces.get(host)?.lastAt ?? 0);
  }

  #dueAt(host: string): number | null {
    const pace = this.paces.get(host);
    if (pace === undefined || !this.#open.has(host)) return null;
    return pace.lastAt + silenceMs(pace, this.#policyOf(pace.tenant));
  }
}
