// Which silence covers an alert now; of several, the one that ends last.
import { labelMatcher } from '../../labels/label-matcher.ts';
import type { Matches } from '../../labels/label-matcher.ts';
import type { Silence } from '../../../domain/silence.ts';

const compiled = new WeakMap<Silence, readonly Matches[]>();

function matchersOf(silence: Silence): readonly Matches[] {
  let found = compiled.get(silence);
  if (found === undefined) {
    found = silence.matchers.map((matcher) => labelMatcher(matcher));
    compiled.set(silence, found);
  }
  return found;
}

export function silenceOf(
  silences: Iterable<Silence>,
  labels: Readonly<Record<string, string>>,
  at: number,
): Silence | null {
  let last: Silence | null = null;
  for (const silence of silences) {
    if (silence.startsAt > at || silence.endsAt <= at || !isLater(silence, last)) continue;
    if (matchersOf(silence).every((matches) => matches(labels))) last = silence;
  }
  return last;
}

function isLater(silence: Silence, than: Silence | null): boolean {
  if (than === null || silence.endsAt !== than.endsAt) return silence.endsAt > (than?.endsAt ?? 0);
  return silence.id < than.id;
}
