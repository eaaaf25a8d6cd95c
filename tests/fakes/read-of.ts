// What a reader read, for tests: an end of the test where it could not.
import type { ReadOutcome } from '../../ticketing/reader.ts';

export function readOf(outcome: ReadOutcome): ReadOutcome & { readonly outcome: 'read' } {
  if (outcome.outcome !== 'read') throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}
