// Which open situations a new alert belongs to: each cue is asked in its turn, by an index, and says what it found.
import type { Arrival, Choice, Surroundings } from './cues/arrival.ts';
import { Findings } from './cues/findings.ts';
import { askGroups } from './cues/group-cue.ts';
import { isOfSecurity } from './cues/joinable.ts';
import { askLearned } from './cues/learned-cue.ts';
import { askPlaces } from './cues/place-cues.ts';
import { askRunning } from './cues/unplaced-cues.ts';
import { isUnmatched } from './presence.ts';

export function chooseSituations(around: Surroundings, arrival: Arrival): Choice {
  const { isSecurity } = arrival;
  const isLike = (situation: string): boolean => isSecurity === null || isOfSecurity(around, situation) === isSecurity;
  const findings = new Findings(around.strategy, isLike);
  askPlaces(around, arrival, findings);
  askLearned(around, arrival, findings);
  askGroups(around, arrival, findings);
  if (isUnmatched(arrival.place) && findings.isEmpty()) askRunning(around, arrival, findings);
  return findings.result();
}
