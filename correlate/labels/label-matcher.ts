// Whether labels meet a matcher, as Alertmanager defines it. RE2: no pattern of a user can hold the process.
import { RE2JS } from 're2js';
import { PayloadError } from '../../domain/errors.ts';
import type { SilenceMatcher } from '../../domain/silence.ts';

export type Matches = (labels: Readonly<Record<string, string>>) => boolean;

/** A label that is not there is the empty text. @throws PayloadError `bad-matcher` naming the member. */
export function labelMatcher({ name, value, isRegex, isEqual }: SilenceMatcher, at = 'filter'): Matches {
  const holds = isRegex ? anchored(value, at) : (text: string): boolean => text === value;
  return (labels) => holds(Object.hasOwn(labels, name) ? (labels[name] ?? '') : '') === isEqual;
}

/** The whole value must match, as in Prometheus. @throws PayloadError `bad-matcher`. */
export function anchored(source: string, at = 'filter'): (value: string) => boolean {
  try {
    const compiled = RE2JS.compile(`^(?:${source})$`, RE2JS.DOTALL);
    return (value) => compiled.matcher(value).matches();
  } catch {
    throw new PayloadError('bad-matcher', `not a regular expression (RE2): ${source.slice(0, 100)}`, { at });
  }
}
