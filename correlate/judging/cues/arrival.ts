// The new alert as far as joining asks, what cues may look at, and what comes of it.
import type { LearnedLink } from '../../../domain/learned-links.ts';
import type { Policy } from '../../../domain/policy.ts';
import type { JudgingState } from '../judging-state.ts';
import type { LinkIndex } from '../learned-links.ts';
import type { Neighbourhood } from '../neighbourhood.ts';
import type { Refusal } from '../working-rows.ts';
import type { Belief, CueName, Strategy } from './cue.ts';

export interface Arrival {
  readonly place: string;
  readonly peerCi: string | null;
  readonly source: string;
  readonly name: string;
  /** Whether it can be a symptom of another CI's trouble. */
  readonly isSymptom: boolean;
  /** It tells of a failure: that does not come from what its callers call besides. */
  readonly isFailure: boolean;
  /** Chronic: it joins its like only. */
  readonly isChronic: boolean;
  /** Of security: it joins its like only; null: that is not asked. */
  readonly isSecurity: boolean | null;
  /** For the hosts that no CMDB knows: what it says. */
  readonly message: string;
  /** Keys that rules of the site give it: who has the same belongs to it. */
  readonly groups: readonly string[];
  readonly at: number;
}

export interface Surroundings {
  readonly state: JudgingState;
  readonly neighbourhood: Neighbourhood;
  readonly join: Policy['join'];
  /** Null: no learned links are in force. */
  readonly links: LinkIndex | null;
  readonly strategy: Strategy;
}

export interface Match {
  readonly situation: string;
  readonly cost: number;
  readonly path: readonly string[];
  /** The CI of the situation that the path ends at. */
  readonly member: string;
  /** `hub`: linked through a hub that many of its neighbours' alerts activated. */
  readonly by: CueName;
  /** All cues that speak for this situation, this one among them. */
  readonly belief?: Belief;
  /** The key that both have, by a rule. */
  readonly key?: string;
  /** What was learned, where that linked them. */
  readonly link?: LearnedLink;
  /** Nothing but a filling disk or the like stands at this place: it gives way to any other explanation. */
  readonly isWeak: boolean;
}

export interface NearMiss {
  readonly situation: string;
  readonly why: Refusal;
  readonly cost: number;
}

export interface Choice {
  /** Best first: all of them belong together. */
  readonly matches: readonly Match[];
  readonly nearMiss: NearMiss | null;
  /** Chronic situations that would have fitted: they stand beside. */
  readonly besides: readonly string[];
}
