// Hub activation: when most of what hangs on one CI complains within a minute, that CI is what they share,
// although it may be silent or late. Judgement-measured, cue 3 (storm without any core-switch alert: F1 .45 → .99).
import type { Policy } from '../../domain/policy.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';

export interface Activation {
  readonly hub: string;
  /** Distinct CIs below it with fresh alerts, and how much of its leaves they cover. */
  readonly cis: readonly string[];
  readonly below: number;
  readonly share: number;
}

/** A CI with more below it than this covers leaves by itself only: the walk must stay cheap. */
const mostLeaves = 2_000;

class Hub {
  /** Oldest first: an entry moves to the end when it is renewed. */
  readonly cis = new Map<string, number>();
  readonly leaves = new Map<string, number>();

  renew(ci: string, leaves: Iterable<string>, at: number): void {
    renew(this.cis, ci, at);
    for (const leaf of leaves) renew(this.leaves, leaf, at);
  }

  forgetBefore(at: number): void {
    forgetBefore(this.cis, at);
    forgetBefore(this.leaves, at);
  }
}

export class HubWatch {
  readonly #graph: CmdbGraph;
  readonly #join: Policy['join'];
  readonly #hubs = new Map<string, Hub>();

  constructor(graph: CmdbGraph, join: Policy['join']) {
    this.#graph = graph;
    this.#join = join;
  }

  /** A fresh alert that can be a symptom. Returns the hub that it completes: the lowest one if several. */
  note(ci: string, at: number): Activation | null {
    const below = this.#graph.leavesBelow(ci);
    const leaves = below.size === 0 || below.size > mostLeaves ? [ci] : below;
    let lowest: Activation | null = null;
    for (const hub of this.#graph.cisAbove(ci)) {
      const watched = this.#hubs.get(hub) ?? new Hub();
      this.#hubs.set(hub, watched);
      watched.renew(ci, leaves, at);
      lowest ??= this.#activation(hub, watched, at);
    }
    return lowest;
  }

  #activation(hub: string, watched: Hub, at: number): Activation | null {
    watched.forgetBefore(at - this.#join.hubWithinMs);
    if (watched.cis.size < this.#join.hubCis) return null;
    const below = this.#graph.leavesBelow(hub).size;
    const share = below === 0 ? 0 : watched.leaves.size / below;
    return share < this.#join.hubShare ? null : { hub, cis: [...watched.cis.keys()].sort(), below, share };
  }
}

function renew(entries: Map<string, number>, key: string, at: number): void {
  entries.delete(key);
  entries.set(key, at);
}

function forgetBefore(entries: Map<string, number>, at: number): void {
  for (const [key, since] of entries) {
    if (since >= at) return;
    entries.delete(key);
  }
}
