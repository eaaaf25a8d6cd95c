// Alertmanager's matchers as amtool and Grafana send them: `severity="critical"`, `job!~web.*`.
import { labelMatcher } from '../../../correlate/labels/label-matcher.ts';
import type { Matches } from '../../../correlate/labels/label-matcher.ts';
import { PayloadError } from '../../../domain/errors.ts';

const pattern = /^\s*([a-zA-Z_][a-zA-Z0-9_.:-]{0,199})\s*(=~|!~|!=|=)\s*(.*?)\s*$/su;
const longest = 1_000;
const most = 50;

/** All of them must hold; a label that is not there is the empty text. @throws PayloadError `bad-matcher`. */
export function readMatchers(filters: readonly string[]): Matches {
  if (filters.length > most) throw bad(`at most ${String(most)} filters`);
  const matchers = filters.map(readMatcher);
  return (labels) => matchers.every((matches) => matches(labels));
}

function readMatcher(text: string): Matches {
  const [, name, operator, quoted] = (text.length > longest ? null : pattern.exec(text)) ?? [];
  if (name === undefined || operator === undefined || quoted === undefined) {
    throw bad(`not a matcher: ${text.slice(0, 100)}`);
  }
  return labelMatcher({
    name,
    value: unquote(quoted),
    isRegex: operator.endsWith('~'),
    isEqual: operator.startsWith('='),
  });
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  if (text.length < 2 || !text.endsWith('"')) throw bad(`unclosed quote: ${text.slice(0, 100)}`);
  return text.slice(1, -1).replace(/\\(["\\n])/g, (_whole, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

function bad(message: string): PayloadError {
  return new PayloadError('bad-matcher', message, { at: 'filter' });
}
