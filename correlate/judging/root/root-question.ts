// What the ranking of causes is asked with.
import type { CmdbGraph } from '../../cmdb/graph.ts';
import type { Presence } from '../working-rows.ts';
import type { Reach } from './closeness.ts';
import type { OnsetOf } from './marks.ts';
import type { RecentChange } from './recent-changes.ts';

export interface RootQuestion {
  readonly graph: CmdbGraph;
  readonly reach: Reach;
  /** Places that are CIs; others cannot be ranked. */
  readonly presences: readonly Presence[];
  /** Hubs activated for the situation: silent candidates. */
  readonly hubs: readonly string[];
  /** Policy: the share of a hub's leaves that is proof enough. */
  readonly hubShare: number;
  /** The CI that a person named as this one's cause; null: nobody did. */
  readonly named: string | null;
  /** How often people named a CI as the cause of such symptoms before (cause-history.ts). */
  readonly namedBefore: (ci: string, kinds: ReadonlySet<string>) => number;
  /** Whether a lost link, a lost machine and a fallen hub are told from other losses (ADR 0063): flag 11. */
  readonly tellsLost: boolean;
  /** Whether words of its own speak for a cause (own-words.ts): flag 8. */
  readonly hearsWords: boolean;
  /** When a sign began, its source's delay taken off. */
  readonly onsetOf: OnsetOf;
  /** The last change of a CI shortly before the onset. */
  readonly changeBefore: (ci: string, onset: number) => RecentChange | null;
}
