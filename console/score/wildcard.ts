// Matches an alert against a label's pattern, `*` for any text.
import type { FoundAlert } from './found.ts';
import type { AlertPattern } from './truth.ts';

/** Linear in the text: each part is sought once, from left to right. */
export function wildcardMatches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

type Matched = Pick<FoundAlert, 'sources' | 'ci' | 'name'>;

/** By any of its sources. An alert of no CI matches only a pattern that takes any. */
export function alertMatches({ source = '*', ci = '*', name = '*' }: AlertPattern, alert: Matched): boolean {
  return (
    (source === '*' || alert.sources.some((told) => wildcardMatches(source, told))) &&
    (ci === '*' || (alert.ci !== null && wildcardMatches(ci, alert.ci))) &&
    wildcardMatches(name, alert.name)
  );
}
