// What observing asks of delivery: which lane a ticket belongs to, and whether something of ours was on its way.
import type { Lane } from '../delivery/lane.ts';

export interface LaneBook {
  /** Counts sends and answers: taken before a look, it says afterwards what happened during it. */
  readonly turn: number;
  laneOfTicket(sink: string, ticket: string): Lane | undefined;
  /** By the key, or its first 13 characters. */
  laneOfKey(sink: string, key: string): Lane | undefined;
  lanesOf(sink: string): readonly Lane[];
  /** The last operation carried out, if nothing waits and nothing moved since `turn`; else null. */
  settledSeq(lane: Lane, turn: number): number | null;
}
