// Alertmanager's matchers as amtool and Grafana send them: `severity="critical"`, `job!~web.*`.
import { RE2JS } from 're2js';
import { PayloadError } from '../../../domain/errors.ts';

export type Matches = (labels: Readonly<Record<string, string>>) => boolean;

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
  const value = unquote(quoted);
  const valueOf = (labels: Readonly<Record<string, string>>): string =>
    Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
  if (operator === '=') return (labels) => valueOf(labels) === value;
  if (operator === '!=') return (labels) => valueOf(labels) !== value;
  const wholly = anchored(value);
  return operator === '=~' ? (labels) => wholly(valueOf(labels)) : (labels) => !wholly(valueOf(labels));
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  if (text.length < 2 || !text.endsWith('"')) throw bad(`unclosed quote: ${text.slice(0, 100)}`);
  return text.slice(1, -1).replace(/\\(["\\n])/g, (_whole, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/** The whole value must match, as in Prometheus. RE2: no pattern of a user can hold the process. */
export function anchored(source: string): (value: string) => boolean {
  try {
    const compiled = RE2JS.compile(`^(?:${source})$`, RE2JS.DOTALL);
    return (value) => compiled.matcher(value).matches();
  } catch {
    throw bad(`not a regular expression (RE2): ${source.slice(0, 100)}`);
  }
}

function bad(message: string): PayloadError {
  return new PayloadError('bad-matcher', message, { at: 'filter' });
}
